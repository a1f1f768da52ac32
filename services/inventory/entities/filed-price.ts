import { money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'FiledPrice',
  tableName: 'filed_price',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    unitId: p.uuid(),
    permitId: p.uuid(),
    amount: money(),
    recordedBy: p.uuid(),
    recordedAt: p.datetime(),
  },
});

/** The price of a unit as it was filed 备案价 with its permit; the unit has the last one (INV-4). */
export class FiledPrice extends schema.class {}
schema.setClass(FiledPrice);
