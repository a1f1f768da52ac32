import { setTimeout as pause } from 'node:timers/promises';
import { Refused } from './caller.ts';
import { approve, bought, refunded, reviewed, signed, subscribed, until, type Played } from './change-steps.ts';
import type { Chance } from './chance.ts';
import type { Market } from './market.ts';
import { clauses, entered, patience } from './sales.ts';

const applied = { reason: '客户申请', attachment: '申请书.pdf' };

/** One of the flows beside the plain sale, the next one each time; counted when it comes to its end. */
export async function oneChange(market: Market, chance: Chance, turn: number): Promise<void> {
  const [name, flow] = Object.entries(flows)[turn % Object.keys(flows).length]!;
  const place = name === 'short deposit' ? market.places.hasty : market.places.changing;
  await flow({ market, place, unitId: chance.pick(place.unitIds), chance });
  market.memory.played.set(name, (market.memory.played.get(name) ?? 0) + 1);
}

const flows: Record<string, (played: Played) => Promise<void>> = {
  ...{ 'reservation ended': reserved, 'reservation sold': soldReserved, opening, renamed, swapped },
  ...{ 'short deposit': shortDeposit, withdrawn, discounted, amended, 'contract withdrawn': contractWithdrawn },
  ...{ quoted, reassigned },
};

/** RES-1: released by who holds it, or left to the clock. */
async function reserved({ market, unitId, chance }: Played): Promise<void> {
  const holder = market.people[chance.pick(['li', 'feng', 'sun'] as const)];
  const released = chance.percent(50);
  const ends = { until: new Date(Date.now() + (released ? 3_600_000 : 3_000)) };
  const body = { beneficiary: '何先生', reason: '老客户', ...ends };
  const { reservationId } = await holder.does(`/v1/units/${unitId}/reservations`, body);
  const at = `/v1/reservations/${reservationId}`;
  if (released) await holder.does(`${at}/release`, { reason: '客户放弃' });
  else await until(holder, at, ({ state }) => state === 'expired');
}

/** RES-1, §3.2.4: the supervisor sells to somebody else, with the holder's consent. */
async function soldReserved({ market, place, unitId, chance }: Played): Promise<void> {
  const { zhao, li, sun } = market.people;
  const [first, second] = [await entered(zhao, place, chance), await entered(zhao, place, chance)];
  const body = { customerId: first, reason: '关系客户' };
  const { reservationId } = await li.does(`/v1/units/${unitId}/reservations`, body);
  const at = `/v1/reservations/${reservationId}/consents`;
  await sun.does(at, { customerId: second, reason: '家人代购' });
  await li.does(`${at}/${second}/answer`, { decision: 'consent' });
  await sun.does(`/v1/units/${unitId}/subscriptions`, { customerId: second, planId: place.plans[0] });
}

/** OPEN-1: two consultants try for the same units, each time anew, before and after the bell. */
async function opening({ market, place, chance }: Played): Promise<void> {
  const { zhao, zhou, li } = market.people;
  const unitIds = chance.shuffled(place.unitIds).slice(0, 3);
  const when = { opensAt: new Date(Date.now() + 1_500), endsAt: new Date(Date.now() + 20_000) };
  const limits = { attemptsMax: 4, windowSeconds: 5, coolDownSeconds: 0 };
  const opened = { name: '加推', mode: 'first-come', unitIds, ...when, ...limits };
  await li.does(`/v1/projects/${place.projectId}/openings`, opened);
  const rivals = [zhao, zhou].map(async (consultant, place_) => {
    const customerId = await entered(consultant, place, chance.branch(`rival ${place_}`));
    for (const unitId of [...unitIds, ...unitIds]) {
      const asked = consultant.does(`/v1/units/${unitId}/subscriptions`, { customerId, planId: place.plans[0] });
      await asked.catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
      });
      await pause(300);
    }
  });
  await Promise.all(rivals);
}

/** SUB-5, FIN-5 */
async function renamed(played: Played): Promise<void> {
  const { sun, qian, zhao } = played.market.people;
  const { subscriptionId } = await bought(played);
  const customerId = await entered(zhao, played.place, played.chance);
  const { changeId } = await sun.does(`/v1/subscriptions/${subscriptionId}/rename`, { customerId, ...applied });
  await qian.does(`/v1/exchanges/${changeId}`, { payer: '林太' }, patience);
  await until(zhao, `/v1/subscriptions/${subscriptionId}`, (read) => read.customerId === customerId);
}

/** SUB-5: the cashier exchanges the receipts, or it is taken back, or both at once and the first decides. */
async function swapped(played: Played): Promise<void> {
  const { sun, qian, zhao } = played.market.people;
  const { subscriptionId } = await bought(played);
  const unitId = played.chance.pick(played.place.unitIds);
  const path = `/v1/subscriptions/${subscriptionId}`;
  const { changeId } = await sun.does(`${path}/swap`, { unitId, deposit: '20000.00', ...applied });
  const back = () => sun.does(`/v1/subscription-changes/${changeId}/withdrawal`, { reason: '客户改变主意' });
  const exchange = () => qian.does(`/v1/exchanges/${changeId}`, {}, patience / 4);
  const ways = played.chance.pick([[exchange], [back], [back, exchange]]);
  await Promise.allSettled(ways.map((way) => way()));
  await until(zhao, path, (read) => read.cancelledFor === 'SUB-5.swapped' || !read.changeId);
}

/** SUB-4: kept, or referred and then forfeited or released by the CFO. */
async function shortDeposit(played: Played): Promise<void> {
  const { zhao, wang } = played.market.people;
  const { subscriptionId } = await subscribed(played, '5000.00');
  const at = `/v1/subscriptions/${subscriptionId}`;
  await until(zhao, at, ({ overdue }) => overdue.includes('SUB-3.deposit'));
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  if (played.chance.percent(30)) return zhao.does(`${at}/keeps`, { until: today, reason: '三日内补足' });
  await zhao.does(`${at}/referral`, { reason: '客户不再补足' });
  const decided = { decision: played.chance.pick(['forfeit', 'release']), reason: '逾期未补足' };
  await wang.does(`/v1/deals/${subscriptionId}/deposit-decision`, decided, patience);
  await until(zhao, at, ({ state }) => state === 'cancelled');
}

/** SUB-6: the refund that finance asked for by itself is approved and paid; only then the unit is free. */
async function withdrawn(played: Played): Promise<void> {
  const { subscriptionId } = await bought(played);
  await played.market.people.sun.does(`/v1/subscriptions/${subscriptionId}/withdrawal`, applied);
  await refunded(played, subscriptionId);
}

/** CON-2: asked by 赵, approved by 冯, used when subscribing. */
async function discounted({ market, place, unitId, chance }: Played): Promise<void> {
  const { zhao, feng } = market.people;
  const customerId = await entered(zhao, place, chance);
  const wanted = { customerId, amount: '3000.00', ...applied };
  const { approvalId } = await zhao.does(`/v1/units/${unitId}/discount-approvals`, wanted);
  await feng.does(`/v1/discount-approvals/${approvalId}/decision`, approve);
  const terms = { customerId, planId: place.plans[0], discountApprovalId: approvalId };
  await zhao.does(`/v1/units/${unitId}/subscriptions`, terms);
}

/** CON-4: the same four review the change. */
async function amended(played: Played): Promise<void> {
  const { people } = played.market;
  const { contractId } = await signed(played);
  await reviewed(people, `/v1/contracts/${contractId}`);
  const changes = { clauses: { ...clauses, buyerGraceDays: 45 } };
  const draft = { changes, reason: '买方要求' };
  const { amendmentId } = await people.zhao.does(`/v1/contracts/${contractId}/amendments`, draft);
  await reviewed(people, `/v1/amendments/${amendmentId}`);
}

/** CON-5: asked by 赵, approved by 冯, executed by 孙, settled by finance. */
async function contractWithdrawn(played: Played): Promise<void> {
  const { zhao, feng, sun } = played.market.people;
  const { subscriptionId, contractId } = await signed(played);
  const asked = { retain: played.chance.pick(['0.00', '5000.00']), ...applied };
  const { withdrawalId } = await zhao.does(`/v1/contracts/${contractId}/withdrawals`, asked);
  await feng.does(`/v1/contract-withdrawals/${withdrawalId}/decision`, approve);
  await sun.does(`/v1/contract-withdrawals/${withdrawalId}/execution`);
  await refunded(played, subscriptionId);
}

/** INV-6: a quotation takes no hold. */
async function quoted({ market, place, unitId }: Played): Promise<void> {
  const body = { planId: place.plans[0], discountIds: [place.discountId] };
  await market.people.zhou.does(`/v1/units/${unitId}/quotations`, body, patience);
}

/** CRM-2: no longer protected, a customer gets another consultant. */
async function reassigned({ market, place, chance }: Played): Promise<void> {
  const { zhao, zhou, li } = market.people;
  const customerIds = [await entered(zhao, place, chance)];
  const to = { customerIds, toId: zhou.client.personId, reason: '久未跟进' };
  await li.does(`/v1/projects/${place.projectId}/reassignments`, to, patience);
}
