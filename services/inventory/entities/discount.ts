import type { PlanKind } from '#contracts/inventory.js';
import { json, money, rate } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Discount',
  tableName: 'standard_discount',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    code: p.string(),
    name: p.string(),
    rate: rate().nullable(),
    amount: money().nullable(),
    order: p.integer(),
    planKinds: json<PlanKind[]>().nullable(),
    validUntil: p.string().nullable(),
    definedBy: p.uuid(),
    definedAt: p.datetime(),
  },
});

/** A standard discount as data (INV-6). */
export class Discount extends schema.class {}
schema.setClass(Discount);
