import { TieUnit, UnitTied, UnitUntied, UntieUnit } from '#contracts/sales-attachments.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Attachment, rowOf } from '../entities/attachment.js';
import { type Contract, lockedContract } from '../entities/contract.js';
import { Hold } from '../entities/hold.js';
import { Offer } from '../entities/offer.js';
import { Subscription } from '../entities/subscription.js';
import { refuseUnderReview, refuseUnlessTieable } from '../rules/attachment.js';

/** Parking spaces and storage rooms at the contract of a home (INV-7). */
@Controller()
export class AttachmentCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(TieUnit)
  tie(asked: Asked<TieUnit>) {
    const { payload, actor } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell, at }) => {
      const contract = await contractIn(em, asked);
      const unit = await tieable(em, contract, payload.unitId);
      const { id: contractId, projectId, unitId: homeUnitId, unitCode: homeUnitCode, subscriptionId } = contract;
      const toHome = { contractId, projectId, homeUnitId, homeUnitCode };
      const of = { unitId: unit.id, unitCode: unit.unitCode, use: unit.use! };
      const made = em.create(Attachment, { id: newId(), ...toHome, ...of, tiedById: actor.id, tiedAt: at });
      tell(Object.assign(new UnitTied(), { ...toHome, unitId: unit.id, subscriptionId }));
      return rowOf(made);
    });
  }

  @Answers(UntieUnit)
  untie(asked: Asked<UntieUnit>) {
    const { unitId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, at }) => {
      const contract = await contractIn(em, asked);
      const { unit } = await bothOffers(em, contract.unitId, unitId);
      const tied = await em.findOne(Attachment, { unitId, contractId: contract.id, untiedAt: null });
      if (!tied) return refuse('INV-7.not-tied', { unit: unit.unitCode, number: contract.number });
      Object.assign(tied, { untiedAt: at, untiedFor: reason });
      const { contractId, projectId, homeUnitId, homeUnitCode } = tied;
      tell(Object.assign(new UnitUntied(), { unitId, contractId, projectId, homeUnitId, homeUnitCode, reason }));
      return rowOf(tied);
    });
  }
}

/** The contract, locked: its review does not begin in between. */
async function contractIn(
  em: EntityManager,
  { payload, actor }: Asked<{ contractId: string; unitId: string }>,
): Promise<Contract> {
  const contract = await lockedContract(em, payload.contractId);
  mayTouch(actor, { projectId: contract.projectId, ownerId: contract.consultantId });
  refuseUnderReview(contract);
  return contract;
}

/** The unit that may be tied to the home of this contract; refuses any other (INV-7). */
async function tieable(em: EntityManager, contract: Contract, unitId: string): Promise<Offer> {
  const { home, unit } = await bothOffers(em, contract.unitId, unitId);
  const { unitCode, projectId, use } = unit;
  const customerId = await customerOf(em, unitId);
  const facts = { homeUse: home.use ?? null, unit: { unitCode, projectId, use: use ?? null } };
  refuseUnlessTieable({ contract, customerId, ...facts });
  const tied = await em.findOne(Attachment, { unitId, untiedAt: null });
  if (tied) refuse('INV-7.tied-already', { unit: unitCode, home: tied.homeUnitCode });
  return unit;
}

/** Locked in one order, as the end of a hold locks them: neither hold ends in between. */
async function bothOffers(em: EntityManager, homeId: string, unitId: string): Promise<{ home: Offer; unit: Offer }> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const found = await em.find(Offer, { id: { $in: [homeId, unitId] } }, { orderBy: { id: 'asc' }, lockMode });
  const of = (id: string) => found.find((offer) => offer.id === id);
  return { home: of(homeId)!, unit: of(unitId) ?? refuse('ALL.unknown', { what: 'Offer', id: unitId }) };
}

async function customerOf(em: EntityManager, unitId: string): Promise<string | null> {
  const hold = await em.findOne(Hold, { unitId, endedAt: null });
  return (hold && (await em.findOne(Subscription, hold.id))?.customerId) ?? null;
}
