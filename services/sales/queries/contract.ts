import { ContractById, Contracts } from '#contracts/sales.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { clausesAgreed, linesAgreed } from '../entities/agreed.js';
import { ContractVersion, openAmendment } from '../entities/amendment.js';
import { Contract, ContractReview, reviewRow } from '../entities/contract.js';
import { dueByNodes } from '../entities/node.js';
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
      const said = await em.find(ContractReview, { contractId, amendmentId: null }, { orderBy: { id: 'asc' } });
      const reviews = said.map(reviewRow);
      const supplement = (await em.findOne(Supplement, { contractId })) ?? undefined;
      const terms = termsOf(contract);
      return {
        ...{ ...terms, schedule: await dueByNodes(em, terms.schedule) },
        ...standingOf(contract),
        reviews,
        supplement: supplement && newPriceOf(supplement),
        amendmentId: (await openAmendment(em, contractId))?.id,
        signedOff: await isSignedOff(em, contract),
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

/** Whether what all four approved is what stands (CON-3). */
async function isSignedOff(em: EntityManager, { id: contractId, termsVersion: version, contentHash }: Contract) {
  return (await em.count(ContractVersion, { contractId, version, contentHash })) > 0;
}

function termsOf(contract: Contract) {
  const { id: contractId, number, subscriptionId, unitId, unitCode, projectId, consultantId } = contract;
  const { price, priceDerivation, pricePerM2, pricePerM2Derivation, findings, trace } = contract;
  const priced = { price, priceDerivation, discountApprovalId: contract.discountApprovalId ?? undefined };
  const ids = { contractId, number, subscriptionId, unitId, unitCode, projectId, consultantId };
  const { termsVersion: version, contentHash, customerId } = contract;
  const agreed = { schedule: linesAgreed(contract.schedule), clauses: clausesAgreed(contract.clauses), findings };
  const said = { trace, version, contentHash, customerId };
  return { ...ids, ...priced, pricePerM2, pricePerM2Derivation, ...agreed, ...said };
}

function standingOf(contract: Contract) {
  const { state, filingNumber, registeredAt, filingRefusedFor, overdueFor } = contract;
  return {
    ...{
      state,
      nextStep: settled.includes(state) ? undefined : nextStep(contract),
      overdueFor: overdueFor ?? undefined,
    },
    ...{ filingNumber: filingNumber ?? undefined, registeredAt: registeredAt ?? undefined },
    filingRefusedFor: filingRefusedFor ?? undefined,
    paidSlipAt: contract.paidSlipAt ?? undefined,
  };
}

/** Nothing comes next by itself. */
const settled = ['filed', 'withdrawn'];

function newPriceOf({ id: supplementId, newPrice, difference }: Supplement) {
  return { supplementId, newPrice, difference };
}

function rowOf({ id: contractId, number, unitCode, state, price, signedAt, overdueFor }: Contract) {
  return { contractId, number, unitCode, state, price, signedAt, overdue: Boolean(overdueFor) };
}
