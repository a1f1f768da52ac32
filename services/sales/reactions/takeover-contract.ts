import { ContractTakenOver } from '#contracts/sales-takeover.js';
import type { OldDealStage } from '#contracts/sales-takeover.js';
import type { ContractState, ReviewStage } from '#contracts/sales.js';
import { newId } from '#kernel/ids.js';
import { startOf } from '#kernel/time.js';
import type { Work } from '#persistence/work.js';
import { shortTraceId } from '#telemetry/trace.js';
import { agreedOf, keptClauses, keptLines, type Agreed } from '../entities/agreed.js';
import { ContractVersion } from '../entities/amendment.js';
import { Contract } from '../entities/contract.js';
import type { Subscription } from '../entities/subscription.js';
import { contentHash } from '../entities/content.js';
import type { GoodDeal } from '../rules/old-deals.js';

/** The contract as it was signed and as far as it had come; what was sealed is its first approved version (CON-3). */
export function contractTaken({ em, at, actor }: Work, good: GoodDeal, subscription: Subscription): Contract {
  const terms = { ...agreedIn(good, subscription), ...standingOf(good, at) };
  const hash = contentHash({ ...terms, version: 1 });
  const contract = em.create(Contract, { ...terms, contentHash: hash });
  if (good.deal.stage !== 'signed') {
    const approved = { approvedAt: at, approvedById: actor.id, approvedByName: actor.name };
    const version = { id: newId(), contractId: contract.id, version: 1, reason: '期初导入' };
    em.create(ContractVersion, { ...version, ...agreedOf(contract as Agreed), ...approved });
  }
  return contract;
}

function agreedIn({ deal, unit, planId, derivation, terms }: GoodDeal, subscription: Subscription) {
  const { id: subscriptionId, customerId, buyers, projectId, consultantId } = subscription;
  const { schedule, pricePerM2, pricePerM2Derivation, loan, findings } = terms!;
  const { pricingBasis, buildingArea, innerArea, unitCode } = unit;
  const { signedOn, clauses } = deal.contract!;
  return {
    ...{ id: newId(), number: deal.number, subscriptionId, customerId, buyers, projectId, consultantId, planId },
    ...{ unitId: unit.id, unitCode, pricingBasis, buildingArea, innerArea, price: deal.price, signedOn, loan },
    ...{ priceDerivation: derivation, pricePerM2, pricePerM2Derivation, findings, termsVersion: 1 },
    ...{ schedule: keptLines(schedule), clauses: keptClauses(clauses), trace: shortTraceId() ?? '' },
    ...{ signedAt: startOf(signedOn), signedById: consultantId, submittedById: consultantId, round: 1 },
  };
}

/** The time for filing has its beginning on the paper: it is nobody's deadline here (CON-6). */
function standingOf({ deal: { stage, contract } }: GoodDeal, takenOverAt: Date) {
  const { signedOn, filing } = contract!;
  const sealedAt = stage === 'signed' ? null : startOf(signedOn);
  const filed = filing && { filingNumber: filing.number, registeredAt: startOf(filing.on) };
  const paper = { sealedAt, paidSlipAt: sealedAt, filingAttempt: filed ? 1 : 0, ...filed };
  return { ...states[stage as keyof typeof states], ...paper, takenOverAt };
}

const states: Record<Exclude<OldDealStage, 'subscribed'>, { state: ContractState; stage: ReviewStage | null }> = {
  signed: { state: 'in-review', stage: 'supervisor' },
  sealed: { state: 'sealed', stage: null },
  filed: { state: 'filed', stage: null },
};

/** What the others need to go on from here. */
export function told(good: GoodDeal, subscription: Subscription, of: { contract?: Contract; takenOverOn: string }) {
  const { deal, unit } = good;
  const { id: subscriptionId, unitId, projectId, customerId, consultantId } = subscription;
  const { listPrice, dealPrice: price, derivation, deposit, depositType } = subscription;
  const { number, stage, subscribedOn, opensMortgage, openingLateFee, lateFeesFrom = of.takenOverOn } = deal;
  return Object.assign(new ContractTakenOver(), {
    ...{ unitId, subscriptionId, projectId, unitCode: unit.unitCode, customerId, consultantId, number, stage },
    ...{ listPrice, price, derivation, deposit, depositType, subscribedOn, takenOverOn: of.takenOverOn },
    ...(unit.buildingId && { buildingId: unit.buildingId }),
    ...{ lateFeesFrom, opensMortgage, ...(openingLateFee?.isPositive && { openingLateFee }) },
    ...(of.contract && { contract: contractTold(good, of.contract) }),
  });
}

function contractTold({ deal, terms }: GoodDeal, contract: Contract) {
  const { id: contractId, signedOn, pricePerM2, pricingBasis, buildingArea, innerArea, loan } = contract;
  const { filingNumber, registeredAt } = contract;
  return {
    ...{ contractId, signedOn, pricePerM2, pricingBasis, buildingArea, innerArea, loan },
    ...{ schedule: terms!.schedule, clauses: deal.contract!.clauses },
    ...(filingNumber && { filingNumber, registeredAt }),
  };
}
