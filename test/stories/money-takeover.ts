import type { Sale } from './home.ts';
import { contract, csv, dealHead, slips, subscribed } from './money-takeover-tables.ts';
import type { Stage } from './stage.ts';

/** The day on which a developer comes from spreadsheets: old deals, their money, and on from there (CON-1, FIN-2). */
export async function takeover(stage: Stage, sale: Sale): Promise<void> {
  await refusedDeals(stage, sale);
  const table = csv(dealHead, [
    ...contract('旧-501', '3-501'),
    ...contract('旧-502', '3-502'),
    subscribed('旧-503', '3-503'),
  ]);
  await takenOver(stage, sale, table);
  await refusedMoney(stage, sale);
  await booked(stage, sale);
  const dealId = await goesOn(stage, sale);
  await staysQuiet(stage, sale, dealId);
}

const isXlsx = (file: unknown) => Buffer.isBuffer(file) && file.subarray(0, 2).toString() === 'PK';

/** A unit that somebody keeps is a row of the report, and nothing is taken over. */
async function refusedDeals(stage: Stage, { projectId, units }: Sale): Promise<void> {
  const at = `/v1/projects/${projectId}/old-deals`;
  await stage.does('sun', '下载旧合同模板 the workbook to fill in', `GET ${at}/template`, { holds: isXlsx });
  const { unitId } = units.get('3-601')!;
  const keep = { beneficiary: '何先生', reason: '老客户介绍' };
  await stage.does('li', '预留 3-601 a unit is kept', `POST /v1/units/${unitId}/reservations`, {
    body: keep,
    eventually: true,
  });
  const file = csv(dealHead, [subscribed('旧-601', '3-601'), subscribed('旧-602', '9-999')]);
  await stage.does('zhao', '置业顾问不得导入 not by a consultant', `POST ${at}`, { file, status: 403 });
  const { takeoverId } = await stage.does('sun', '提交旧合同表 hand in old deals', `POST ${at}`, { file, status: 202 });
  const path = `/v1/old-deals/${takeoverId}`;
  await stage.until('sun', '两行有误，全部不导入 two bad rows, nothing is taken', path, ({ state, refused }) => {
    return state === 'refused' && refused.code === 'INV-1.bad-rows';
  });
  await stage.does('sun', '逐行错误报告 the report, row by row', `GET ${path}/rows`, {
    holds: ({ items }) => items.length === 2 && items[0].zh === '房间 3-601 已有预留',
  });
  await stage.does('sun', '更正文件 the bad rows to correct', `GET ${path}/corrections`, { holds: isXlsx });
  await stage.does('li', '更正文件只交还提交人 to nobody else', `GET ${path}/corrections`, {
    ...{ status: 403, code: 'CON-1.takeover-corrections-own' },
  });
}

/** Checked first, carried out by another; the same table again changes nothing. */
async function takenOver(stage: Stage, { projectId, units }: Sale, file: Buffer): Promise<void> {
  const at = `POST /v1/projects/${projectId}/old-deals`;
  for (const [what, taken] of [['旧合同', 3] as const, ['同一文件再次', 0] as const]) {
    const { takeoverId } = await stage.does('sun', `${what}提交 hand in`, at, { file, status: 202 });
    const path = `/v1/old-deals/${takeoverId}`;
    await stage.until(
      'zheng',
      '核对完毕 checked',
      path,
      ({ state, totals }) => state === 'checked' && totals.deals === taken,
    );
    await stage.does('sun', '提交人不得执行 not by who handed it in', `POST ${path}/execution`, { status: 403 });
    await stage.does('zheng', '财务执行 carried out by another', `POST ${path}/execution`, { status: 202 });
    await stage.until('sun', `接管 ${taken} 笔 taken over`, path, ({ state, totals }) => {
      return state === 'done' && totals.taken === taken;
    });
  }
  for (const [code, state] of [['3-501', 'contracted'] as const, ['3-503', 'subscribed'] as const]) {
    await stage.until(
      'zhao',
      `销控表 ${code} the board`,
      `/v1/units/${units.get(code)!.unitId}`,
      (unit) => unit.state === state,
    );
  }
}

/** Another sum than the old books have. */
async function refusedMoney(stage: Stage, { projectId }: Sale): Promise<void> {
  const at = `/v1/projects/${projectId}/opening-receipts`;
  await stage.does('wu', '下载期初收款模板 the workbook', `GET ${at}/template`, { holds: isXlsx });
  const { openingReceiptsId } = await stage.does(
    ...(['wu', '控制总数差一分 a fen apart', `POST ${at}?controlTotal=2180000.01`] as const),
    { file: slips, status: 202 },
  );
  const path = `/v1/opening-receipts/${openingReceiptsId}`;
  await stage.until('wu', '与控制总数不符，未入账 nothing is booked', path, ({ state, refused }) => {
    return state === 'refused' && refused.code === 'FIN-3.control-total';
  });
  await stage.does('zheng', '被拒的不得执行 not carried out', `POST ${path}/execution`, {
    ...{ status: 409, code: 'FIN-2.opening-not-checked' },
  });
}

async function booked(stage: Stage, { projectId }: Sale): Promise<void> {
  const at = `POST /v1/projects/${projectId}/opening-receipts?controlTotal=2180000.00`;
  for (const [what, count] of [['期初收款', 5] as const, ['同一文件再次', 0] as const]) {
    const { openingReceiptsId } = await stage.does('wu', `${what}提交 hand in`, at, { file: slips, status: 202 });
    const path = `/v1/opening-receipts/${openingReceiptsId}`;
    await stage.until('zheng', '期初试算平衡 balanced', path, ({ state, totals }) => {
      return state === 'checked' && totals.total === '2180000.00' && totals.receipts === count;
    });
    await stage.does('wu', '提交人不得入账 not by who handed it in', `POST ${path}/execution`, { status: 403 });
    await stage.does('zheng', '会计主任执行 carried out', `POST ${path}/execution`, { status: 202 });
    await stage.until(
      'wu',
      `入账 ${count} 笔 booked`,
      path,
      ({ state, totals }) => state === 'done' && totals.booked === count,
    );
  }
  await stage.does('zheng', '试算平衡表 the trial balance agrees', `GET /v1/projects/${projectId}/trial-balance`, {
    holds: (body) => JSON.stringify(body.items).includes('2180000.00') && body.difference === '0.00',
  });
}

/** The next instalment is paid as any other, and the unit is cleared for its keys. Answers the deal. */
async function goesOn(stage: Stage, { projectId }: Sale): Promise<string> {
  const list = `/v1/projects/${projectId}/contracts?state=filed`;
  const { items } = await stage.until(
    'zhao',
    '旧合同已监证 the old contracts are filed',
    list,
    (page) => page.items.length === 2,
  );
  const { contractId } = items.find((one: { number: string }) => one.number === '旧-501');
  const { subscriptionId: dealId } = await stage.does(
    'zhao',
    '旧合同条款 its terms',
    `GET /v1/contracts/${contractId}`,
    {
      holds: (sheet) => sheet.filingNumber === '备-旧-501' && sheet.schedule.length === 3 && !sheet.overdueFor,
    },
  );
  const account = `/v1/deals/${dealId}`;
  await stage.does('qian', '下一期应收 what is still owed', `GET ${account}/account`, {
    holds: (body) => body.outstanding === '120000.00' && body.receipts[0].oldNumber === '旧-501/1',
  });
  const receipt = { payer: '旧客户', amount: '120000.00', method: 'card' };
  await stage.does('qian', '收下一期 the next instalment', `POST ${account}/receipts`, {
    ...{ body: receipt, holds: ({ number }) => number.endsWith('-000001') },
  });
  await stage.until('wu', '款清 cleared', `${account}/account`, (body) => body.cleared && body.outstanding === '0.00');
  return dealId;
}

/** Two years of passed deadlines put nothing on a list, and what has moved on is not taken back. */
async function staysQuiet(stage: Stage, { projectId }: Sale, dealId: string): Promise<void> {
  for (const list of ['filings-late', 'not-signed', 'deposits-short', 'contracts-late', 'surveys-missing']) {
    await stage.does('li', `${list} 无旧交易 nothing old`, `GET /v1/projects/${projectId}/lists/${list}`, {
      holds: ({ items }) => items.length === 0,
    });
  }
  const back = { body: { reason: '录错' }, status: 409, code: 'CON-1.takeover-moved-on' };
  await stage.does(
    'zheng',
    '已收款不得撤销导入 it has moved on',
    `POST /v1/subscriptions/${dealId}/takeover-reversal`,
    back,
  );
}
