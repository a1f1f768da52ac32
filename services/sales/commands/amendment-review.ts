import { ContractRevised, ReviewAmendment } from '#contracts/sales-contracts.js';
import { ContractReviewed } from '#contracts/sales.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Controller } from '@nestjs/common';
import { agreedOf, clausesAgreed, linesAgreed } from '../entities/agreed.js';
import { Amendment, amendmentAnswer, ContractVersion, lockedAmendment } from '../entities/amendment.js';
import { ContractReview, lockedContract, makersOf, take, type Contract } from '../entities/contract.js';
import { timingIn } from '../entities/project.js';
import { keepVersion } from './revision.js';
import { amendmentReviewed, refuseLoanAtBank, refuseUnlessAmendable } from '../rules/amendment.js';
import { revised, type Timing } from '../rules/standing.js';
import { refuseUnlessFor } from './review.js';
import { useDiscount } from './use-discount.js';

/** The same four on an amendment; after the last word the new version stands (CON-4). */
@Controller()
export class AmendmentReviewCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ReviewAmendment)
  review(asked: Asked<ReviewAmendment>) {
    const { amendmentId, stage, decision, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, tell, deadlines, actor, at } = work;
      const { contract, amendment } = await reviewedBy(asked, work);
      const timing = await timingIn(em, contract.projectId, at);
      take(amendmentReviewed(amendment, asked.payload, timing), amendment, deadlines);
      if (decision === 'approve') Object.assign(amendment, { [`${stage}Id`]: actor.id });
      const { contractId, round, contentHash, unitId, projectId } = amendment;
      const by = { byId: actor.id, byName: actor.name, at, amendmentId, contentHash };
      em.create(ContractReview, { id: newId(), contractId, round, stage, decision, reason, ...by });
      const facts = { unitId, contractId, projectId, stage, decision, reason, amendmentId };
      tell(Object.assign(new ContractReviewed(), facts));
      if (amendment.state === 'approved') await revise(contract, amendment, timing, work);
      return amendmentAnswer(amendment);
    });
  }
}

/** Contract and amendment, locked, for somebody whose stage it is and who made nothing of it (ALL-4). */
async function reviewedBy({ payload, actor }: Asked<ReviewAmendment>, { em }: Work) {
  const { contractId } = await em.findOneOrFail(Amendment, payload.amendmentId, { disableIdentityMap: true });
  const contract = await lockedContract(em, contractId);
  const amendment = await lockedAmendment(em, payload.amendmentId);
  refuseUnlessFor(payload.stage, actor);
  mayTouch(actor, { projectId: contract.projectId, ownerId: contract.consultantId });
  const { draftedById, submittedById } = amendment;
  const makers = { ...makersOf({ ...contract, ...reviewersOf(amendment) }) };
  separate(actor, { ...makers, 'contract.change': [draftedById, submittedById] });
  return { contract, amendment };
}

/** The old contract stands no longer (CON-4): the new terms are the contract's, its old ones a version to read. */
async function revise(contract: Contract, amendment: Amendment, timing: Timing, work: Work): Promise<void> {
  const { em, tell, deadlines, actor, at } = work;
  const { number, customerId, discountApprovalId, discount, loan, reason } = amendment;
  const standing = { ...contract, schedule: linesAgreed(contract.schedule) };
  refuseUnlessAmendable(standing, false);
  refuseLoanAtBank(standing, loan);
  if (amendment.becomes !== contract.termsVersion + 1) refuse('CON-4.overtaken', { number });
  if (discount) await useDiscount(em, discountApprovalId, amendment, at, discount);
  const kept = await em.count(ContractVersion, { contractId: contract.id });
  if (kept === 0) keepVersion(em, contract, { by: actor, at });
  Object.assign(contract, agreedOf(amendment), reviewersOf(amendment), { termsVersion: amendment.becomes });
  Object.assign(contract, { customerId, submittedById: amendment.submittedById, sealedById: null, sealedAt: null });
  take(revised(contract, timing), contract, deadlines);
  keepVersion(em, contract, { by: actor, at, amendment: { id: amendment.id, reason } });
  tell(revisedOf(contract, reason, dayOf(at)));
}

function reviewersOf({ supervisorId, managerId, accountingId, cfoId }: Amendment) {
  return { supervisorId, managerId, accountingId, cfoId };
}

function revisedOf(contract: Contract, reason: string, revisedOn: string): ContractRevised {
  const { id: contractId, number, subscriptionId, unitId, unitCode, projectId, consultantId } = contract;
  const {
    termsVersion: version,
    customerId,
    price,
    pricePerM2,
    pricingBasis,
    buildingArea,
    innerArea,
    loan,
  } = contract;
  const ids = { contractId, number, subscriptionId, unitId, unitCode, projectId, consultantId, customerId, version };
  const terms = { price, pricePerM2, pricingBasis, buildingArea, innerArea, loan, revisedOn, reason };
  const agreed = { schedule: linesAgreed(contract.schedule), clauses: clausesAgreed(contract.clauses) };
  return Object.assign(new ContractRevised(), ids, terms, agreed);
}
