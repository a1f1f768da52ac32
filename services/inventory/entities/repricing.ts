import { newId } from '#kernel/ids.js';
import type { Instant } from '#kernel/time.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { showChange } from './board-change.js';
import { type PriceChange, RepricedUnit } from './price-change.js';
import { PriceVersion } from './price-version.js';
import { factsOfVersion, keepFacts } from './unit-facts.js';
import { Unit } from './unit.js';

/** What is told of a unit that an order reprices. */
export type Repriced = ReturnType<typeof told>;

type By = { at: Instant; actor: { id: string; name: string } };

/** Makes an order's versions, which are in force from then on (INV-3); what is to be told of each unit. */
export async function makeVersions(em: EntityManager, change: PriceChange, at: Instant): Promise<Repriced[]> {
  const lines = await em.find(RepricedUnit, { priceChangeId: change.id }, { orderBy: { unitId: 'asc' } });
  const units = await lockedUnits(
    em,
    lines.map(({ unitId }) => unitId),
  );
  const numbers = await lastNumbers(em, [...units.keys()]);
  const effectiveFrom = change.effectiveFrom && change.effectiveFrom > at ? change.effectiveFrom : at;
  const all: Repriced[] = [];
  for (const line of lines) {
    const { unitId, pricePerM2, totalPrice, floorPrice, derivation } = line;
    const [unit, version] = [units.get(unitId)!, numbers.get(unitId)! + 1];
    const from = { priceChangeId: change.id, madeAt: at, effectiveFrom };
    const price = { pricePerM2, totalPrice, floorPrice };
    em.create(PriceVersion, { ...price, ...from, id: newId(), unitId, version, derivation });
    const facts = factsOf(line);
    if (facts) await keepFacts(em, unit, facts, { priceChangeId: change.id, effectiveFrom });
    all.push(told(unit, { ...price, priceVersion: version, effectiveFrom, priceChangeId: change.id }, facts));
  }
  await em.flush();
  return all;
}

/** From now on the order's versions are shown and sold at; a unit that is held keeps the one it shows (INV-3). */
export async function bringIntoForce(em: EntityManager, { id: priceChangeId }: PriceChange, by: By): Promise<void> {
  const versions = await em.find(PriceVersion, { priceChangeId }, { orderBy: { unitId: 'asc' } });
  const units = await lockedUnits(
    em,
    versions.map(({ unitId }) => unitId),
  );
  for (const { unitId, version } of versions) {
    const unit = units.get(unitId)!;
    unit.newestVersion = version;
    if (unit.holdId) continue;
    await factsOfVersion(em, unit, version);
    showChange(em, unit, { priceVersion: version }, by);
  }
}

/** What was made before the units were offered, and is still to come into force (INV-3). */
export async function toldAhead(em: EntityManager, units: Unit[], at: Instant): Promise<Repriced[]> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const wanted = { unitId: { $in: [...byId.keys()] }, effectiveFrom: { $gt: at }, priceChangeId: { $ne: null } };
  const versions = await em.find(PriceVersion, wanted, { orderBy: { unitId: 'asc', version: 'asc' } });
  const orders = { $in: versions.flatMap(({ priceChangeId }) => priceChangeId ?? []) };
  const lines = await em.find(RepricedUnit, { priceChangeId: orders });
  const lineOf = new Map(lines.map((line) => [`${line.unitId} ${line.priceChangeId}`, line]));
  return versions.map(({ unitId, version, priceChangeId, effectiveFrom, ...price }) => {
    const line = lineOf.get(`${unitId} ${priceChangeId}`)!;
    const { pricePerM2, totalPrice, floorPrice } = price;
    const made = { priceVersion: version, effectiveFrom: effectiveFrom!, priceChangeId: priceChangeId! };
    return told(byId.get(unitId)!, { pricePerM2, totalPrice, floorPrice, ...made }, factsOf(line));
  });
}

async function lockedUnits(em: EntityManager, ids: string[]): Promise<Map<string, Unit>> {
  const inOrder = { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE } as const;
  const units = await em.find(Unit, { id: { $in: ids } }, inOrder);
  return new Map(units.map((unit) => [unit.id, unit]));
}

async function lastNumbers(em: EntityManager, ids: string[]): Promise<Map<string, number>> {
  const rows = await em.execute<{ id: string; last: number }[]>(
    'select unit_id as id, max(version) as last from price_version where unit_id = any(?::uuid[]) group by unit_id',
    [`{${ids.join()}}`],
  );
  return new Map(rows.map(({ id, last }) => [id, last]));
}

/** What the order makes of the unit besides its price, when it does. */
function factsOf({ layout, orientation, use, buildingArea, innerArea, sharedArea }: RepricedUnit) {
  if (!layout || !orientation || !use || !buildingArea || !innerArea || !sharedArea) return null;
  return { layout, orientation, use, buildingArea, innerArea, sharedArea };
}

function told(
  { id: unitId, projectId }: Unit,
  price: Pick<PriceVersion, 'pricePerM2' | 'totalPrice' | 'floorPrice'> & Made,
  facts: ReturnType<typeof factsOf>,
) {
  if (!facts) return { unitId, projectId, ...price };
  const { layout, orientation, use, buildingArea, innerArea } = facts;
  return { unitId, projectId, ...price, layout, orientation, use, buildingArea, innerArea };
}

interface Made {
  priceVersion: number;
  effectiveFrom: Instant;
  priceChangeId: string;
}
