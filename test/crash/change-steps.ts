import { setTimeout as pause } from 'node:timers/promises';
import { Refused, type Caller } from './caller.ts';
import type { Chance } from './chance.ts';
import type { Market, Place } from './market.ts';
import { clauses, effective, entered, patience } from './sales.ts';

/** What a flow is played with: a unit of its own choice, and the lot. */
export interface Played {
  market: Market;
  place: Place;
  unitId: string;
  chance: Chance;
}

/** A word of who decides. */
export const approve = { decision: 'approve' };

/** Subscribed by 赵 for a new customer, and so much of the deposit paid. */
export async function subscribed({ market, place, unitId, chance }: Played, paid: string, terms: object = {}) {
  const { zhao, qian } = market.people;
  const customerId = await entered(zhao, place, chance);
  const body = { customerId, planId: place.plans[0], ...terms };
  const { subscriptionId } = await zhao.does(`/v1/units/${unitId}/subscriptions`, body);
  const money = { payer: '林晓', amount: paid, method: 'transfer' };
  await qian.does(`/v1/deals/${subscriptionId}/receipts`, money, patience);
  return { subscriptionId: subscriptionId as string, customerId };
}

/** The deposit paid in full, and in effect. */
export async function bought(played: Played, terms: object = {}) {
  const deal = await subscribed(played, '20000.00', terms);
  await effective(played.market.people.zhao, deal.subscriptionId);
  return deal;
}

/** Until a reading holds; the story is over when it does not in time, or nobody waits any more. */
export async function until(caller: Caller, path: string, holds: (body: any) => unknown): Promise<any> {
  for (const end = Date.now() + patience; ; await pause(200)) {
    const body = await caller.reads(path, patience);
    if (holds(body)) return body;
    if (Date.now() > end) throw new Refused(path, 'not in time');
  }
}

/** The refund that finance asked for is approved by the CFO and paid by the accountant. */
export async function refunded({ market, place }: Played, dealId: string): Promise<void> {
  const { wang, wu, zhao } = market.people;
  const asked = `/v1/projects/${place.projectId}/refunds?state=requested&limit=200`;
  const mine = (row: { dealId: string }) => row.dealId === dealId;
  const { items } = await until(wang, asked, (page) => page.items.some(mine));
  const refund = `/v1/refunds/${items.find(mine).refundId}`;
  await wang.does(`${refund}/approval`, approve);
  await wu.does(`${refund}/payment`);
  await until(zhao, `/v1/subscriptions/${dealId}`, ({ state }) => state === 'cancelled');
}

/** A contract, not reviewed yet. */
export async function signed(played: Played): Promise<{ subscriptionId: string; contractId: string }> {
  const { subscriptionId } = await bought(played);
  const { zhao } = played.market.people;
  const { contractId } = await zhao.does(`/v1/subscriptions/${subscriptionId}/contract`, { clauses });
  return { subscriptionId, contractId };
}

/** By the four, in their order (CON-3). */
export async function reviewed({ sun, li, zheng, wang }: Market['people'], at: string): Promise<void> {
  await sun.does(`${at}/reviews/supervisor`, approve);
  await li.does(`${at}/reviews/manager`, approve);
  await zheng.does(`${at}/reviews/accounting`, approve);
  await wang.does(`${at}/reviews/cfo`, approve);
}
