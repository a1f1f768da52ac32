import { setTimeout as pause } from 'node:timers/promises';
import { Refused, type Caller } from './caller.ts';
import type { Chance } from './chance.ts';
import type { Market, Place } from './market.ts';

export const patience = 20_000;

/** A home from the customer to the registry, often with a rival. */
export async function oneSale(market: Market, chance: Chance): Promise<void> {
  const { zhao, zhou, qian } = market.people;
  const place = chance.percent(60) ? market.places.patient : market.places.hasty;
  const unitId = chance.pick(place.unitIds);
  const rivals = chance.shuffled([zhao, zhou]).slice(0, chance.percent(50) ? 2 : 1);
  const tries = rivals.map((consultant, n) => subscribed(consultant, place, unitId, chance.branch(`rival ${n}`)));
  const made = (await Promise.all(tries)).filter((one) => one !== undefined);
  if (made.length > 1 && !place.hasty)
    market.memory.wrong.push(`doubled: HOLD-1: two consultants were told that they have unit ${unitId}`);
  const [sold] = made;
  if (!sold || !chance.percent(place.hasty ? 40 : 90)) return;
  const deal = `/v1/deals/${sold.subscriptionId}`;
  for (const amount of chance.pick([['20000.00'], ['5000.00', '15000.00']]))
    await qian.does(`${deal}/receipts`, { payer: '林晓', amount, method: chance.pick(['cash', 'card']) }, patience);
  if (!(await takesEffect(sold.consultant, sold.subscriptionId))) return;
  await contracted(market, sold.consultant, sold.subscriptionId);
  const amount = `${chance.below(90_000) + 10_000}.${chance.below(90) + 10}`;
  await qian.does(`${deal}/receipts`, { payer: '林晓', amount, method: 'transfer' }, patience);
}

/** A new customer of the consultant. */
export async function entered(consultant: Caller, place: Place, chance: Chance): Promise<string> {
  const phone = `139${String(chance.below(100_000_000)).padStart(8, '0')}`;
  const customer = { projectId: place.projectId, name: '林晓', phone, source: '自然来访', needs: '三房' };
  const firstEvent = { kind: 'first-visit' };
  return (await consultant.does('/v1/customers', { ...customer, firstEvent }, patience)).customerId;
}

async function subscribed(consultant: Caller, place: Place, unitId: string, chance: Chance) {
  const customerId = await entered(consultant, place, chance);
  const discountIds = chance.percent(50) ? [place.discountId] : [];
  const terms = { customerId, planId: chance.pick(place.plans), discountIds };
  try {
    const { subscriptionId } = await consultant.does(`/v1/units/${unitId}/subscriptions`, terms);
    return { consultant, subscriptionId: subscriptionId as string };
  } catch (error) {
    if (error instanceof Refused && error.code === 'HOLD-1.unit-held') return undefined;
    throw error;
  }
}

/** @throws Refused when it does not */
export async function effective(consultant: Caller, subscriptionId: string): Promise<void> {
  if (!(await takesEffect(consultant, subscriptionId))) throw new Refused(subscriptionId, 'not in effect');
}

/** Whether it does; time may have been quicker (SUB-3). */
async function takesEffect(consultant: Caller, subscriptionId: string): Promise<boolean> {
  for (const end = Date.now() + patience; Date.now() < end; await pause(200)) {
    const { state } = await consultant.reads(`/v1/subscriptions/${subscriptionId}`);
    if (state !== 'awaiting-deposit') return state === 'effective';
  }
  return false;
}

async function contracted({ people }: Market, consultant: Caller, subscriptionId: string): Promise<void> {
  const { contractId } = await consultant.does(`/v1/subscriptions/${subscriptionId}/contract`, { clauses });
  const at = `/v1/contracts/${contractId}`;
  const approve = { decision: 'approve' };
  await people.sun.does(`${at}/reviews/supervisor`, approve);
  await people.li.does(`${at}/reviews/manager`, approve);
  await people.zheng.does(`${at}/reviews/accounting`, approve);
  await people.wang.does(`${at}/reviews/cfo`, approve);
  await people.chu.does(`${at}/seal`);
  await people.jiang.does(`${at}/filing`);
}

export const clauses = {
  ...{ buyerLateRate: '0.0005', buyerGraceDays: 30, sellerLateRate: '0.0001', sellerGraceDays: 60 },
  ...{ handoverBy: '2027-12-31', handoverNoticeDays: 10, areaMethod: 'building' },
};

/** INV-3: for held units it waits, for free ones it is in force. */
export async function priceChange({ people, places }: Market, chance: Chance): Promise<void> {
  const place = chance.pick(Object.values(places));
  const pricePerM2 = `${14_000 + chance.below(3_000)}.00`;
  const unitIds = new Set(Array.from({ length: 5 }, () => chance.pick(place.unitIds)));
  const lines = [...unitIds].map((unitId) => ({ unitId, pricePerM2, floorPrice: '500000.00' }));
  const order = { reason: '调价', attachment: '批件.pdf', lines };
  const { priceChangeId } = await people.sun.does(`/v1/buildings/${place.buildingId}/price-changes`, order);
  const at = `/v1/price-changes/${priceChangeId}`;
  await people.li.does(`${at}/review`, { decision: 'approve' });
  await people.feng.does(`${at}/approval`, { decision: 'approve' });
  await people.qin.does(`${at}/execution`);
  await pause(2_000);
}
