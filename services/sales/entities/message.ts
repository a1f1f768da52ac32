import type { MessageFailure } from '#contracts/sales-messages.js';
import { defineEntity, type EntityManager, LockMode, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Message',
  tableName: 'message',
  properties: {
    /** The reminder's id in finance: it is sent once. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    subscriptionId: p.uuid(),
    unitId: p.uuid(),
    customerId: p.uuid(),
    text: p.text(),
    textVersion: p.string(),
    sendBefore: p.datetime(),
    state: p.string().$type<'waiting' | 'sent' | 'failed'>(),
    failedFor: p.string().$type<MessageFailure>().nullable(),
    /** The gateway's own name for it. */
    reference: p.string().nullable(),
    at: p.datetime(),
    /** When the gateway was asked last; until it answers nobody knows whether it has it. */
    givenAt: p.datetime().nullable(),
    /** Finance wants it no more: it is not given again. */
    stoppedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
  },
});

/** A message to a customer, as finance wanted it (FIN-10); the phone is looked up when it is sent. */
export class Message extends schema.class {}
schema.setClass(Message);

/** Locked until the end of the transaction. */
export function lockedMessage(em: EntityManager, id: string): Promise<Message> {
  return em.findOneOrFail(Message, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

const refusalSchema = defineEntity({
  name: 'MessageOptOut',
  tableName: 'message_opt_out',
  properties: {
    /** The customer's id. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    accepts: p.boolean(),
    reason: p.text(),
    byId: p.uuid(),
    at: p.datetime(),
  },
});

/** What a customer said of messages; without it they take them (FIN-10). */
export class MessageOptOut extends refusalSchema.class {}
refusalSchema.setClass(MessageOptOut);
