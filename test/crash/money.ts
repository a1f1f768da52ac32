import { Refused, type Caller } from './caller.ts';
import { approve, bought, signed, until, type Played } from './change-steps.ts';
import type { Chance } from './chance.ts';
import type { Market } from './market.ts';
import { patience } from './sales.ts';

/** One of the flows of money, the next one each time; counted when it comes to its end. */
export async function oneMoney(market: Market, chance: Chance, turn: number): Promise<void> {
  const [name, flow] = Object.entries(flows)[turn % Object.keys(flows).length]!;
  const place = market.places.money;
  await flow({ market, place, unitId: chance.pick(place.unitIds), chance });
  market.memory.played.set(name, (market.memory.played.get(name) ?? 0) + 1);
}

const flows: Record<string, (played: Played) => Promise<void>> = {
  ...{ overpaid, voided, 'red letter': reversed, instalments, 'payment delayed': delayed },
};

/** FIN-6: what was paid too much is asked back, approved and paid; two ask for it at once. */
async function overpaid(played: Played): Promise<void> {
  const { sun, wang, wu } = played.market.people;
  const { subscriptionId } = await bought(played);
  await received(played, subscriptionId, '900.00');
  const asked = { amount: '600.00', reason: '多交' };
  const asking = [1, 2].map(() => sun.does(`/v1/deals/${subscriptionId}/refunds`, asked));
  const [refund] = passed(await Promise.allSettled(asking));
  await wang.does(`/v1/refunds/${refund.refundId}/approval`, approve);
  await wu.does(`/v1/refunds/${refund.refundId}/payment`);
}

/** FIN-4: by the cashier, on its day; of two at once one voids it. */
async function voided(played: Played): Promise<void> {
  const { qian } = played.market.people;
  const { subscriptionId } = await bought(played);
  const { receiptId } = await received(played, subscriptionId, someAmount(played));
  const voids = [1, 2].map(() => qian.does(`/v1/receipts/${receiptId}/void`, { reason: '金额录错' }));
  passed(await Promise.allSettled(voids));
}

/** FIN-4: by the accountant, of a receipt before or after the contract; of two at once one takes it back. */
async function reversed(played: Played): Promise<void> {
  const { wu } = played.market.people;
  const { subscriptionId } = played.chance.percent(50) ? await bought(played) : await signed(played);
  const { receiptId } = await received(played, subscriptionId, someAmount(played));
  const reds = [1, 2].map(() => wu.does(`/v1/receipts/${receiptId}/reversal`, { reason: '支票退票' }));
  passed(await Promise.allSettled(reds));
}

/** FIN-2, FIN-13: a contract paid in parts, by two cashiers’ windows at once. */
async function instalments(played: Played): Promise<void> {
  const { zheng } = played.market.people;
  const { subscriptionId } = await signed(played);
  const parts = ['350000.00', someAmount(played), someAmount(played)];
  await Promise.all(parts.map((amount) => received(played, subscriptionId, amount)));
  const account = `/v1/deals/${subscriptionId}/account`;
  await until(zheng, account, ({ receipts }) => receipts.length >= parts.length + 1);
}

/** FIN-9: an instalment may be paid later; asked by 孙, approved by 冯. */
async function delayed(played: Played): Promise<void> {
  const { sun, feng, zheng } = played.market.people;
  const { subscriptionId } = await signed(played);
  const account = `/v1/deals/${subscriptionId}/account`;
  const open = ({ kind, state }: { kind: string; state: string }) => kind === 'price' && state === 'open';
  const { receivables } = await until(zheng, account, (sheet) => sheet.receivables.some(open));
  const { receivableId, dueOn } = receivables.find(open);
  const later = new Date(Date.parse(dueOn) + 40 * 86_400_000).toISOString().slice(0, 10);
  const asked = { until: later, reason: '贷款审批中' };
  const path = `/v1/receivables/${receivableId}/payment-delays`;
  const { paymentDelayId } = await sun.does(path, asked);
  await feng.does(`/v1/payment-delays/${paymentDelayId}/approval`, approve);
}

function received({ market }: Played, dealId: string, amount: string): Promise<any> {
  const money = { payer: '林晓', amount, method: 'transfer' };
  return (market.people.qian as Caller).does(`/v1/deals/${dealId}/receipts`, money, patience);
}

function someAmount({ chance }: Played): string {
  return `${1_000 + chance.below(9_000)}.${10 + chance.below(90)}`;
}

/** The answers of those that were let through, at least one; a refusal of the others is what was to happen. */
function passed(outcomes: PromiseSettledResult<any>[]): any[] {
  const fault = outcomes.find((one) => one.status === 'rejected' && !(one.reason instanceof Refused));
  if (fault) throw (fault as PromiseRejectedResult).reason;
  const answers = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (answers.length === 0) throw (outcomes[0] as PromiseRejectedResult).reason;
  return answers;
}
