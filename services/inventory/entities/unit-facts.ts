import { newId } from '#kernel/ids.js';
import { area } from '#persistence/columns.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import type { UnitFactsTerms } from '../rules/price-change.js';
import { PriceVersion } from './price-version.js';
import type { Unit } from './unit.js';

const schema = defineEntity({
  name: 'UnitFacts',
  tableName: 'unit_facts',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    unitId: p.uuid(),
    /** The change order that made them; none for what was set up, kept when the first order changes it. */
    priceChangeId: p.uuid().nullable(),
    effectiveFrom: p.datetime(),
    layout: p.string(),
    orientation: p.string(),
    use: p.string(),
    buildingArea: area(),
    innerArea: area(),
    sharedArea: area(),
  },
});

/** What a unit is from a moment on, where a change order has changed it (INV-3). */
export class UnitFacts extends schema.class {}
schema.setClass(UnitFacts);

/** Of these units what change orders have made them, the last of each, in force or still to come. */
export async function newestFacts(em: EntityManager, units: Unit[]): Promise<Map<string, UnitFactsTerms>> {
  const unitIds = units.map(({ id }) => id);
  const rows = await em.find(UnitFacts, { unitId: { $in: unitIds } }, { orderBy: { effectiveFrom: 'asc', id: 'asc' } });
  const newest = new Map<string, UnitFactsTerms>(units.map((unit) => [unit.id, unit]));
  for (const row of rows) newest.set(row.unitId, row);
  return newest;
}

/** Keeps what the order makes of the unit; before the first one, what was set up. */
export async function keepFacts(
  em: EntityManager,
  unit: Unit,
  facts: UnitFactsTerms,
  order: { priceChangeId: string; effectiveFrom: Date },
): Promise<void> {
  if (!(await em.count(UnitFacts, { unitId: unit.id }))) {
    em.create(UnitFacts, { ...termsOf(unit), id: newId(), unitId: unit.id, effectiveFrom: unit.enteredAt });
  }
  em.create(UnitFacts, { ...termsOf(facts), ...order, id: newId(), unitId: unit.id });
}

/** Gives the unit what it was when that version of its price came into force: a held unit keeps its own (INV-3). */
export async function factsOfVersion(em: EntityManager, unit: Unit, version: number): Promise<void> {
  const price = await em.findOneOrFail(PriceVersion, { unitId: unit.id, version });
  const effectiveFrom = { $lte: price.effectiveFrom ?? price.madeAt };
  const where = { unitId: unit.id, effectiveFrom };
  const facts = await em.findOne(UnitFacts, where, { orderBy: { effectiveFrom: 'desc', id: 'desc' } });
  if (facts) Object.assign(unit, termsOf(facts));
}

function termsOf({ layout, orientation, use, buildingArea, innerArea, sharedArea }: UnitFactsTerms) {
  return { layout, orientation, use, buildingArea, innerArea, sharedArea };
}
