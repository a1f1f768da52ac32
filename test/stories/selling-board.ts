import { headings, sheetOf, unitsOf } from '../../deploy/seed/workbook.ts';
import type { Client } from '../../deploy/seed/client.ts';
import { EventStream } from '../../libs/testing/event-stream.ts';
import type { Sale } from './home.ts';
import type { Stage } from './stage.ts';

/** The sales board 销控表: read, followed live through a lost connection, read as it stood; a parking space at a home. */
export async function board(stage: Stage, sale: Sale): Promise<void> {
  const customerId = await customerOf(stage, sale);
  const before = await read(stage, sale);
  await followed(stage, sale, customerId);
  await asItStood(stage, sale, before);
  await parked(stage, sale, customerId);
}

interface Shown {
  units: { unitId: string; state: string }[];
  position: string;
}

async function customerOf(stage: Stage, { projectId }: Sale): Promise<string> {
  const lu = { projectId, name: '陆远', phone: '13700004321', source: '自然来访', needs: '三房与车位' };
  const body = { ...lu, firstEvent: { kind: 'first-visit' } };
  const doing = { body, eventually: true };
  return (await stage.does('zhao', '客户首访 the customer’s first visit', 'POST /v1/customers', doing)).customerId;
}

/** The whole project in one answer, with its counts (INV-8). Answers the moment of reading. */
async function read(stage: Stage, { projectId }: Sale): Promise<string> {
  const at = `/v1/projects/${projectId}/board`;
  await stage.until('zhao', '项目销控表：200 套可售 the board of the project', at, ({ counts, units }) => {
    const available = counts.find(({ state }: { state: string }) => state === 'available');
    return units.length === 200 && available.units === 200 && available.stateZh === '可售';
  });
  const future = encodeURIComponent(new Date(Date.now() + 86_400_000).toISOString());
  await stage.does('zhao', '未来的时刻 a moment to come', `GET ${at}?at=${future}`, {
    ...{ status: 400, code: 'ALL.invalid', holds: ({ fields }) => fields[0].field === 'at' },
  });
  return new Date().toISOString();
}

/** Live; then the connection is lost, units change meanwhile, and it resumes without missing one (INV-8, GAT-3). */
async function followed(stage: Stage, sale: Sale, customerId: string): Promise<void> {
  const zhao = stage.team('zhao').zhao!;
  const at = `/v1/projects/${sale.projectId}/board`;
  const begun: Shown = (await zhao.ask('GET', at)).body;
  const lost = await follow(zhao, `${at}/changes`, begun.position);
  const [one, other, third] = ['3-101', '3-102', '3-103'].map((code) => sale.units.get(code)!.unitId);
  await stage.does('zhao', '置业顾问不得销控 a consultant may not withhold', `POST /v1/units/${one}/withholding`, {
    ...{ body: { reason: '样板间' }, status: 403, code: 'ALL-5.no-right' },
  });
  await withheld(stage, one!);
  await seenWithin(stage, 1_000, '一秒内推送 pushed within a second', at, () => statesOf(lost, one!) === 'withheld');
  await lost.close();
  await stage.does('li', '断线期间解除 released while the connection is lost', `POST /v1/units/${one}/release`, {
    body: { reason: '样板间撤场' },
  });
  await withheld(stage, other!);
  const terms = { customerId, planId: sale.plans.lumpSum };
  await stage.does('zhao', '断线期间定购 and one is subscribed', `POST /v1/units/${third}/subscriptions`, {
    ...{ body: terms, eventually: true },
  });
  const again = await follow(zhao, `${at}/changes`, lost.lastId);
  const all = () =>
    [one, other, third].map((unit) => statesOf(again, unit!)).join() === 'available,withheld,subscribed';
  await seenWithin(stage, 10_000, '重连续传，无一遗漏 resumed, none is missed', at, all);
  const now: Shown = (await zhao.ask('GET', at)).body;
  const seen = [...lost.of('change'), ...again.of('change')];
  const state = new Map(begun.units.map((unit) => [unit.unitId, unit.state]));
  for (const { data } of seen) state.set(data.unitId, data.state);
  if (new Set(seen.map(({ id }) => id)).size !== seen.length) throw new Error('a change was told twice');
  const wrong = now.units.filter((unit) => state.get(unit.unitId) !== unit.state);
  if (wrong.length > 0) throw new Error(`who followed sees another board: ${JSON.stringify(wrong)}`);
  await again.close();
  await stage.does('li', '已定购不得销控 what is held is not withheld', `POST /v1/units/${third}/withholding`, {
    ...{ body: { reason: '样板间' }, status: 409, code: 'INV-5.unit-held' },
  });
}

function follow({ gatewayUrl, token }: Client, path: string, after: string): Promise<EventStream> {
  return EventStream.open(`${gatewayUrl}${path}`, { authorization: `Bearer ${token}` }, after);
}

/** The state last told of a unit. */
function statesOf(stream: EventStream, unitId: string): string | undefined {
  return stream.of('change').findLast(({ data }) => data.unitId === unitId)?.data.state;
}

function withheld(stage: Stage, unitId: string): Promise<unknown> {
  const body = { reason: '样板间' };
  return stage.does('li', '销控 withhold', `POST /v1/units/${unitId}/withholding`, { body });
}

function seenWithin(stage: Stage, ms: number, what: string, path: string, holds: () => boolean): Promise<unknown> {
  return stage.until('zhao', what, path, holds, ms);
}

async function asItStood(stage: Stage, { buildingId }: Sale, before: string): Promise<void> {
  const path = `GET /v1/buildings/${buildingId}/board?at=${before}`;
  await stage.does('zhao', '当时全部可售 as it stood: all were available', path, {
    holds: ({ at, units }) =>
      at === before && units.every(({ state }: Shown['units'][number]) => state === 'available'),
  });
}

/** The parking space belongs to the contract of its buyer’s home, and is seen on both (INV-7). */
async function parked(stage: Stage, sale: Sale, customerId: string): Promise<void> {
  const [space, other] = await garage(stage, sale);
  const home = sale.units.get('3-104')!.unitId;
  const terms = { body: { customerId, planId: sale.plans.lumpSum }, eventually: true };
  const { subscriptionId } = await stage.does('zhao', '定购住宅 a home', `POST /v1/units/${home}/subscriptions`, terms);
  await stage.does('zhao', '定购车位 a parking space', `POST /v1/units/${space}/subscriptions`, terms);
  const contractId = await signed(stage, subscriptionId);
  const at = `/v1/contracts/${contractId}/attachments`;
  await stage.does('zhao', '他人未购的车位 a space that nobody has', `POST ${at}`, {
    ...{ body: { unitId: other }, status: 409, code: 'INV-7.not-theirs' },
  });
  await stage.does('zhao', '住宅不得附属 a home is not tied', `POST ${at}`, {
    ...{ body: { unitId: sale.units.get('3-103')!.unitId }, status: 409, code: 'INV-7.not-attachable' },
  });
  await stage.does('zhao', '车位附属于住宅合同 tied to the contract', `POST ${at}`, { body: { unitId: space } });
  await stage.does('zhao', '不得附属两次 not twice', `POST ${at}`, {
    ...{ body: { unitId: space }, status: 409, code: 'INV-7.tied-already' },
  });
  await stage.until('zhao', '住宅显示其车位 the home shows its space', `/v1/units/${home}`, ({ attachments }) => {
    return attachments.length === 1 && attachments[0].use === '车位';
  });
  await stage.until('zhao', '车位显示其住宅 the space shows its home', `/v1/units/${space}`, (unit) => {
    return unit.tiedTo === home;
  });
}

async function garage(stage: Stage, { projectId }: Sale): Promise<[string, string]> {
  const { li, sun, zheng, qin } = stage.team('li', 'sun', 'zheng', 'qin') as Record<string, Client>;
  const rows = unitsOf({ floors: 1, perFloor: 2 }).map((row) => row.with(4, '车位'));
  const path = `POST /v1/projects/${projectId}/buildings?code=P&name=${encodeURIComponent('车库')}`;
  const file = await sheetOf([headings, ...rows]);
  const { buildingId } = await stage.does('sun', '导入车库 a garage', path, { file });
  const at = `/v1/buildings/${buildingId}`;
  await sun!.post(`${at}/submission`);
  await zheng!.post(`${at}/verification`, { decision: 'verify' });
  await qin!.post(`${at}/lock`);
  const permit = { number: '车位预字第1号', issuedOn: '2026-10-01', buildingIds: [buildingId] };
  await li!.post(`/v1/projects/${projectId}/permits`, permit);
  await stage.does('li', '车位开售 parking spaces on sale', `POST ${at}/sale`);
  const { units } = await stage.until('zhao', '车位可售 available', `${at}/board`, (body) => body.units.length === 2);
  return units.map(({ unitId }: { unitId: string }) => unitId);
}

async function signed(stage: Stage, subscriptionId: string): Promise<string> {
  const account = `/v1/deals/${subscriptionId}`;
  await stage.until('qian', '应收定金 the deposit is due', `${account}/account`, (body) => {
    return body.outstanding === '20000.00';
  });
  await stage.does('qian', '收定金 deposit received', `POST ${account}/receipts`, {
    body: { payer: '陆远', amount: '20000.00', method: 'transfer' },
  });
  await stage.until('zhao', '定购生效 it takes effect', `/v1/subscriptions/${subscriptionId}`, (body) => {
    return body.state === 'effective';
  });
  const clauses = {
    ...{ buyerLateRate: '0.0003', buyerGraceDays: 30, sellerLateRate: '0.0003', sellerGraceDays: 30 },
    ...{ handoverBy: '2028-06-30', handoverNoticeDays: 10, areaMethod: 'building' },
  };
  const sign = `POST /v1/subscriptions/${subscriptionId}/contract`;
  return (await stage.does('zhao', '签约 sign', sign, { body: { clauses } })).contractId;
}
