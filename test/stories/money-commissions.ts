import type { Sale } from './home.ts';
import { MoneyDesk, type MoneyContract } from './money-desk.ts';
import type { Stage } from './stage.ts';

/** What a consultant earns by a contract: as it is paid, settled in periods, taken back (FIN-13, CRM-6). */
export async function commissions(stage: Stage, sale: Sale): Promise<void> {
  const desk = new MoneyDesk(stage, sale, 1);
  const [known, unknown] = [await desk.signed('3-501', { events: 2 }), await desk.signed('3-502')];
  await earned(stage, desk, known);
  await explained(stage, desk, unknown);
  await settled(stage, sale);
  await takenBack(stage, sale, known);
}

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const entriesOf = ({ projectId }: Sale, { subscriptionId }: MoneyContract) =>
  `/v1/projects/${projectId}/commissions?dealId=${subscriptionId}`;

/** Half when 30 % is paid, the rest when all is. */
async function earned(stage: Stage, desk: MoneyDesk, deal: MoneyContract): Promise<void> {
  await desk.pays(deal, '800000.00');
  const entries = entriesOf(desk.sale, deal);
  await stage.until('zhao', '首期收足，佣金计一半 half is earned', entries, ({ items }) => {
    return items.length === 1 && items[0].derivation.inputs.part === '0.5';
  });
  await stage.does('zhou', '同事看不到 a colleague does not see it', `GET ${entries}`, {
    holds: ({ items }) => items.length === 0,
  });
}

/** A customer with fewer than three events: nothing, until the manager explains (CRM-6). */
async function explained(stage: Stage, desk: MoneyDesk, deal: MoneyContract): Promise<void> {
  await desk.pays(deal, '800000.00');
  const flags = `/v1/projects/${desk.sale.projectId}/commission-flags?state=open`;
  await stage.until('li', '客户事件不足 too few customer events', flags, ({ items }) => {
    return items.some(({ contractId }: MoneyContract) => contractId === deal.contractId);
  });
  await stage.until('zheng', '暂不计佣 nothing is earned', entriesOf(desk.sale, deal), ({ items }) => {
    return items.length % 2 === 0;
  });
  const path = `POST /v1/contracts/${deal.contractId}/commission-explanation`;
  await stage.does('zhao', '顾问不得自辩 not by the consultant', path, { body: { reason: '纸质登记' }, status: 403 });
  await stage.does('li', '经理说明 the manager explains', path, { body: { reason: '纸质登记' } });
  await stage.until('zheng', '说明后计佣 it is earned', entriesOf(desk.sale, deal), ({ items }) => {
    return items.length % 2 === 1;
  });
}

async function settled(stage: Stage, { projectId }: Sale): Promise<void> {
  const path = `POST /v1/projects/${projectId}/commission-periods`;
  const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
  await stage.does('wang', '财务总监不结算 not by the CFO', path, { body: { until: today() }, status: 403 });
  await stage.does('zheng', '未到之日不得结算 not before the day', path, {
    ...{ body: { until: tomorrow }, status: 409, code: 'FIN-13.not-yet' },
  });
  const { periodId, payable } = await stage.does('zheng', '结算佣金 settle', path, {
    ...{ body: { until: today() }, holds: ({ people }) => people === 1 },
  });
  await stage.does('zheng', '不得重复结算 not twice', path, {
    ...{ body: { until: today() }, status: 409, code: 'FIN-13.settled-until' },
  });
  const payment = `POST /v1/commission-periods/${periodId}/payment`;
  await stage.does('zheng', '发放佣金 paid out', payment, { body: { reference: '工资单 1 号' } });
  await stage.does('wang', '佣金结算单 the sheet', `GET /v1/commission-periods/${periodId}`, {
    holds: ({ state, payouts }) => state === 'paid' && payouts[0].payable === payable,
  });
}

/** Withdrawn after the signing: what was earned is taken back (CON-5). */
async function takenBack(stage: Stage, sale: Sale, deal: MoneyContract): Promise<void> {
  const path = `POST /v1/contracts/${deal.contractId}/withdrawals`;
  const asked = { body: { retain: '0.00', reason: '资金安排有变' } };
  const { withdrawalId } = await stage.does('zhao', '申请退房 ask to withdraw', path, asked);
  const at = `/v1/contract-withdrawals/${withdrawalId}`;
  await stage.does('feng', '批准退房 approved', `POST ${at}/decision`, { body: { decision: 'approve' } });
  await stage.does('sun', '执行退房 executed', `POST ${at}/execution`);
  const mine = (row: { dealId: string }) => row.dealId === deal.subscriptionId;
  const refunds = `/v1/projects/${sale.projectId}/refunds?state=requested`;
  const { items } = await stage.until('wang', '财务提出退款 the refund asks itself', refunds, (page) => {
    return page.items.some(mine);
  });
  const refund = `/v1/refunds/${items.find(mine).refundId}`;
  await stage.does('wang', '批准退款 approved', `POST ${refund}/approval`, { body: { decision: 'approve' } });
  await stage.does('wu', '支付退款 paid', `POST ${refund}/payment`);
  await stage.until('zheng', '佣金追回 taken back', entriesOf(sale, deal), (page) => {
    return page.items.length === 2 && page.items[1].amount === `-${page.items[0].amount}`;
  });
}
