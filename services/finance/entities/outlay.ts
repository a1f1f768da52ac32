import { money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Outlay',
  tableName: 'outlay',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    dealId: p.uuid(),
    /** Whose money it was; null for what an area settlement made (TIT-4). */
    receiptId: p.uuid().nullable(),
    valueDay: p.string(),
    /** The journal entry that posts it: a refund, or what is kept. */
    entryId: p.uuid(),
    amount: money(),
    at: p.datetime(),
  },
});

/** Money of a receipt that is gone for good: refunded, forfeited or retained (FIN-6). */
export class Outlay extends schema.class {}
schema.setClass(Outlay);
