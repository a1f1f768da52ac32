import { CorrectUnit, RemoveUnit } from '#contracts/inventory-imports.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { existingUnits } from '../entities/existing-units.js';
import { correctUnits, removeUnits } from '../entities/revision-rows.js';
import { Unit } from '../entities/unit.js';
import { correctedUnit, correctionOf } from '../rules/correction.js';
import type { PricedUnit } from '../rules/price-table.js';
import { refuseUnless, refuseUnlessFree } from '../rules/set-up.js';

/** Corrections of single units before the lock, each with its reason (INV-2, ALL-3). */
@Controller()
export class CorrectionCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(CorrectUnit)
  correct(asked: Asked<CorrectUnit>) {
    const { payload } = asked;
    return this.unitOfWork.run(asked, async ({ em, audited }) => {
      const unit = await inHand(em, asked);
      const to = correctedUnit(unit, payload);
      if (to.code !== unit.code) refuseUnlessFree([to], await em.execute(taken, [asked.payload.unitId, to.code]));
      const correction = correctionOf(unit, to);
      if (correction) await correctUnits(em, [correction], payload.reason, audited);
      const priceVersion = correction?.version ?? unit.newestVersion;
      return { unitId: unit.id, code: to.code, priceVersion, totalPrice: to.totalPrice };
    });
  }

  @Answers(RemoveUnit)
  remove(asked: Asked<RemoveUnit>) {
    return this.unitOfWork.run(asked, async ({ em, audited }) => {
      const unit = await inHand(em, asked);
      await removeUnits(em, [unit], asked.payload.reason, audited);
      return { unitId: unit.id, code: unit.code };
    });
  }
}

/** The building first, so that it is not handed in meanwhile; what it has must still be in drafting (INV-2). */
async function inHand(em: EntityManager, { actor, payload }: Asked<{ unitId: string }>): Promise<PricedUnit> {
  const { buildingId } = await em.findOneOrFail(Unit, payload.unitId);
  const building = await em.findOneOrFail(Building, buildingId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  mayTouch(actor, building);
  refuseUnless(building, 'drafting');
  const [unit] = await existingUnits(em, payload);
  return unit ?? refuse('ALL.unknown', { what: 'Unit', id: payload.unitId });
}

const taken = `
  select o.code from unit u join unit o on o.project_id = u.project_id and o.id <> u.id and o.removed_at is null
  where u.id = ? and o.code = ?`;
