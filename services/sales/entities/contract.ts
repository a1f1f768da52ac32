import type { PricingBasis } from '#contracts/inventory.js';
import type { ContractState, ReviewStage } from '#contracts/sales.js';
import type { MortgageState } from '#contracts/mortgage.js';
import type { DeadlineId } from '#kernel/deadlines.js';
import type { Instant } from '#kernel/time.js';
import { area } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';
import type { Step } from '../rules/standing.js';
import { agreed } from './agreed.js';

const schema = defineEntity({
  name: 'Contract',
  tableName: 'contract',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    /** Counts the project's contracts from 1, without gaps; the number says it. None of one that was taken over. */
    serial: p.integer().nullable(),
    number: p.string(),
    subscriptionId: p.uuid(),
    unitId: p.uuid(),
    unitCode: p.string(),
    projectId: p.uuid(),
    consultantId: p.uuid(),
    ...agreed(),
    /** Counts what was agreed: 1 as signed, one more with each approved amendment (CON-4). */
    termsVersion: p.integer(),
    pricingBasis: p.string().$type<PricingBasis>(),
    buildingArea: area(),
    innerArea: area(),
    signedOn: p.string(),
    signedAt: p.datetime(),
    signedById: p.uuid(),
    /** First eight digits of the trace of the signing (GAT-5). */
    trace: p.string(),

    state: p.string().$type<ContractState>(),
    /** Whose review is awaited (CON-3); null when nobody's is. */
    stage: p.string().$type<ReviewStage>().nullable(),
    /** How often it has been sent into review. */
    round: p.integer(),
    submittedById: p.uuid(),
    supervisorId: p.uuid().nullable(),
    managerId: p.uuid().nullable(),
    accountingId: p.uuid().nullable(),
    cfoId: p.uuid().nullable(),
    sealedById: p.uuid().nullable(),
    sealedAt: p.datetime().nullable(),
    /** The deadline of the step at hand that has passed: the contract is on its list (ALL-6). */
    overdueFor: p.string().$type<DeadlineId>().nullable(),

    /** How often it has been sent to the registry; each is a matter of its own there (CON-6). */
    filingAttempt: p.integer(),
    filingById: p.uuid().nullable(),
    submittedAt: p.datetime().nullable(),
    registryReference: p.string().nullable(),
    filingRefusedFor: p.text().nullable(),
    filingNumber: p.string().nullable(),
    registeredAt: p.datetime().nullable(),
    /** Why the registry is to cancel the filing (CON-4). */
    unfilingReason: p.text().nullable(),
    /** When the first money towards the price was there (CON-6). */
    paidSlipAt: p.datetime().nullable(),
    /** How far the loan is at the bank, as mortgage last told (CON-4). */
    loanState: p.string().$type<MortgageState>().nullable(),
    /** When the unit was handed over: nothing is changed or withdrawn after that (CON-4, CON-5). */
    handedOverAt: p.datetime().nullable(),
    /** When it was taken over from before this system: reviews and seal are on the paper alone. */
    takenOverAt: p.datetime().nullable(),
  },
});

/** What was agreed and signed (CON-1), and how far it has come (CON-3, CON-6). */
export class Contract extends schema.class {}
schema.setClass(Contract);

const reviewSchema = defineEntity({
  name: 'ContractReview',
  tableName: 'contract_review',
  properties: {
    id: p.uuid().primary(),
    contractId: p.uuid(),
    round: p.integer(),
    stage: p.string().$type<ReviewStage>(),
    decision: p.string().$type<'approve' | 'return'>(),
    byId: p.uuid(),
    byName: p.string(),
    at: p.datetime(),
    reason: p.text().nullable(),
    /** The amendment that it is about; null when it is about the contract itself. */
    amendmentId: p.uuid().nullable(),
    /** What exactly was reviewed: the hash of the content as it was then (CON-3). */
    contentHash: p.string().nullable(),
  },
});

/** What one of the four said in one round (CON-3): their electronic signature; added to, never changed. */
export class ContractReview extends reviewSchema.class {}
reviewSchema.setClass(ContractReview);

/** As it is read beside the contract. */
export function reviewRow({ stage, decision, byName: by, at, reason, contentHash }: ContractReview) {
  return { stage, decision, by, at, reason: reason ?? undefined, contentHash: contentHash ?? undefined };
}

/** The contract, locked until the end of the transaction: of two who act on it at once, one sees what the other did. */
export function lockedContract(em: EntityManager, id: string): Promise<Contract> {
  return em.findOneOrFail(Contract, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** What the registry knows this filing by: each attempt is a matter of its own there (CON-6). */
export function referenceOf({ id, filingAttempt }: Contract): string {
  return `${id}.${filingAttempt}`;
}

/** Takes the step; the deadline of what is left behind is taken back, that of what is awaited now begins (ALL-6). */
export function take(step: Step, contract: Reviewed, deadlines: DeadlineRows): void {
  Object.assign(contract, step.to);
  if (step.leaves || step.awaits) contract.overdueFor = null;
  if (step.leaves) deadlines.clear(step.leaves, contract.id);
  if (step.awaits) deadlines.set(step.awaits.id, contract.id, step.awaits.dueAt);
}

/** A contract or an amendment: what the four review. */
type Reviewed = { id: string; overdueFor?: DeadlineId | null };

/** The deadlines of the transaction, set and taken back by kind and subject. */
interface DeadlineRows {
  set(kind: DeadlineId, about: string, dueAt: Instant): void;
  clear(kind: DeadlineId, about: string): void;
}

/** Before the first of the four has said its word. */
export const nobodyYet = { supervisorId: null, managerId: null, accountingId: null, cfoId: null };

/** Who did what on the contract so far, by the operations of the matrix (ALL-4). */
export function makersOf({ signedById, submittedById, supervisorId, managerId, accountingId }: Makers) {
  return {
    'contract.sign': [signedById, submittedById],
    'contract.review-supervisor': supervisorId ?? null,
    'contract.review-manager': managerId ?? null,
    'contract.review-accounting': accountingId ?? null,
  };
}

type Makers = Pick<Contract, 'signedById' | 'submittedById' | 'supervisorId' | 'managerId' | 'accountingId'>;
