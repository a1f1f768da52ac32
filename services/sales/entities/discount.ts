import type { CustomerKind, GroupRule, PlanKind } from '#contracts/inventory.js';
import type { RoundingPoint, RoundingWay } from '#kernel/rounding.js';
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
    validFrom: p.string().nullable(),
    validUntil: p.string().nullable(),
    group: p.string().nullable(),
    groupRule: p.string().$type<GroupRule>().nullable(),
    layouts: json<string[]>().nullable(),
    minimumPrice: money().nullable(),
    customerKinds: json<CustomerKind[]>().nullable(),
    roundTo: p.string().$type<RoundingPoint>().nullable(),
    roundBy: p.string().$type<RoundingWay>().nullable(),
    endedAt: p.datetime().nullable(),
  },
});

/** A standard discount as data (INV-6). */
export class Discount extends schema.class {}
schema.setClass(Discount);
