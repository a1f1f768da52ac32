import type { PricingBasis } from '#contracts/inventory.js';
import type { Clauses, ContractState, LintFinding, ReviewStage, ScheduleLine } from '#contracts/sales.js';
import type { DeadlineId } from '#kernel/deadlines.js';
import type { Derivation } from '#kernel/derivation.js';
import type { Instant } from '#kernel/time.js';
import { area, json, money } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';
import type { Step } from '../rules/standing.js';

/** Clauses and lines as they are kept: rates and amounts are decimal texts. */
export type KeptClauses = Omit<Clauses, 'buyerLateRate' | 'sellerLateRate'> &
  Record<'buyerLateRate' | 'sellerLateRate', string>;
export type KeptLine = Omit<ScheduleLine, 'amount'> & { amount: string };

/** As the database keeps them. */
export function keptClauses(clauses: Clauses): KeptClauses {
  return {
    ...clauses,
    buyerLateRate: clauses.buyerLateRate.toString(),
    sellerLateRate: clauses.sellerLateRate.toString(),
  };
}

export function keptLines(schedule: ScheduleLine[]): KeptLine[] {
  return schedule.map((line) => ({ ...line, amount: line.amount.toString() }));
}

const schema = defineEntity({
  name: 'Contract',
  tableName: 'contract',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    /** Counts the project's contracts from 1, without gaps; the number says it. */
    serial: p.integer(),
    number: p.string(),
    subscriptionId: p.uuid(),
    unitId: p.uuid(),
    unitCode: p.string(),
    projectId: p.uuid(),
    customerId: p.uuid(),
    consultantId: p.uuid(),
    price: money(),
    pricePerM2: money(),
    pricePerM2Derivation: json<Derivation>().fieldName('price_per_m2_derivation'),
    pricingBasis: p.string().$type<PricingBasis>(),
    buildingArea: area(),
    innerArea: area(),
    loan: money(),
    schedule: json<KeptLine[]>(),
    clauses: json<KeptClauses>(),
    findings: json<LintFinding[]>(),
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
  },
});

/** What one of the four said in one round (CON-3); added to, never changed. */
export class ContractReview extends reviewSchema.class {}
reviewSchema.setClass(ContractReview);

/** The contract, locked until the end of the transaction: of two who act on it at once, one sees what the other did. */
export function lockedContract(em: EntityManager, id: string): Promise<Contract> {
  return em.findOneOrFail(Contract, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** What the registry knows this filing by: each attempt is a matter of its own there (CON-6). */
export function referenceOf({ id, filingAttempt }: Contract): string {
  return `${id}.${filingAttempt}`;
}

/** Takes the step; the deadline of what is left behind is taken back, that of what is awaited now begins (ALL-6). */
export function take(step: Step, contract: Contract, deadlines: DeadlineRows): void {
  Object.assign(contract, step.to);
  if (step.leaves || step.awaits) contract.overdueFor = null;
  if (step.leaves) deadlines.clear(step.leaves, contract.id);
  if (step.awaits) deadlines.set(step.awaits.id, contract.id, step.awaits.dueAt);
}

/** The deadlines of the transaction, set and taken back by kind and subject. */
interface DeadlineRows {
  set(kind: DeadlineId, about: string, dueAt: Instant): void;
  clear(kind: DeadlineId, about: string): void;
}

/** Who did what on the contract so far, by the operations of the matrix (ALL-4). */
export function makersOf({ signedById, submittedById, supervisorId, managerId, accountingId }: Contract) {
  return {
    'contract.sign': [signedById, submittedById],
    'contract.review-supervisor': supervisorId ?? null,
    'contract.review-manager': managerId ?? null,
    'contract.review-accounting': accountingId ?? null,
  };
}
