import type { Contract } from './contract.ts';
import type { Deal, Sale } from './home.ts';
import { isPdf, type Stage } from './stage.ts';

/** From the contract on: money, mortgage, keys, certified area, invoice, title, points. */
export async function afterSigning(stage: Stage, home: Sale & Deal & Contract): Promise<void> {
  const points = await referred(stage, home);
  await instalments(stage, home);
  await loan(stage, home, points);
  await keys(stage, home);
  await settlement(stage, home);
  await title(stage, home);
  await dossier(stage, home);
}

async function referred(stage: Stage, { projectId, contractId }: Sale & Contract): Promise<string> {
  const member = { projectId, name: '吴邻', phone: '13700009999' };
  const { card } = await stage.does('zhao', '会员登记 the referrer is a member', 'POST /v1/members', { body: member });
  const apply = { body: { card, contractId }, eventually: true };
  const { applicationId } = await stage.does('zhao', '积分申请 points for the referral', 'POST /v1/points', apply);
  const at = `/v1/points/${applicationId}`;
  await stage.does('li', '积分审批 approve', `POST ${at}/approval`, { body: { decision: 'approve' } });
  await stage.does('qian', '积分确认 the cashier confirms', `POST ${at}/confirmation`);
  await stage.does('wu', '未付 80% 不得兑换 not redeemable below 80%', `POST ${at}/redemption`, {
    ...{ status: 409, code: 'MEM-2.below-80' },
  });
  return applicationId;
}

async function instalments(stage: Stage, { subscriptionId }: Deal): Promise<void> {
  const deal = `/v1/deals/${subscriptionId}`;
  const account = await stage.until('qian', '应收楼款 the price is due by its schedule', `${deal}/account`, (body) => {
    return body.receivables.filter(({ kind }: any) => kind === 'price' || kind === 'loan').length === 3;
  });
  const open = account.receivables.filter(({ kind, amount, paid }: any) => kind === 'price' && amount !== paid);
  for (const { label, amount, paid } of open) {
    const receipt = { payer: '林晓', amount: less(amount, paid), method: 'transfer' };
    await stage.does('qian', `收${label} instalment`, `POST ${deal}/receipts`, { body: receipt });
  }
  await stage.does('qian', '付错格式 an amount with three decimals', `POST ${deal}/receipts`, {
    ...{ body: { payer: '林晓', amount: '1.005', method: 'cash' }, status: 400 },
    holds: (body) => body.fields[0].field === 'amount',
  });
}

async function loan(stage: Stage, { subscriptionId }: Deal, pointsId: string): Promise<void> {
  const { applicationId, missing } = await stage.until(
    ...(['zhao', '申请按揭清单 the application opened by itself', `/v1/deals/${subscriptionId}/mortgage`] as const),
    (body) => body.state === 'collecting',
  );
  const at = `/v1/mortgages/${applicationId}`;
  const [last, ...most] = missing.map((code: string) => ({ code, copies: 1 }));
  await stage.does('zhao', '按揭收件 papers, one missing', `POST ${at}/papers`, { body: { papers: most } });
  await stage.does('shen', '资料不齐不得通过 incomplete papers cannot pass', `POST ${at}/check`, {
    ...{ body: { decision: 'pass' }, status: 409 },
  });
  await stage.does('zhao', '补齐资料 the last paper', `POST ${at}/papers`, { body: { papers: [last] } });
  await stage.does('shen', '按揭复核 check', `POST ${at}/check`, { body: { decision: 'pass' } });
  await stage.does('zheng', '确定送审银行 choose the bank', `POST ${at}/bank`, { body: { bank: '南方银行' } });
  await stage.does('shen', '送审 submit to the bank', `POST ${at}/submission`, { eventually: true });
  await stage.until('shen', '银行批准 the bank approves', at, (body) => body.state === 'approved');
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await stage.does('shen', '客户签字 the customer signed', `POST ${at}/customer-signature`, {
    body: { signedOn: today },
  });
  await stage.does('shen', '抵押登记 register the mortgage', `POST ${at}/registration`);
  const paid = await stage.until('wu', '银行放款 the bank disburses', at, (body) => body.disbursements.length > 0);
  for (const { disbursementId } of paid.disbursements) {
    await stage.does('wu', '放款登记 confirm the money', `POST ${at}/disbursements/${disbursementId}/confirmation`);
  }
  await stage.until('wu', '付款达 80% redeemable now', `/v1/points/${pointsId}`, (body) => body.redeemable);
  await stage.does('wu', '积分兑换 redeem', `POST /v1/points/${pointsId}/redemption`);
}

async function keys(stage: Stage, { contractId }: Contract): Promise<void> {
  const at = `/v1/contracts/${contractId}/handover`;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await stage.until('han', '可正常接楼 finance cleared it', at, (body) => body.state === 'cleared');
  await stage.does('han', '接楼申请 request', `POST ${at}`);
  const handing = { handedOn: today, keys: 6, signedForBy: '林晓' };
  await stage.does('han', '未通知不得交钥匙 no keys before the notice', `POST ${at}/keys`, {
    body: handing,
    status: 409,
  });
  await stage.does('han', '交房通知书 notice', `POST ${at}/notice`, { body: { noticeOn: today, proof: 'EMS 1049' } });
  const items = [
    { item: '门窗', passed: true },
    { item: '卫生间闭水', passed: false, note: '地漏渗水' },
  ];
  await stage.does('han', '验房 inspection, one defect', `POST ${at}/inspection`, {
    body: { inspectedOn: today, items },
  });
  await stage.does('han', '交钥匙 keys', `POST ${at}/keys`, { body: handing });
  await stage.does('han', '经办不得复核 a clerk may not check', `POST ${at}/check`, { status: 403 });
  await stage.does('sun', '接楼复核 check', `POST ${at}/check`);
}

/** Certified 1.5% larger than contracted: within 3%, so the buyer pays the difference (TIT-2). */
async function settlement(stage: Stage, { contractId, subscriptionId, unitId }: Deal & Contract): Promise<void> {
  const unit = await stage.until('yang', '合同面积 the contract area', `/v1/units/${unitId}`, () => true);
  const grown = (area: string) => hundredths((BigInt(area.replace('.', '')) * 1015n) / 1000n);
  const area = { buildingArea: grown(unit.buildingArea), innerArea: grown(unit.innerArea) };
  const { settlementId } = await stage.does(
    ...(['yang', '实测面积 certified area', `POST /v1/contracts/${contractId}/certified-area`] as const),
    { body: area },
  );
  const at = `/v1/settlements/${settlementId}`;
  const { difference } = await stage.does('sun', '产权面积复核 check: TIT-2', `POST ${at}/check`, {
    holds: (body) => body.derivation.formula && Number(body.difference) > 0,
  });
  await stage.does('wu', '销售会计不得复核差款 not by the accountant', `POST ${at}/verification`, { status: 403 });
  await stage.does('zheng', '面积差款复核 verify', `POST ${at}/verification`);
  await stage.does('zhao', '补充合同 supplementary contract', `POST /v1/contracts/${contractId}/supplement`, {
    eventually: true,
  });
  await stage.does('zhao', '打印补充协议 print it', `GET /v1/contracts/${contractId}/supplement/pdf`, { holds: isPdf });
  const deal = `/v1/deals/${subscriptionId}`;
  await stage.does('wu', '未结清不得开票 no invoice before it is paid', `POST ${deal}/invoice`, { status: 409 });
  await stage.until(
    'qian',
    '应收面积差款 the difference is due',
    `${deal}/account`,
    (body) => body.outstanding === difference,
  );
  const receipt = { payer: '林晓', amount: difference, method: 'transfer' };
  await stage.does('qian', '收面积差款 the difference is paid', `POST ${deal}/receipts`, { body: receipt });
}

async function title(stage: Stage, { contractId, subscriptionId }: Deal & Contract): Promise<void> {
  const buyer = { buyerName: '林晓', buyerNumber: '440101199001011234', propertyCode: '440104001001GB00001F00031201' };
  await stage.does('wu', '缺购买方不得开票 no invoice without the buyer', `POST /v1/deals/${subscriptionId}/invoice`, {
    ...{ status: 409, code: 'FIN-11.fields-missing' },
    holds: (body) => body.facts.fields.includes('buyerName'),
  });
  const { invoiceId } = await stage.does('wu', '购房发票 invoice', `POST /v1/deals/${subscriptionId}/invoice`, {
    body: buyer,
  });
  await stage.does('wu', '经办不得审核发票 not by the maker', `POST /v1/invoices/${invoiceId}/confirmation`, {
    status: 403,
  });
  await stage.does('zheng', '发票审核 confirm the invoice', `POST /v1/invoices/${invoiceId}/confirmation`);
  await stage.until('wu', '税局赋号 the tax office numbers it', `/v1/invoices/${invoiceId}`, ({ state, taxNumber }) => {
    return state === 'accepted' && /^\d{20}$/.test(taxNumber);
  });
  const at = `/v1/contracts/${contractId}/title`;
  const body = { papers: ['购房合同', '补充合同', '发票', '身份证'] };
  await stage.does('yang', '产权办理 apply for the title', `POST ${at}`, { body, eventually: true });
  await stage.until('yang', '产权证 certificate issued', `/v1/contracts/${contractId}/handover`, (read) => {
    return read.titleState === 'issued' && read.certificateNumber;
  });
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const collected = { body: { collectedOn: today, collectedBy: '林晓' } };
  await stage.does('yang', '客户领证 the customer collects it', `POST ${at}/collection`, collected);
}

async function dossier(stage: Stage, { unitId, projectId }: Sale & Deal): Promise<void> {
  await stage.until('sun', '一户一档 the unit’s whole file', `/v1/units/${unitId}/dossier?limit=200`, ({ items }) => {
    return items.some(({ event }: any) => event === 'handover.certificate-collected.v1') && items.length >= 25;
  });
  await stage.until('li', '销售明细 sales detail', `/v1/projects/${projectId}/sales`, ({ items }) => {
    return items.some((row: any) => row.state === 'titled' && row.priceShare === '1');
  });
  await stage.until(
    'zhao',
    '销控表：已办证 the board says titled',
    `/v1/units/${unitId}`,
    ({ state }) => state === 'titled',
  );
}

function less(amount: string, paid: string): string {
  return hundredths(BigInt(amount.replace('.', '')) - BigInt(paid.replace('.', '')));
}

function hundredths(value: bigint): string {
  const digits = value.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
