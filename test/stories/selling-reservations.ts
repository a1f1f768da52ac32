import type { Sale } from './home.ts';
import type { Stage } from './stage.ts';

/** Reservations: the first week, consent, extension, release, expiry, and who is on finance's list (RES-1, RES-2). */
export async function reservations(stage: Stage, sale: Sale): Promise<void> {
  const [lin, wang] = [
    await buyer(stage, sale, '林晓', '13811110001'),
    await buyer(stage, sale, '王维', '13811110002'),
  ];
  await firstWeek(stage, sale);
  await soldToAnother(stage, sale, lin, wang);
  await extendedAndReleased(stage, sale, lin);
  await expired(stage, sale);
}

async function buyer(stage: Stage, { projectId }: Sale, name: string, phone: string): Promise<string> {
  const who = { projectId, name, phone, source: '来访', needs: '三房', firstEvent: { kind: 'first-visit' } };
  const asked = { body: who, eventually: true };
  return (await stage.does('zhao', `客户 ${name} a customer`, 'POST /v1/customers', asked)).customerId as string;
}

const unitOf = ({ units }: Sale, code: string) => units.get(code)!.unitId;
const reserve = (sale: Sale, code: string) => `POST /v1/units/${unitOf(sale, code)}/reservations`;

/** The project’s own lengths: seconds where the regulation has days. */
function settings(stage: Stage, { projectId }: Sale, deadlines: Record<string, string>): Promise<unknown> {
  const own = { deposit: '20000.00', deadlines, reservations: { extensionsMax: 1, maliciousCount: 2 } };
  const body = { policy: own, reason: '预留期限' };
  return stage.does('li', '预留期限设置 the project’s own settings', `PUT /v1/projects/${projectId}/policy`, { body });
}

async function firstWeek(stage: Stage, sale: Sale): Promise<void> {
  const body = { beneficiary: '何先生', reason: '老客户' };
  await stage.does('li', '首周由经理预留 the sales manager reserves', reserve(sale, '3-1301'), {
    ...{ body, eventually: true },
  });
  await stage.does('feng', '首周总经理不得预留 not the general manager in the first week', reserve(sale, '3-1301'), {
    ...{ body, status: 409, code: 'RES-1.first-week' },
  });
  await stage.does('zhao', '顾问不得预留 a consultant may not reserve', reserve(sale, '3-1301'), { body, status: 403 });
  await stage.until('zhao', '销控表显示预留 the board shows it', `/v1/units/${unitOf(sale, '3-1301')}`, ({ state }) => {
    return state === 'reserved';
  });
  await settings(stage, sale, { 'RES-1.first-week': 'PT0S' });
}

/** §3.2.4: the supervisor sells; somebody else than whom it was reserved for only with the holder's consent. */
async function soldToAnother(stage: Stage, sale: Sale, lin: string, wang: string): Promise<void> {
  const { reservationId } = await stage.does('feng', '首周后总经理预留 after the first week', reserve(sale, '3-1302'), {
    ...{ body: { customerId: lin, reason: '关系客户' }, eventually: true },
  });
  const buy = `POST /v1/units/${unitOf(sale, '3-1302')}/subscriptions`;
  const wants = (customerId: string) => ({ customerId, planId: sale.plans.lumpSum });
  await stage.does('zhao', '顾问不得卖预留房 a consultant does not sell it', buy, {
    ...{ body: wants(lin), status: 409, code: 'RES-1.supervisor-sells' },
  });
  await stage.does('sun', '卖给他人须先同意 to another only with consent', buy, {
    ...{ body: wants(wang), status: 409, code: 'RES-1.consent-missing', holds: ({ facts }) => facts.by === '冯' },
  });
  const at = `/v1/reservations/${reservationId}`;
  const asking = { body: { customerId: wang, reason: '家人代购' } };
  await stage.does('sun', '征求预留人意见 the holder is asked', `POST ${at}/consents`, asking);
  const answer = `POST ${at}/consents/${wang}/answer`;
  await stage.does('li', '非预留人不得答复 nobody else answers', answer, {
    body: { decision: 'consent' },
    status: 403,
  });
  await stage.does('feng', '预留人同意 the holder consents', answer, { body: { decision: 'consent' } });
  await stage.does('sun', '主任定购，预留转定购 subscribed without a gap', buy, { body: wants(wang) });
  await stage.until('sun', '销控表显示定购 the board shows it', `/v1/units/${unitOf(sale, '3-1302')}`, ({ state }) => {
    return state === 'subscribed';
  });
}

async function extendedAndReleased(stage: Stage, sale: Sale, lin: string): Promise<void> {
  const until = new Date(Date.now() + 86_400_000);
  const body = { customerId: lin, reason: '等贷款预审', until };
  const { reservationId } = await stage.does('sun', '主任预留 the supervisor reserves', reserve(sale, '3-1303'), {
    body,
  });
  const at = `/v1/reservations/${reservationId}`;
  const longer = { reason: '再等', until: new Date(until.getTime() + 86_400_000) };
  await stage.does('sun', '延期一次 extended once', `POST ${at}/extension`, { body: longer });
  const again = { body: { reason: '再等' }, status: 409, code: 'RES-1.extended-enough' };
  await stage.does('sun', '不得再延 and not again', `POST ${at}/extension`, again);
  const release = { body: { reason: '客户放弃' } };
  await stage.does('feng', '他人不得取消 not released by another', `POST ${at}/release`, {
    ...{ ...release, status: 403, code: 'RES-1.not-yours' },
  });
  await stage.does('sun', '预留人取消 released by the holder', `POST ${at}/release`, release);
}

/** Twice expired unsold: available again by itself, and the holder is on finance's list (RES-2). */
async function expired(stage: Stage, sale: Sale): Promise<void> {
  for (const code of ['3-1305', '3-1306']) {
    const until = new Date(Date.now() + 2_000);
    const body = { beneficiary: '何先生', reason: '朋友', until };
    await stage.does('chen', `副总预留 ${code} reserved`, reserve(sale, code), { body });
  }
  const list = `/v1/projects/${sale.projectId}/malicious-reservations`;
  await stage.until('zheng', '恶意预留清单 on finance’s list', list, ({ items }) => {
    return items.length === 1 && items[0].name === '陈' && items[0].expired === 2;
  });
  await stage.until('zhao', '到期自动释放 free again by itself', `/v1/units/${unitOf(sale, '3-1306')}`, ({ state }) => {
    return state === 'available';
  });
  await stage.does('sun', '经营部不看该清单 not for sales', `GET ${list}`, { status: 403 });
}
