import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'ReceiptTaken',
  tableName: 'receipt_taken',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    receiptId: p.uuid(),
    projectId: p.uuid(),
    byId: p.uuid(),
    byName: p.string(),
    at: p.datetime(),
  },
});

/** Who took the paper of a receipt, on which its payer stands in full: an unmasking like any other (ALL-9). */
export class ReceiptTaken extends schema.class {}
schema.setClass(ReceiptTaken);
