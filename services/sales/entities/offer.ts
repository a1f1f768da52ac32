import type { PricingBasis } from '#contracts/inventory.js';
import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import { area, json, money } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

/** A price as it is kept while it waits: amounts are decimal texts. */
export interface KeptPrice {
  pricePerM2: string;
  totalPrice: string;
  floorPrice: string;
  priceVersion: number;
  /** From when it is in force, and from when it was so here: not before it was heard of. RFC 3339 texts. */
  effectiveFrom?: string;
  knownFrom?: string;
  /** What else a change order makes of the unit with it. */
  layout?: string;
  buildingArea?: string;
  innerArea?: string;
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
    /** What it is used for: a home 住宅, a parking space 车位 (INV-7). */
    use: p.string().nullable(),
    pricingBasis: p.string().$type<PricingBasis>(),
    buildingArea: area(),
    innerArea: area(),
    pricePerM2: money(),
    totalPrice: money(),
    floorPrice: money(),
    priceVersion: p.integer(),
    /** The price that was filed 备案价, above which it is not sold (INV-4). */
    filedPrice: money().nullable(),
    permitNumber: p.string(),
    withheld: p.boolean().default(false),
    /** When it was first for sale: the first of them begins the project's first week (§3.2.5). */
    offeredAt: p.datetime().nullable(),
    /** The opening that it is sold in, until that is over (OPEN-1). */
    openingId: p.uuid().nullable(),
    /** A price told while somebody has the unit: in force when the hold ends (INV-3). */
    pending: json<KeptPrice>().nullable(),
    /** Prices told ahead, the next first: in force from their moment on, and not before (INV-3). */
    upcoming: json<KeptPrice[]>().nullable(),
  },
});

/** What inventory last told of a unit that may be sold: sales' own copy, keyed by the unit's id. */
export class Offer extends schema.class {}
schema.setClass(Offer);

/** A price that is kept, as the offer has it. */
export function priceInForce({ pricePerM2, totalPrice, floorPrice, priceVersion, ...facts }: KeptPrice) {
  const [perM2, total, floor] = [pricePerM2, totalPrice, floorPrice].map((amount) => Money.parse(amount));
  const { layout, buildingArea, innerArea } = facts;
  return {
    ...{ pricePerM2: perM2!, totalPrice: total!, floorPrice: floor!, priceVersion },
    ...(layout && { layout }),
    ...(buildingArea && { buildingArea: Area.parse(buildingArea) }),
    ...(innerArea && { innerArea: Area.parse(innerArea) }),
  };
}

/** A price as it was told, amounts and areas as decimal texts. */
export function keptPrice(told: PriceTold): KeptPrice {
  const { pricePerM2, totalPrice, floorPrice, priceVersion, effectiveFrom } = told;
  const { layout, buildingArea, innerArea } = told;
  return {
    ...{ priceVersion, pricePerM2: `${pricePerM2}`, totalPrice: `${totalPrice}`, floorPrice: `${floorPrice}` },
    ...(effectiveFrom && { effectiveFrom: effectiveFrom.toISOString() }),
    ...{ ...(layout && { layout }), ...(buildingArea && { buildingArea: `${buildingArea}` }) },
    ...(innerArea && { innerArea: `${innerArea}` }),
  };
}

export interface PriceTold {
  pricePerM2: Money;
  totalPrice: Money;
  floorPrice: Money;
  priceVersion: number;
  effectiveFrom?: Instant;
  layout?: string;
  buildingArea?: Area;
  innerArea?: Area;
}

/** Puts in force what is due of the prices told ahead; whoever has had the unit since before keeps theirs (INV-3). */
export function bringIntoForce(offer: Offer, at: Instant, heldSince?: Instant): void {
  const due = (price: KeptPrice) => new Date(price.effectiveFrom!) <= at;
  const upcoming = offer.upcoming ?? [];
  for (const price of upcoming.filter(due)) {
    if (heldSince && heldSince < new Date(price.knownFrom!)) offer.pending = inTime(offer.pending, price);
    else Object.assign(offer, priceInForce(price), { pending: null });
  }
  const later = upcoming.filter((price) => !due(price));
  offer.upcoming = later.length > 0 ? later : null;
}

/** What is waited for, and what comes on top of it: facts that the newer price does not change stay. */
function inTime(pending: KeptPrice | null | undefined, newer: KeptPrice): KeptPrice {
  return { ...pending, ...newer };
}

/** The price that the next deal is made at (INV-3): what the offer has, or what has come due since. */
export function priceAt(offer: Offer, at: Instant): Offer {
  const due = (offer.upcoming ?? []).filter((price) => new Date(price.effectiveFrom!) <= at);
  return Object.assign(Object.create(null) as Offer, offer, ...due.map(priceInForce));
}

/** The offer, locked until the end of the transaction: a new price and the end of a hold come one after the other. */
export function lockedOffer(em: EntityManager, id: string): Promise<Offer> {
  return em.findOneOrFail(Offer, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** When the next of the prices told ahead comes into force. */
export function nextPriceAt({ upcoming }: Pick<Offer, 'upcoming'>, after: Instant): Instant | undefined {
  const times = (upcoming ?? []).map((price) => new Date(price.effectiveFrom!));
  return times.find((time) => time > after);
}
