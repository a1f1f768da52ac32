import type { SubscriptionState } from '#contracts/sales.js';
import type { Derivation } from '#kernel/derivation.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

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
    deposit: money(),
    /** What the cashier has confirmed of the deposit so far (SUB-2). */
    paid: money(),
    depositBy: p.datetime(),
    signBy: p.datetime(),
    /** Since when it is on the list 已定购未交足定金 (SUB-4); left when the rest is paid. */
    depositOverdueSince: p.datetime().nullable(),
    /** Since when it is on the list 未签约 (SUB-7); left when it is signed. */
    signingOverdueSince: p.datetime().nullable(),
    state: p.string().$type<SubscriptionState>(),
    subscribedAt: p.datetime(),
    effectiveAt: p.datetime().nullable(),
    cancelledAt: p.datetime().nullable(),
    cancelledFor: p.string().nullable(),
  },
});

/** A buyer's claim to a unit on these terms (SUB-1). */
export class Subscription extends schema.class {}
schema.setClass(Subscription);

/** The subscription, locked until the end of the transaction: the deposit and its deadline come one after the other. */
export function lockedSubscription(em: EntityManager, id: string): Promise<Subscription> {
  return em.findOneOrFail(Subscription, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
