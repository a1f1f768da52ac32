import type { Derivation } from '#kernel/derivation.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import type { Unit } from './unit.js';

const schema = defineEntity({
  name: 'PriceVersion',
  tableName: 'price_version',
  properties: {
    id: p.uuid().primary(),
    unitId: p.uuid(),
    version: p.integer(),
    pricePerM2: money(),
    totalPrice: money(),
    floorPrice: money(),
    derivation: json<Derivation>(),
    /** The change order that made it; none for what was set up before the lock. */
    priceChangeId: p.uuid().nullable(),
    madeAt: p.datetime(),
    /** From when it is in force; from when it was made where nothing is said. */
    effectiveFrom: p.datetime().nullable(),
  },
});

/** A price of a unit; never changed, only followed by another (INV-3). */
export class PriceVersion extends schema.class {}
schema.setClass(PriceVersion);

/** By unit, the price that it shows (`priceVersion`) or that is in force (`newestVersion`), in one query (INV-3). */
export async function pricesOf(em: EntityManager, units: Unit[], pointer: 'priceVersion' | 'newestVersion') {
  const wanted = new Map(units.map((unit) => [unit.id, unit[pointer]]));
  const where = { unitId: { $in: [...wanted.keys()] }, version: { $in: [...new Set(wanted.values())] } };
  const found = (await em.find(PriceVersion, where)).filter(({ unitId, version }) => wanted.get(unitId) === version);
  return new Map(found.map((price) => [price.unitId, price]));
}
