import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'ReceiptVoid',
  tableName: 'receipt_void',
  comment: 'append-only',
  properties: {
    receiptId: p.uuid().primary(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    reason: p.text(),
    byId: p.uuid(),
    day: p.string(),
    at: p.datetime(),
  },
});

/** That a receipt was voided 作废 on its day: its number stays used (FIN-4). */
export class ReceiptVoid extends schema.class {}
schema.setClass(ReceiptVoid);
