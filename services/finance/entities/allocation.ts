import { money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Allocation',
  tableName: 'allocation',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    dealId: p.uuid(),
    receivableId: p.uuid(),
    /** The journal entry that posts it. */
    entryId: p.uuid(),
    /** Negative when money is taken off the receivable again. */
    amount: money(),
    at: p.datetime(),
    /** Whose money it is; null where an area settlement offsets (TIT-4). */
    receiptId: p.uuid().nullable(),
    /** The day in China on which the money counts as paid: that of its receipt, wherever it is put later. */
    valueDay: p.string(),
  },
});

/** Money put to, or taken off, what is owed (FIN-2): whose, and since when, for the slices of late fees (FIN-7). */
export class Allocation extends schema.class {}
schema.setClass(Allocation);
