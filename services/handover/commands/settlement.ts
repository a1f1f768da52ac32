import { AreaSettled, CheckCertifiedArea, EnterCertifiedArea, VerifySettlement } from '#contracts/handover.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Handover } from '../entities/handover.js';
import { Settlement } from '../entities/settlement.js';
import { areaSettlement } from '../rules/area-settlement.js';
import { refuseUnlessCheckable, refuseUnlessEnterable, refuseUnlessVerifiable } from '../rules/settlement.js';

@Controller()
export class SettlementCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Entered again it replaces what was entered, and has to be checked again; the audit keeps what it was. */
  @Answers(EnterCertifiedArea)
  enter(asked: Asked<EnterCertifiedArea>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { id: contractId, projectId } = await em.findOneOrFail(Handover, payload.contractId);
      mayTouch(actor, { projectId });
      const earlier = await em.findOne(Settlement, { contractId });
      refuseUnlessEnterable(payload, earlier?.state);
      const { buildingArea, innerArea } = payload;
      const areas = { state: 'entered' as const, buildingArea, innerArea, enteredAt: at, enteredById: actor.id };
      const settlement = earlier
        ? Object.assign(earlier, areas, unchecked)
        : em.create(Settlement, { id: newId(), contractId, projectId, ...areas });
      return { settlementId: settlement.id, state: settlement.state };
    });
  }

  @Answers(CheckCertifiedArea)
  check(asked: Asked<CheckCertifiedArea>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const settlement = await em.findOneOrFail(Settlement, payload.settlementId);
      mayTouch(actor, settlement);
      refuseUnlessCheckable(settlement.state);
      separate(actor, { 'title.enter': settlement.enteredById });
      const handover = await em.findOneOrFail(Handover, settlement.contractId);
      const outcome = areaSettlement(handover, settlement);
      Object.assign(settlement, outcome, { state: 'checked', checkedAt: at, checkedById: actor.id });
      const { id: contractId, unitId, unitCode } = handover;
      return { settlementId: settlement.id, state: settlement.state, contractId, unitId, unitCode, ...outcome };
    });
  }

  @Answers(VerifySettlement)
  verify(asked: Asked<VerifySettlement>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const settlement = await em.findOneOrFail(Settlement, payload.settlementId);
      mayTouch(actor, settlement);
      refuseUnlessVerifiable(settlement, payload.buyerKeeps);
      separate(actor, { 'title.enter': settlement.enteredById, 'title.check': settlement.checkedById });
      const { buyerKeeps } = payload;
      Object.assign(settlement, { state: 'verified', verifiedAt: at, verifiedById: actor.id, buyerKeeps });
      const handover = await em.findOneOrFail(Handover, settlement.contractId);
      tell(settledOf(settlement, handover));
      return { settlementId: settlement.id, state: settlement.state };
    });
  }
}

/** What a check computed and who made it, taken back when other areas are entered. */
const unchecked = {
  ...{ checkedAt: null, checkedById: null, method: null, contractArea: null, certifiedArea: null, ratio: null },
  ...{ mayRescind: null, oldPrice: null, difference: null, newPrice: null, derivation: null },
};

function settledOf(settlement: Settlement, handover: Handover): AreaSettled {
  const { id: contractId, unitId, dealId, projectId } = handover;
  const { id: settlementId, oldPrice, difference, newPrice, derivation } = settlement;
  const amounts = { oldPrice: oldPrice!, difference: difference!, newPrice: newPrice!, derivation: derivation! };
  const { buildingArea, innerArea } = settlement;
  const areas = { buildingArea, innerArea };
  return Object.assign(new AreaSettled(), {
    unitId,
    contractId,
    dealId,
    projectId,
    settlementId,
    ...amounts,
    ...areas,
  });
}
