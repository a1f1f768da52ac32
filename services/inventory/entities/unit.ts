import type { BoardState, PricingBasis } from '#contracts/inventory.js';
import { area, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Unit',
  tableName: 'unit',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    buildingId: p.uuid(),
    /** `3-1201`: the building's code and the room number. */
    code: p.string(),
    floor: p.integer(),
    layout: p.string(),
    orientation: p.string(),
    use: p.string(),
    buildingArea: area(),
    innerArea: area(),
    sharedArea: area(),
    pricingBasis: p.string().$type<PricingBasis>(),
    enteredBy: p.uuid(),
    enteredAt: p.datetime(),
    /** The price version that is shown and sold at; a held unit keeps it (INV-3). */
    priceVersion: p.integer(),
    /** The one in force, which is shown once nothing holds the unit; a newer one may be still to come (INV-3). */
    newestVersion: p.integer(),
    /** The price that was filed 备案价, above which it is not sold (INV-4). */
    filedPrice: money().nullable(),
    state: p.string().$type<BoardState>(),
    since: p.datetime(),
    /** When the board last changed; a change that is heard late is not put before it. */
    changedAt: p.datetime(),
    /** What holds the unit, as sales told it: the id of the reservation or the subscription. */
    holdId: p.uuid().nullable(),
    /** Why it is withheld 销控, while it is (INV-5). */
    withheldFor: p.text().nullable(),
    /** The home that this parking space or storage room is tied to, as sales told it (INV-7). */
    tiedTo: p.uuid().nullable(),
    /** When it was taken out of the set-up; it is kept, and shown nowhere any more (ALL-3). */
    removedAt: p.datetime().nullable(),
    removedBy: p.uuid().nullable(),
    removedFor: p.text().nullable(),
  },
  filters: { there: { name: 'there', cond: { removedAt: null }, default: true } },
});

/** What is for sale: what was set up and is locked with its building, the price it is shown at, its state (INV-5). */
export class Unit extends schema.class {}
schema.setClass(Unit);
