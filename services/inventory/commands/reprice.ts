import { UnitRepriced } from '#contracts/inventory.js';
import { newId } from '#kernel/ids.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { showChange } from '../entities/board-change.js';
import { type PriceChange, RepricedUnit } from '../entities/price-change.js';
import { PriceVersion } from '../entities/price-version.js';
import { Unit } from '../entities/unit.js';
import { isHeld } from '../rules/board.js';

/** Puts an order's prices in force: a new version each; a unit that is held keeps the price it shows (INV-3). */
export async function reprice({ em, at, actor, tell }: Work, change: PriceChange): Promise<void> {
  const lines = await em.find(RepricedUnit, { priceChangeId: change.id }, { orderBy: { unitId: 'asc' } });
  const ids = lines.map((line) => line.unitId);
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const units = await em.find(Unit, { id: { $in: ids } }, { orderBy: { id: 'asc' }, lockMode });
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  for (const { unitId, pricePerM2, totalPrice, floorPrice, derivation } of lines) {
    const unit = byId.get(unitId)!;
    const version = unit.newestVersion + 1;
    const price = { pricePerM2, totalPrice, floorPrice };
    const from = { priceChangeId: change.id, madeAt: at };
    em.create(PriceVersion, { ...price, ...from, id: newId(), unitId, version, derivation });
    unit.newestVersion = version;
    if (!isHeld(unit.state)) showChange(em, unit, { priceVersion: version }, { at, actor });
    const about = { unitId, projectId: unit.projectId, priceChangeId: change.id };
    tell(Object.assign(new UnitRepriced(), { ...about, ...price, priceVersion: version }));
  }
}
