import { ReleaseUnit, UnitReleased, WithholdUnit } from '#contracts/inventory.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { showChange } from '../entities/board-change.js';
import { Building } from '../entities/building.js';
import { Unit } from '../entities/unit.js';
import { boardNames, isHeld } from '../rules/board.js';
import { withheld } from './offer.js';

@Controller()
export class UnitCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(WithholdUnit)
  withhold(asked: Asked<WithholdUnit>) {
    const { payload, actor } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell, at }) => {
      const { unit, onSale } = await inHand(em, payload.unitId);
      mayTouch(actor, unit);
      if (isHeld(unit.state)) refuse('INV-5.unit-held', { ...asShown(unit), since: unit.since });
      if (unit.withheldFor) refuse('INV-5.withheld-already', { unit: unit.code, reason: unit.withheldFor });
      showChange(em, unit, { state: 'withheld', withheldFor: payload.reason }, { at, actor });
      if (onSale) tell(withheld(unit, payload.reason));
      return { unitId: unit.id, state: unit.state };
    });
  }

  @Answers(ReleaseUnit)
  release(asked: Asked<ReleaseUnit>) {
    const { payload, actor } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell, at }) => {
      const { unit, onSale } = await inHand(em, payload.unitId);
      mayTouch(actor, unit);
      if (!unit.withheldFor) refuse('INV-5.not-withheld', asShown(unit));
      showChange(em, unit, { state: onSale ? 'available' : 'withheld', withheldFor: null }, { at, actor });
      const { id: unitId, projectId } = unit;
      if (onSale) tell(Object.assign(new UnitReleased(), { unitId, projectId, reason: payload.reason }));
      return { unitId, state: unit.state };
    });
  }
}

function asShown({ code, state }: Unit) {
  return { unit: code, state, stateZh: boardNames[state] };
}

/** The building first, as putting it on sale does, so that a unit is not withheld while it is being offered. */
async function inHand(em: EntityManager, unitId: string): Promise<{ unit: Unit; onSale: boolean }> {
  const { buildingId } = await em.findOneOrFail(Unit, unitId, { disableIdentityMap: true });
  const building = await em.findOneOrFail(Building, buildingId, { lockMode: LockMode.PESSIMISTIC_READ });
  const unit = await em.findOneOrFail(Unit, unitId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return { unit, onSale: building.state === 'on-sale' };
}
