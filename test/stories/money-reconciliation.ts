import type { Sale } from './home.ts';
import { MoneyDesk } from './money-desk.ts';
import type { Stage } from './stage.ts';

/** The bank's statement against the books: matched, explained, and checked by another person (FIN-8). */
export async function reconciliation(stage: Stage, sale: Sale): Promise<void> {
  const desk = new MoneyDesk(stage, sale, 3);
  const deal = await desk.subscribed('3-501');
  const first = await desk.pays(deal, '20000.00');
  const account = await opened(stage, sale);
  await refused(stage, account);
  await matched(stage, account, { at: deal.at, number: first.number });
  const second = await desk.pays(deal, '500.00', { payer: '林太' });
  await byHand(stage, account, second.number);
  await explained(stage, sale, account);
  await checked(stage, sale, account);
  await desk.pays(deal, '100.00', { method: 'cash' });
  await cashToBank(stage, sale, account);
}

const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const number = '44001234567890123456';

async function opened(stage: Stage, { projectId }: Sale): Promise<string> {
  const path = `POST /v1/projects/${projectId}/bank-accounts`;
  const body = { name: '监管户', bank: '建设银行', number, supervised: true, since: today };
  await stage.does('qian', '收款员不登记账户 not by a cashier', path, { body, status: 403 });
  const { accountId } = await stage.does('wu', '登记银行账户 a bank account', path, { body });
  await stage.does('wu', '同一账户不重复 not twice', path, { body, status: 409, code: 'FIN-8.account-known' });
  await stage.does('zheng', '账号脱敏 its number is masked', `GET /v1/projects/${projectId}/bank-accounts`, {
    holds: ({ items }) => items[0].number === '****3456' && items[0].main,
  });
  return `/v1/bank-accounts/${accountId}`;
}

type Line = [amount: string, balance: string, reference: string, party: string, summary: string];

function csv(lines: Line[]): Buffer {
  const rows = lines.map(([amount, balance, reference, party, summary]) => {
    const [out, into] = amount.startsWith('-') ? [amount.slice(1), ''] : ['', amount];
    return [today, summary, party, '', out, into, balance, reference].join(',');
  });
  return Buffer.from([`账号：${number}`, '日期,摘要,对方户名,对方账号,借方,贷方,余额,流水号', ...rows].join('\n'));
}

async function handedIn(stage: Stage, account: string, what: string, file: Buffer, state: string): Promise<any> {
  const { statementId } = await stage.does('wu', what, `POST ${account}/statements`, { file, status: 202 });
  return stage.until('wu', '读入 read', `/v1/bank-statements/${statementId}`, (sheet) => sheet.state === state);
}

/** What cannot be read, or does not add up, is refused as a whole and says where. */
async function refused(stage: Stage, account: string): Promise<void> {
  const bad = csv([
    ['1.00', '1.00', 'R1', '', '利息'],
    ['2.00', '9.00', 'R2', '', '利息'],
  ]);
  const { refused: why } = await handedIn(stage, account, '余额不符 balances that do not add up', bad, 'refused');
  if (why.code !== 'FIN-8.balance-broken') throw new Error(`refused with ${why.code}`);
  const evil = Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><Document>&b;</Document>');
  const xml = await handedIn(stage, account, 'XML 含 DOCTYPE an XML with entities', evil, 'refused');
  if (xml.refused.code !== 'FIN-8.not-xml') throw new Error(`refused with ${xml.refused.code}`);
}

const statement: Line[] = [
  ['20000.00', '20000.00', 'B1', '林晓', '购房定金'],
  ['480.00', '20480.00', 'B2', '林太', '补交'],
  ['-12.00', '20468.00', 'B3', '', '账户管理费'],
];

/** Amount, day and payer agree: matched by itself; the same statement again brings nothing. */
async function matched(stage: Stage, account: string, receipt: { at: string; number: string }): Promise<void> {
  await handedIn(stage, account, '导入对账单 a statement', csv(statement), 'done');
  const lines = `${account}/lines`;
  const { items } = await stage.until('wu', '自动勾对 matched by itself', lines, (page) => {
    return page.items[0].state === 'matched' && page.items[0].counterparty === '林*';
  });
  await stage.does('zheng', '分数与理由 score and reasons', `GET /v1/bank-matches/${items[0].matchId}`, {
    holds: ({ score, reasons, difference }) => score === 100 && reasons.includes('payer') && difference === '0.00',
  });
  const shown = ({ receipts }: any) => receipts[0].number === receipt.number && receipts[0].bankedOn === today;
  await stage.until('qian', '收据已到账 the receipt is confirmed', `${receipt.at}/account`, shown);
  const again = await handedIn(stage, account, '再次导入 the same again', csv(statement), 'done');
  if (again.linesNew !== 0) throw new Error('the same lines counted twice');
}

/** 480.00 came for a receipt of 500.00: a person matches them, and says why they differ. */
async function byHand(stage: Stage, account: string, receipt: string): Promise<void> {
  const { items } = await stage.does('wu', '未勾对流水 open lines', `GET ${account}/lines?state=open`, {
    holds: (page) => page.items.length === 2,
  });
  const sheet = await stage.does('wu', '未达账项 what is outstanding', `GET ${account}/reconciliation?day=${today}`, {
    holds: ({ balanced, bankBalance, ledgerBalance }) =>
      balanced && bankBalance === '20468.00' && ledgerBalance === '20500.00',
  });
  const item = sheet.outstanding.find((row: { number: string }) => row.number === receipt);
  const path = `POST ${account}/matches`;
  const body = { lineIds: [items[0].lineId], itemIds: [item.differenceId] };
  const { facts } = await stage.does('wu', '相差须说明 a difference needs a reason', path, {
    ...{ body, status: 400, code: 'FIN-8.difference-unexplained' },
  });
  if (facts.difference !== '-20.00') throw new Error(`a difference of ${facts.difference}`);
  const reasoned = { body: { ...body, reason: '跨行手续费由付款人账户扣收' } };
  const { matchId } = await stage.does('wu', '手工勾对 matched by hand', path, reasoned);
  await stage.does('wu', '不得勾对两次 not twice', path, { ...reasoned, status: 409, code: 'FIN-8.matched-already' });
  const ended = { body: { reason: '金额待核实' } };
  await stage.does('wu', '解除勾对 taken back', `POST /v1/bank-matches/${matchId}/end`, ended);
  await stage.does('wu', '重新勾对 matched again', path, reasoned);
}

async function explained(stage: Stage, { projectId }: Sale, account: string): Promise<void> {
  const list = `/v1/projects/${projectId}/lists/bank-differences`;
  const { items } = await stage.does('zheng', '未达账项清单 the differences', `GET ${list}`, {
    holds: ({ count }) => count === 1,
  });
  const submit = `POST ${account}/reconciliations`;
  const { reconciliationId } = await stage.does('wu', '提交对账 submitted', submit, { body: { day: today } });
  const check = `POST /v1/reconciliations/${reconciliationId}/check`;
  await stage.does('zheng', '未说明不得通过 not before all is explained', check, {
    ...{ body: { decision: 'approve' }, status: 409, code: 'FIN-8.unexplained' },
  });
  await stage.does('zheng', '退回 refused', check, { body: { decision: 'refuse', reason: '手续费未说明' } });
  const reason = { body: { reason: '银行账户管理费，次月入账' } };
  await stage.does('wu', '说明差异 explained', `POST /v1/bank-differences/${items[0].id}/explanation`, reason);
  await stage.does('zheng', '清单已空 the list is empty', `GET ${list}`, { holds: ({ count }) => count === 0 });
}

/** By another person; then what is checked stands until it is reopened with a reason. */
async function checked(stage: Stage, { projectId }: Sale, account: string): Promise<void> {
  const submit = `POST ${account}/reconciliations`;
  const { reconciliationId } = await stage.does('wu', '再次提交 submitted again', submit, { body: { day: today } });
  const waiting = `GET /v1/projects/${projectId}/lists/reconciliations-to-check`;
  await stage.does('zheng', '待复核清单 it waits', waiting, { holds: ({ count }) => count === 1 });
  const at = `POST /v1/reconciliations/${reconciliationId}`;
  await stage.does('wu', '经办不得复核 not by the importer', `${at}/check`, {
    ...{ body: { decision: 'approve' }, status: 403 },
  });
  await stage.does('zheng', '对账复核 checked', `${at}/check`, { body: { decision: 'approve' } });
  const { items } = await stage.does('wu', '已勾对流水 matched lines', `GET ${account}/lines?state=matched`);
  const end = `POST /v1/bank-matches/${items[0].matchId}/end`;
  const ended = { body: { reason: '改对' } };
  await stage.does('wu', '已复核不得改 what is checked stands', end, { ...ended, status: 409, code: 'FIN-8.checked' });
  await stage.does('zheng', '撤销复核 reopened', `${at}/reopening`, { body: { reason: '收据号录错' } });
  await stage.does('wu', '可以改 and may change', end, ended);
  await stage.does('zheng', '余额调节表 the sheet', `GET ${account}/reconciliation/workbook?day=${today}`, {
    holds: (file) => Buffer.isBuffer(file) && file.subarray(0, 2).toString() === 'PK',
  });
}

/** Cash of the till goes to the bank, no more than there is, and is matched with its line by the slip. */
async function cashToBank(stage: Stage, { projectId }: Sale, account: string): Promise<void> {
  const path = `POST /v1/projects/${projectId}/cash-deposits`;
  const body = { amount: '60.00', slip: 'JK-2026-0001' };
  await stage.does('qian', '不超过库存现金 no more than there is', path, {
    ...{ body: { ...body, amount: '101.00' }, status: 409, code: 'FIN-8.more-than-cash' },
  });
  await stage.does('qian', '缴存现金 taken to the bank', path, { body, holds: ({ cash }) => cash === '40.00' });
  const line: Line = ['60.00', '20528.00', 'B4', '', '现金缴款 JK-2026-0001'];
  await handedIn(stage, account, '导入对账单 a statement', csv([...statement, line]), 'done');
  await stage.until('wu', '按缴款单号勾对 matched by its slip', `${account}/lines?state=matched`, ({ items }) => {
    return items.some(({ reference }: { reference: string }) => reference === 'B4');
  });
}
