import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'SubscriptionKeep',
  tableName: 'subscription_keep',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    subscriptionId: p.uuid(),
    place: p.integer(),
    until: p.datetime(),
    reason: p.text(),
    byId: p.uuid(),
    at: p.datetime(),
  },
});

/** Why a subscription with a short deposit was kept, and until when (SUB-4). */
export class SubscriptionKeep extends schema.class {}
schema.setClass(SubscriptionKeep);
