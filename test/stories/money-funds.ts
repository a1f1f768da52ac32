import type { Sale } from './home.ts';
import { MoneyDesk } from './money-desk.ts';
import type { Stage } from './stage.ts';

/** Pre-sale funds under supervision: into the account, booked at the bank, released by nodes, matched three ways. */
export async function funds(stage: Stage, sale: Sale): Promise<void> {
  const desk = new MoneyDesk(stage, sale, 8);
  const nodeId = await node(stage, sale);
  const account = await opened(stage, sale, nodeId);
  const deal = await desk.subscribed('3-501');
  await desk.pays(deal, '20000.00');
  await booked(stage, account);
  await released(stage, sale, { account, nodeId });
  await matched(stage, account);
}

const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

async function node(stage: Stage, { buildingId }: Sale): Promise<string> {
  const body = { code: 'roof', name: '封顶', plannedOn: '2027-01-01' };
  const path = `POST /v1/buildings/${buildingId}/nodes`;
  return (await stage.does('sun', '施工节点 a construction node', path, { body })).nodeId;
}

/** Proposed by one, checked by another; then the building's money goes into it (FIN-12, ALL-4). */
async function opened(stage: Stage, { projectId, buildingId }: Sale, nodeId: string): Promise<string> {
  const path = `POST /v1/projects/${projectId}/supervised-accounts`;
  const needs = [{ nodeId, label: '封顶', amount: '15000.00' }];
  const terms = { supervisedAmount: '60000.00', needs, attachment: '监管协议 1 号' };
  const body = { buildingId, bank: '建设银行城南支行', accountNumber: '6228480012345678', terms };
  await stage.does('qian', '收款员不开监管账户 not by a cashier', path, { body, status: 403 });
  const much = { ...body, terms: { ...terms, supervisedAmount: '100.00' } };
  await stage.does('zheng', '节点用款超过额度 more than is supervised', path, {
    ...{ body: much, status: 400, code: 'FIN-12.needs-too-much' },
  });
  const asked = { body, eventually: true };
  const { accountId, planId } = await stage.does('zheng', '开立监管账户 a supervised account', path, asked);
  const check = `POST /v1/supervision-terms/${planId}/check`;
  const approve = { body: { decision: 'approve' } };
  await stage.does('zheng', '经办自审 not by who proposed it', check, {
    ...{ ...approve, status: 403, code: 'ALL-4.same-person' },
  });
  await stage.does('wang', '监管方案复核 checked', check, approve);
  await stage.does('zheng', '一栋一户 one for a building', path, { body, status: 409, code: 'FIN-12.account-exists' });
  return `/v1/supervised-accounts/${accountId}`;
}

async function booked(stage: Stage, account: string): Promise<void> {
  await stage.until('zheng', '入监管账户 in the account', account, ({ balance }) => balance === '20000.00');
  await stage.until('zheng', '监管银行已入账 booked at the bank', `${account}/bookings`, ({ items }) => {
    return items.length === 1 && items[0].state === 'booked' && Boolean(items[0].slip);
  });
}

/** At most what the nodes do not need; after a node more (FIN-12). */
async function released(stage: Stage, sale: Sale, { account, nodeId }: { account: string; nodeId: string }) {
  const path = `POST ${account}/releases`;
  const asking = (amount: string) => ({ amount, purpose: '支付总包工程款', attachment: '进度确认单 3 号' });
  await stage.does('zheng', '超过可用款 more than is releasable', path, {
    ...{ body: asking('5000.01'), status: 409, code: 'FIN-12.over-releasable' },
    holds: ({ facts }) => facts.releasable === '5000.00',
  });
  const reached = { reachedOn: today, proof: '监理证明' };
  await stage.does('li', '节点达到 the node is reached', `POST /v1/nodes/${nodeId}/completion`, { body: reached });
  await stage.until('zheng', '可用款增加 more can be released', account, ({ releasable }) => releasable === '17000.00');
  const body = asking('16000.00');
  const { releaseId } = await stage.does('zheng', '用款申请 asked for', path, { body });
  await stage.does('zheng', '不得重复占用 not twice', path, { body, status: 409, code: 'FIN-12.over-releasable' });
  const queue = `/v1/projects/${sale.projectId}/lists/releases-to-check`;
  await stage.until('wang', '用款待复核 on the list', queue, ({ count }) => count === 1);
  await stage.does('wang', '用款复核 checked', `POST /v1/releases/${releaseId}/check`, {
    body: { decision: 'approve' },
  });
  await stage.until('zheng', '银行已付款 paid by the bank', account, ({ balance }) => balance === '4000.00');
}

/** Ours, the bank's and the regulator's (FIN-12). */
async function matched(stage: Stage, account: string): Promise<void> {
  const path = `POST ${account}/day-matchings`;
  const { matchingId } = await stage.does('zheng', '三方对账 matched three ways', path, { body: { day: today } });
  const at = `/v1/day-matchings/${matchingId}`;
  await stage.until('zheng', '三方一致 all agree', at, ({ matched: agreed, differences }) => {
    return agreed === 2 && differences === 0;
  });
  await stage.does('zheng', '对账自审 not by who matched', `POST ${at}/check`, {
    ...{ status: 403, code: 'ALL-4.same-person' },
  });
  await stage.does('wang', '对账复核 checked', `POST ${at}/check`);
  await stage.does('zheng', '已复核不再对 not again', path, {
    ...{ body: { day: today }, status: 409, code: 'FIN-12.day-checked' },
  });
}
