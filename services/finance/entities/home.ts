import type { PricingBasis } from '#contracts/inventory.js';
import { area } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'SoldHome',
  tableName: 'sold_home',
  properties: {
    /** The contract's id. */
    id: p.uuid().primary(),
    pricingBasis: p.string().$type<PricingBasis>().nullable(),
    /** As contracted; certified, once the area is settled (TIT-1). */
    buildingArea: area().nullable(),
    innerArea: area().nullable(),
    /** The registry's number, while the contract is on file (CON-6). */
    filingNumber: p.string().nullable(),
  },
});

/** What finance knows of the home that a contract sells: an invoice says it (FIN-11). */
export class SoldHome extends schema.class {}
schema.setClass(SoldHome);
