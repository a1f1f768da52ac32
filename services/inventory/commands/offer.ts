import { UnitOffered, UnitRepriced, UnitWithheld } from '#contracts/inventory.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import type { Work } from '#persistence/work.js';
import { showChange } from '../entities/board-change.js';
import type { Building } from '../entities/building.js';
import { CoveredBuilding, Permit } from '../entities/permit.js';
import { pricesOf, PriceVersion } from '../entities/price-version.js';
import { toldAhead } from '../entities/repricing.js';
import { Unit } from '../entities/unit.js';
import { refuseUnlessEffective } from '../rules/permit.js';

/** Offers every unit of the building under its permit; what was withheld before the sale stays so (INV-4, INV-5). */
export async function offerUnits({ em, at, actor, tell }: Work, building: Building): Promise<void> {
  const covered = await em.findOne(CoveredBuilding, { buildingId: building.id });
  if (!covered) return refuse('INV-4.no-permit', { building: building.code });
  const permit = await em.findOneOrFail(Permit, covered.permitId);
  refuseUnlessEffective(permit, dayOf(at));
  const { number: permitNumber } = permit;
  const units = await em.find(Unit, { buildingId: building.id }, { orderBy: { code: 'asc' } });
  const prices = await pricesOf(em, units, 'priceVersion');
  for (const unit of units) {
    if (!unit.withheldFor) showChange(em, unit, { state: 'available' }, { at, actor });
    tell(offered(unit, prices.get(unit.id)!, { permitNumber, offeredAt: at }));
    if (unit.withheldFor) tell(withheld(unit, unit.withheldFor));
  }
  for (const repriced of await toldAhead(em, units, at)) tell(Object.assign(new UnitRepriced(), repriced));
}

export function withheld({ id: unitId, projectId }: Unit, reason: string): UnitWithheld {
  return Object.assign(new UnitWithheld(), { unitId, projectId, reason });
}

function offered(unit: Unit, price: PriceVersion, by: { permitNumber: string; offeredAt: Date }): UnitOffered {
  const { id: unitId, projectId, buildingId, code: unitCode, layout, use, pricingBasis } = unit;
  const { buildingArea, innerArea, priceVersion, filedPrice } = unit;
  const { pricePerM2, totalPrice, floorPrice } = price;
  const facts = { unitId, projectId, buildingId, unitCode, layout, use, pricingBasis, buildingArea, innerArea };
  return Object.assign(new UnitOffered(), {
    ...facts,
    pricePerM2,
    totalPrice,
    floorPrice,
    priceVersion,
    ...by,
    ...(filedPrice && { filedPrice }),
  });
}
