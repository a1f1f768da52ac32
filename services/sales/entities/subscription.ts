import type { SubscriptionState } from '#contracts/sales.js';
import type { Derivation } from '#kernel/derivation.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

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
    deposit: money(),
    depositBy: p.datetime(),
    signBy: p.datetime(),
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
