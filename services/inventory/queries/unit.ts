import { UnitById } from '#contracts/inventory.js';
import { Answers, type Asked } from '#messaging/answer.js';
import type { Actor } from '#permissions/actor.js';
import type { Role } from '#permissions/operations.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { CoveredBuilding, Permit } from '../entities/permit.js';
import { PriceVersion } from '../entities/price-version.js';
import { Unit } from '../entities/unit.js';

@Controller()
export class UnitQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(UnitById)
  unit({ payload, actor }: Asked<UnitById>) {
    return this.unitOfWork.read(async (em) => {
      const unit = await em.findOneOrFail(Unit, payload.unitId);
      mayTouch(actor, unit);
      const { id: unitId, projectId, buildingId, code, floor, layout, orientation, use, state, since } = unit;
      const { buildingArea, innerArea, sharedArea, pricingBasis, priceVersion } = unit;
      const shown = await em.findOneOrFail(PriceVersion, { unitId, version: priceVersion });
      const { pricePerM2, totalPrice, floorPrice } = shown;
      return {
        ...{ unitId, projectId, buildingId, code, floor, layout, orientation, use, state, since },
        ...{ buildingArea, innerArea, sharedArea, pricingBasis, priceVersion },
        ...{ pricePerM2, totalPrice, ...(seesFloorPrice(actor) ? { floorPrice } : {}) },
        ...(await permitOf(em, buildingId)),
        ...(unit.filedPrice ? { filedPrice: unit.filedPrice } : {}),
        ...(unit.tiedTo ? { tiedTo: unit.tiedTo } : {}),
        attachments: await tiedTo(em, unitId),
      };
    });
  }
}

/** Who sells is not told how far down a price may go: those are who set, verify and approve prices (INV-4). */
function seesFloorPrice({ grants }: Actor): boolean {
  return grants.some(({ role }) => pricing.includes(role));
}

const pricing: Role[] = [
  ...(['general_manager', 'deputy_general_manager', 'sales_manager', 'sales_supervisor'] as const),
  ...(['cfo', 'accounting_supervisor', 'system_admin', 'auditor'] as const),
];

async function permitOf(em: EntityManager, buildingId: string): Promise<{ permitNumber?: string }> {
  const covered = await em.findOne(CoveredBuilding, { buildingId });
  return covered ? { permitNumber: (await em.findOneOrFail(Permit, covered.permitId)).number } : {};
}

/** Its parking spaces and storage rooms (INV-7). */
async function tiedTo(em: EntityManager, homeUnitId: string) {
  const tied = await em.find(Unit, { tiedTo: homeUnitId }, { orderBy: { code: 'asc' } });
  return tied.map(({ id: unitId, code, use }) => ({ unitId, code, use }));
}
