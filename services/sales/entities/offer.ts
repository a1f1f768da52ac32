import type { PricingBasis } from '#contracts/inventory.js';
import { Money } from '#kernel/money.js';
import { area, json, money } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

/** A price as it is kept while it waits: amounts are decimal texts. */
export interface KeptPrice {
  pricePerM2: string;
  totalPrice: string;
  floorPrice: string;
  priceVersion: number;
}

const schema = defineEntity({
  name: 'Offer',
  tableName: 'unit_offer',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    unitCode: p.string(),
    buildingId: p.uuid().nullable(),
    layout: p.string().nullable(),
    pricingBasis: p.string().$type<PricingBasis>(),
    buildingArea: area(),
    innerArea: area(),
    pricePerM2: money(),
    totalPrice: money(),
    floorPrice: money(),
    priceVersion: p.integer(),
    permitNumber: p.string(),
    withheld: p.boolean().default(false),
    /** When it was first for sale: the first of them begins the project's first week (§3.2.5). */
    offeredAt: p.datetime().nullable(),
    /** A price told while somebody has the unit: in force when the hold ends (INV-3). */
    pending: json<KeptPrice>().nullable(),
  },
});

/** What inventory last told of a unit that may be sold: sales' own copy, keyed by the unit's id. */
export class Offer extends schema.class {}
schema.setClass(Offer);

/** The price that waited, as the offer has it. */
export function priceInForce({ pricePerM2, totalPrice, floorPrice, priceVersion }: KeptPrice) {
  const [perM2, total, floor] = [pricePerM2, totalPrice, floorPrice].map((amount) => Money.parse(amount));
  return { pricePerM2: perM2!, totalPrice: total!, floorPrice: floor!, priceVersion };
}

export function keptPrice(price: ReturnType<typeof priceInForce>): KeptPrice {
  const { pricePerM2, totalPrice, floorPrice, priceVersion } = price;
  return { priceVersion, ...{ pricePerM2: `${pricePerM2}`, totalPrice: `${totalPrice}`, floorPrice: `${floorPrice}` } };
}

/** The offer, locked until the end of the transaction: a new price and the end of a hold come one after the other. */
export function lockedOffer(em: EntityManager, id: string): Promise<Offer> {
  return em.findOneOrFail(Offer, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
