import type { ChangeKind, ChangeState } from '#contracts/sales-subscriptions.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

type Buyers = { customerId: string; share: string }[];

const schema = defineEntity({
  name: 'SubscriptionChange',
  tableName: 'subscription_change',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    kind: p.string().$type<ChangeKind>(),
    projectId: p.uuid(),
    subscriptionId: p.uuid(),
    unitId: p.uuid(),
    state: p.string().$type<ChangeState>(),
    reason: p.text(),
    /** The customer's written application. */
    attachment: p.string(),
    requestedById: p.uuid(),
    requestedAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    endedFor: p.text().nullable(),
    /** Of a rename: whose it becomes, and whose it was. */
    customerId: p.uuid().nullable(),
    buyers: json<Buyers>().nullable(),
    formerCustomerId: p.uuid().nullable(),
    formerBuyers: json<Buyers>().nullable(),
    /** Of a swap: the subscription of the other unit. */
    toSubscriptionId: p.uuid().nullable(),
    toUnitId: p.uuid().nullable(),
    /** Of a withdrawal: what the seller keeps. */
    retain: money().nullable(),
  },
});

/** A rename, swap or withdrawal of a subscription, complete when finance has done its part (SUB-5, SUB-6). */
export class SubscriptionChange extends schema.class {}
schema.setClass(SubscriptionChange);

/** The change that is under way for a subscription, on either side of a swap; locked. */
export function changeUnderWay(em: EntityManager, { changeId }: { changeId?: string | null }) {
  return changeId ? lockedChange(em, changeId) : null;
}

/** The change, locked until the end of the transaction; null when it is none of these (CON-5 has its own). */
export function lockedChange(em: EntityManager, id: string): Promise<SubscriptionChange | null> {
  return em.findOne(SubscriptionChange, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
