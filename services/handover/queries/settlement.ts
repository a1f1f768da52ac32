import { SettlementById } from '#contracts/handover.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Handover } from '../entities/handover.js';
import { Settlement } from '../entities/settlement.js';
import { areaSettlement, type AreaSettlement } from '../rules/area-settlement.js';

@Controller()
export class SettlementQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Before the check it shows what the check would compute (TIT-3); after it, what was computed and stands. */
  @Answers(SettlementById)
  byId({ payload, actor }: Asked<SettlementById>) {
    return this.unitOfWork.read(async (em) => {
      const settlement = await em.findOneOrFail(Settlement, payload.settlementId);
      const handover = await em.findOneOrFail(Handover, settlement.contractId);
      mayTouch(actor, { projectId: settlement.projectId, ownerId: handover.consultantId });
      const { id: contractId, unitId, unitCode } = handover;
      const ids = { settlementId: settlement.id, state: settlement.state, contractId, unitId, unitCode };
      return { ...ids, ...(standing(settlement) ?? areaSettlement(handover, settlement)) };
    });
  }
}

function standing(settlement: Settlement): AreaSettlement | undefined {
  if (!settlement.derivation) return undefined;
  const { method, contractArea, certifiedArea, ratio, mayRescind } = settlement as unknown as AreaSettlement;
  const { oldPrice, difference, newPrice, derivation } = settlement as unknown as AreaSettlement;
  return { method, contractArea, certifiedArea, ratio, mayRescind, oldPrice, difference, newPrice, derivation };
}
