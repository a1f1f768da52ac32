import type { PriceChangeState } from '#contracts/inventory.js';
import type { Derivation } from '#kernel/derivation.js';
import { area, json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'PriceChange',
  tableName: 'price_change',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    buildingId: p.uuid(),
    state: p.string().$type<PriceChangeState>(),
    reason: p.text(),
    attachment: p.string(),
    /** From when it is to be in force; from its execution where nothing is said. */
    effectiveFrom: p.datetime().nullable(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
    reviewedBy: p.uuid().nullable(),
    reviewedAt: p.datetime().nullable(),
    approvedBy: p.uuid().nullable(),
    approvedAt: p.datetime().nullable(),
    executedBy: p.uuid().nullable(),
    executedAt: p.datetime().nullable(),
    refusedBy: p.uuid().nullable(),
    refusedAt: p.datetime().nullable(),
    refusedFor: p.text().nullable(),
  },
});

/** A change order for prices of a locked building, and who did each step of it (INV-3). */
export class PriceChange extends schema.class {}
schema.setClass(PriceChange);

const lineSchema = defineEntity({
  name: 'RepricedUnit',
  tableName: 'price_change_line',
  properties: {
    id: p.uuid().primary(),
    priceChangeId: p.uuid(),
    unitId: p.uuid(),
    pricePerM2: money(),
    totalPrice: money(),
    floorPrice: money(),
    derivation: json<Derivation>(),
    /** All of them when the order changes one of them, else none. */
    layout: p.string().nullable(),
    orientation: p.string().nullable(),
    use: p.string().nullable(),
    buildingArea: area().nullable(),
    innerArea: area().nullable(),
    sharedArea: area().nullable(),
  },
});

/** The price that a change order gives a unit, and what else it makes of it; never changed once requested. */
export class RepricedUnit extends lineSchema.class {}
lineSchema.setClass(RepricedUnit);
