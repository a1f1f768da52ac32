import {
  ContractAmended,
  ContractResubmitted,
  ContractSigned,
  ResubmitContract,
  SignContract,
} from '#contracts/sales.js';
import { newId } from '#kernel/ids.js';
import { dayOf, type Instant } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { shortTraceId } from '#telemetry/trace.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { keptClauses, keptLines } from '../entities/agreed.js';
import { Contract, lockedContract, nobodyYet, take } from '../entities/contract.js';
import { Hold } from '../entities/hold.js';
import { nodesOf } from '../entities/node.js';
import { Offer } from '../entities/offer.js';
import { linesOf, Plan } from '../entities/plan.js';
import { nextContract, timingIn } from '../entities/project.js';
import { lockedSubscription, Subscription } from '../entities/subscription.js';
import { contentHash, type Content } from '../entities/content.js';
import { discounted } from '../rules/discount-approval.js';
import { contractTerms, lint, type ContractTerms } from '../rules/contract.js';
import { intoReview } from '../rules/standing.js';
import { refuseUnlessSignable } from '../rules/signing.js';
import { refuseUnlessEffective } from '../rules/subscription.js';
import { useDiscount } from './use-discount.js';

@Controller()
export class ContractCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(SignContract)
  sign(asked: Asked<SignContract>) {
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, at }) => {
      const { subscription, offer, plan, priced } = await signedFrom(em, asked);
      const deal = { ...offer, price: priced.price, deposit: subscription.deposit };
      const nodes = await nodesOf(em, offer.buildingId);
      const terms = contractTerms(deal, linesOf(plan), asked.payload.clauses, dayOf(at), nodes);
      const number = await nextContract(em, offer.projectId);
      const contract = em.create(
        Contract,
        hashed({ ...draft(subscription, offer, terms, asked), ...priced, ...number }),
      );
      take(intoReview(null, contract, await timingIn(em, offer.projectId, at)), contract, deadlines);
      Object.assign(subscription, { state: 'contracted' });
      Object.assign(await em.findOneOrFail(Hold, subscription.id), { kind: 'contract' });
      deadlines.clear('SUB-7.signing', subscription.id);
      tell(signedOf(contract, terms, asked.payload));
      const { findings, schedule } = terms;
      return { contractId: contract.id, number: contract.number, findings, schedule };
    });
  }

  /** The schedule stands, as price, plan and day do; clauses that changed are told to those who keep them. */
  @Answers(ResubmitContract)
  resubmit(asked: Asked<ResubmitContract>) {
    const { payload, actor } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, at }) => {
      const contract = await lockedContract(em, payload.contractId);
      mayTouch(actor, { projectId: contract.projectId, ownerId: contract.consultantId });
      take(intoReview(contract, contract, await timingIn(em, contract.projectId, at)), contract, deadlines);
      Object.assign(contract, { round: contract.round + 1, submittedById: actor.id, ...nobodyYet });
      const { id: contractId, unitId, subscriptionId, projectId, state } = contract;
      const facts = { unitId, contractId, subscriptionId, projectId, reason: payload.reason };
      tell(Object.assign(new ContractResubmitted(), facts));
      const amended = await amend(em, contract, payload);
      if (amended) tell(Object.assign(new ContractAmended(), facts, { clauses: payload.clauses }));
      return { contractId, state };
    });
  }
}

/** What a contract is signed from, locked: of two signings at once the later one finds it contracted. */
async function signedFrom(em: EntityManager, { payload, actor, at }: Asked<SignContract>) {
  const subscription = await lockedSubscription(em, payload.subscriptionId);
  const { projectId, consultantId, unitId, planId, state } = subscription;
  mayTouch(actor, { projectId, ownerId: consultantId });
  const offer = await em.findOneOrFail(Offer, unitId);
  refuseUnlessEffective(state, offer.unitCode);
  refuseUnlessSignable(subscription, offer.unitCode, at);
  const plan = await em.findOneOrFail(Plan, planId);
  return { subscription, offer, plan, priced: await pricedFor(em, subscription, payload, at) };
}

/** The subscription's price, or what an approved discount leaves of it; the approval is attached (CON-2). */
async function pricedFor(em: EntityManager, subscription: Subscription, wanted: SignContract, at: Instant) {
  const { dealPrice, derivation } = subscription;
  const id = newId();
  const approved = await useDiscount(em, wanted.discountApprovalId, { ...subscription, id }, at);
  const { total: price, derivation: priceDerivation } = discounted(dealPrice, derivation, approved);
  const discountApprovalId = approved?.approvalId ?? subscription.discountApprovalId ?? null;
  return { id, price, priceDerivation, discountApprovalId };
}

function draft(subscription: Subscription, offer: Offer, terms: ContractTerms, asked: Asked<SignContract>) {
  const { id: subscriptionId, unitId, projectId, customerId, consultantId, planId, buyers } = subscription;
  const { unitCode, pricingBasis, buildingArea, innerArea } = offer;
  const { at, actor, payload } = asked;
  const { pricePerM2, pricePerM2Derivation, loan, findings, schedule } = terms;
  return {
    ...{ subscriptionId, unitId, unitCode, projectId, customerId, consultantId, planId, buyers, termsVersion: 1 },
    ...{ pricePerM2, pricePerM2Derivation, pricingBasis, buildingArea, innerArea, loan, findings },
    ...{ schedule: keptLines(schedule), clauses: keptClauses(payload.clauses), trace: shortTraceId() ?? '' },
    ...{ signedOn: dayOf(at), signedAt: at, signedById: actor.id, submittedById: actor.id },
    ...{ state: 'in-review' as const, round: 1, filingAttempt: 0 },
  };
}

function signedOf(contract: Contract, { schedule }: ContractTerms, { clauses }: SignContract): ContractSigned {
  const { id: contractId, number, subscriptionId, unitId, unitCode, projectId, customerId, consultantId } = contract;
  const { price, pricePerM2, pricingBasis, buildingArea, innerArea, loan, signedOn } = contract;
  const ids = { contractId, number, subscriptionId, unitId, unitCode, projectId, customerId, consultantId };
  const terms = { price, pricePerM2, pricingBasis, buildingArea, innerArea, loan, schedule, clauses, signedOn };
  return Object.assign(new ContractSigned(), ids, terms);
}

/** Puts the corrected clauses in, linted anew; whether they differ from those before. */
async function amend(em: EntityManager, contract: Contract, { clauses }: ResubmitContract): Promise<boolean> {
  const { deposit } = await em.findOneOrFail(Subscription, contract.subscriptionId);
  const findings = lint({ ...contract, deposit }, clauses);
  const version = contract.termsVersion;
  const after = keptClauses(clauses);
  const before = contentHash({ ...contract, version });
  const hash = contentHash({ ...contract, clauses: after, version });
  Object.assign(contract, { clauses: after, findings, contentHash: hash });
  return hash !== before;
}

/** With the hash of what is agreed (CON-3). */
function hashed<T extends Omit<Content, 'version'>>(terms: T): T & { contentHash: string } {
  return { ...terms, contentHash: contentHash({ ...terms, version: 1 }) };
}
