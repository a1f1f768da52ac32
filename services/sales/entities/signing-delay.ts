import type { DelayState } from '#contracts/sales-subscriptions.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'SigningDelay',
  tableName: 'signing_delay',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    subscriptionId: p.uuid(),
    projectId: p.uuid(),
    consultantId: p.uuid(),
    /** The last moment for signing that is asked for. */
    signBy: p.datetime(),
    reason: p.text(),
    state: p.string().$type<DelayState>(),
    requestedById: p.uuid(),
    requestedAt: p.datetime(),
    decidedById: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionReason: p.text().nullable(),
  },
});

/** A signing that is to wait for longer than a month: the general manager decides (SUB-7). */
export class SigningDelay extends schema.class {}
schema.setClass(SigningDelay);
