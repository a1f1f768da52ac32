import type { PricingBasis } from '#contracts/inventory.js';
import { area, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Offer',
  tableName: 'unit_offer',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    unitCode: p.string(),
    pricingBasis: p.string().$type<PricingBasis>(),
    buildingArea: area(),
    innerArea: area(),
    pricePerM2: money(),
    totalPrice: money(),
    floorPrice: money(),
    priceVersion: p.integer(),
    permitNumber: p.string(),
    withheld: p.boolean().default(false),
  },
});

/** What inventory last told of a unit that may be sold: sales' own copy, keyed by the unit's id. */
export class Offer extends schema.class {}
schema.setClass(Offer);
