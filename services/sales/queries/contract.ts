import { ContractById, Contracts, type Clauses } from '#contracts/sales.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Contract, ContractReview } from '../entities/contract.js';
import { Project } from '../entities/project.js';
import { Supplement } from '../entities/supplement.js';
import { nextStep } from '../rules/standing.js';

@Controller()
export class ContractQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ContractById)
  contract({ payload: { contractId }, actor }: Asked<ContractById>) {
    return this.unitOfWork.read(async (em) => {
      const contract = await em.findOneOrFail(Contract, contractId);
      mayTouch(actor, { projectId: contract.projectId, ownerId: contract.consultantId });
      const said = await em.find(ContractReview, { contractId }, { orderBy: { id: 'asc' } });
      const reviews = said.map(({ stage, decision, byName: by, at, reason }) => ({
        ...{ stage, decision, by, at, reason: reason ?? undefined },
      }));
      const supplement = (await em.findOne(Supplement, { contractId })) ?? undefined;
      return {
        ...termsOf(contract),
        ...standingOf(contract),
        reviews,
        supplement: supplement && newPriceOf(supplement),
      };
    });
  }

  /** Ids are in the order of signing, so that a page begins after the last id of the one before. */
  @Answers(Contracts)
  contracts({ payload: { projectId, state, limit = 50, after }, actor }: Asked<Contracts>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const wanted = { projectId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const where = { $and: [inScope(actor, { project: 'projectId', owner: 'consultantId' }), wanted] };
      const found = await em.find(Contract, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(rowOf);
      return { items, next: found.length > limit ? items.at(-1)!.contractId : undefined };
    });
  }
}

function termsOf(contract: Contract) {
  const { id: contractId, number, subscriptionId, unitId, unitCode, projectId, consultantId } = contract;
  const { price, pricePerM2, pricePerM2Derivation, findings, trace } = contract;
  const ids = { contractId, number, subscriptionId, unitId, unitCode, projectId, consultantId };
  const { buyerLateRate, sellerLateRate, ...clauses } = contract.clauses;
  const rates = { buyerLateRate: Rate.parse(buyerLateRate), sellerLateRate: Rate.parse(sellerLateRate) };
  const schedule = contract.schedule.map((line) => ({ ...line, amount: Money.parse(line.amount) }));
  const agreed: Clauses = { ...clauses, ...rates };
  return { ...ids, price, pricePerM2, pricePerM2Derivation, clauses: agreed, schedule, findings, trace };
}

function standingOf(contract: Contract) {
  const { state, filingNumber, registeredAt, filingRefusedFor, overdueFor } = contract;
  return {
    ...{ state, nextStep: state === 'filed' ? undefined : nextStep(contract), overdueFor: overdueFor ?? undefined },
    ...{ filingNumber: filingNumber ?? undefined, registeredAt: registeredAt ?? undefined },
    filingRefusedFor: filingRefusedFor ?? undefined,
  };
}

function newPriceOf({ id: supplementId, newPrice, difference }: Supplement) {
  return { supplementId, newPrice, difference };
}

function rowOf({ id: contractId, number, unitCode, state, price, signedAt, overdueFor }: Contract) {
  return { contractId, number, unitCode, state, price, signedAt, overdue: Boolean(overdueFor) };
}
