import type { DepositType, SubscriptionState } from '#contracts/sales.js';
import type { Derivation } from '#kernel/derivation.js';
import { json, money, rate } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';
import { Offer } from './offer.js';

const schema = defineEntity({
  name: 'Subscription',
  tableName: 'subscription',
  properties: {
    /** The id of its hold. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    unitId: p.uuid(),
    projectId: p.uuid(),
    customerId: p.uuid(),
    buyers: json<{ customerId: string; share: string }[]>(),
    consultantId: p.uuid(),
    planId: p.uuid(),
    listPrice: money(),
    dealPrice: money(),
    derivation: json<Derivation>(),
    /** The discount approval that it used (CON-2). */
    discountApprovalId: p.uuid().nullable(),
    /** The share of the price that is borrowed, by the payment plan (SUB-1). */
    mortgageRatio: rate().nullable(),
    deposit: money(),
    /** What the deposit is in law (SUB-2). */
    depositType: p.string().$type<DepositType>().default('legal'),
    /** The share of what was paid that the agreement lets the seller retain at a withdrawal (SUB-6). */
    retainShare: rate().nullable(),
    /** What the cashier has confirmed of the deposit so far (SUB-2). */
    paid: money(),
    depositBy: p.datetime(),
    signBy: p.datetime(),
    /** Since when it is on the list 已定购未交足定金 (SUB-4); left when the rest is paid. */
    depositOverdueSince: p.datetime().nullable(),
    /** How often it was kept with a short deposit (SUB-4). */
    keeps: p.integer().default(0),
    /** Since when finance is to decide on its short deposit (SUB-4). */
    referredAt: p.datetime().nullable(),
    /** The last moment for signing without the general manager (SUB-7). */
    signLatestBy: p.datetime().nullable(),
    /** Since when it is on the list 延迟签约超一个月 (SUB-7). */
    delayOverdueSince: p.datetime().nullable(),
    /** The change that is under way; one at a time (SUB-5, SUB-6). */
    changeId: p.uuid().nullable(),
    /** The subscription in whose place it was made (SUB-5). */
    swapOf: p.uuid().nullable(),
    /** Since when it is on the list 未签约 (SUB-7); left when it is signed. */
    signingOverdueSince: p.datetime().nullable(),
    state: p.string().$type<SubscriptionState>(),
    subscribedAt: p.datetime(),
    effectiveAt: p.datetime().nullable(),
    cancelledAt: p.datetime().nullable(),
    cancelledFor: p.string().nullable(),
    /** The take-over that brought it from before this system, and the number that it had there. */
    takeoverId: p.uuid().nullable(),
    oldNumber: p.string().nullable(),
  },
});

/** A buyer's claim to a unit on these terms (SUB-1). */
export class Subscription extends schema.class {}
schema.setClass(Subscription);

/** The subscription, locked until the end of the transaction: the deposit and its deadline come one after the other. */
export function lockedSubscription(em: EntityManager, id: string): Promise<Subscription> {
  return em.findOneOrFail(Subscription, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** What is told of a new subscription. */
export function subscribedFacts(subscription: Subscription, unit: { unitCode: string; buildingId?: string | null }) {
  const { id: subscriptionId, unitId, projectId, customerId, consultantId, swapOf } = subscription;
  const { listPrice, dealPrice, derivation, deposit, depositType, depositBy, signBy } = subscription;
  const { unitCode, buildingId } = unit;
  const ids = { unitId, subscriptionId, projectId, unitCode, customerId, consultantId };
  const terms = { listPrice, dealPrice, derivation, deposit, depositType, depositBy, signBy };
  return { ...ids, ...terms, ...(swapOf ? { swapOf } : {}), ...(buildingId ? { buildingId } : {}) };
}

/** The deadlines that run while a subscription lives. */
const running = ['SUB-3.deposit', 'SUB-4.deposit-rest', 'SUB-7.signing', 'SUB-7.delay'] as const;

/** Nothing falls due any more: it is over, or stands still while a change is under way. */
export function clearDeadlines(subscriptionId: string, deadlines: { clear(kind: string, about: string): void }): void {
  for (const kind of running) deadlines.clear(kind, subscriptionId);
}

/** The subscription, locked, and the code of its unit. */
export async function subscriptionWithUnit(em: EntityManager, id: string) {
  const subscription = await lockedSubscription(em, id);
  const { unitCode } = await em.findOneOrFail(Offer, subscription.unitId);
  return { subscription, unitCode };
}
