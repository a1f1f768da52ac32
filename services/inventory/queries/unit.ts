import { UnitById } from '#contracts/inventory.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { CoveredBuilding, Permit } from '../entities/permit.js';
import { PriceVersion } from '../entities/price-version.js';
import { Unit } from '../entities/unit.js';
import { floorPriceFor } from './floor-price.js';

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
        ...{ pricePerM2, totalPrice, ...floorPriceFor(actor, floorPrice) },
        ...(await permitOf(em, buildingId)),
        ...(unit.filedPrice ? { filedPrice: unit.filedPrice } : {}),
        ...(unit.tiedTo ? { tiedTo: unit.tiedTo } : {}),
        attachments: await tiedTo(em, unitId),
      };
    });
  }
}

async function permitOf(em: EntityManager, buildingId: string): Promise<{ permitNumber?: string }> {
  const covered = await em.findOne(CoveredBuilding, { buildingId });
  return covered ? { permitNumber: (await em.findOneOrFail(Permit, covered.permitId)).number } : {};
}

/** Its parking spaces and storage rooms (INV-7). */
async function tiedTo(em: EntityManager, homeUnitId: string) {
  const tied = await em.find(Unit, { tiedTo: homeUnitId }, { orderBy: { code: 'asc' } });
  return tied.map(({ id: unitId, code, use }) => ({ unitId, code, use }));
}
