import type { AgreedLine, AmendmentState } from '#contracts/sales-contracts.js';
import type { MortgageState } from '#contracts/mortgage.js';
import type { Clauses, ContractState, ScheduleLine } from '#contracts/sales.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { contractTerms, type DealTerms } from './contract.js';
import { discounted, type ApprovedDiscount } from './discount-approval.js';
import type { NodeTerms, PlanLineTerms } from './schedule.js';
import { nextStep, reviewed, type Review, type Standing, type Step, type Timing } from './standing.js';

/** The contract that stands, as far as a change of it is decided by it. */
export interface StandingContract extends Omit<DealTerms, 'price' | 'deposit'> {
  number: string;
  state: ContractState;
  customerId: string;
  price: Money;
  priceDerivation: Derivation;
  loan: Money;
  schedule: ScheduleLine[];
  signedOn: string;
  loanState?: MortgageState | null;
  handedOverAt?: Date | null;
}

/** What is wanted otherwise; what is left out stays (CON-4). */
export interface WantedChange {
  plan: { id: string; lines: PlanLineTerms[]; nodes: NodeTerms[]; changes: boolean };
  lines?: AgreedLine[];
  approved?: ApprovedDiscount;
  clauses: Clauses;
}

/** Only what was reviewed is amended, and nothing once the keys are handed over or the area is settled (CON-4). */
export function refuseUnlessAmendable(contract: StandingContract, settled: boolean): void {
  const { number, state, handedOverAt } = contract;
  if (handedOverAt) refuse('CON-4.handed-over', { number });
  if (settled) refuse('CON-4.supplemented', { number });
  if (!amendable.includes(state)) refuse('CON-4.not-reviewed', { number, next: nextStep(contract) });
}

/** What buyers and seller agree on after the change (CON-4), or the refusal. */
export function amendedTerms(contract: StandingContract & { deposit: Money }, wanted: WantedChange) {
  const { plan, lines, approved, clauses } = wanted;
  const { total: price, derivation: priceDerivation } = discounted(contract.price, contract.priceDerivation, approved);
  const terms = contractTerms({ ...contract, price }, plan.lines, clauses, contract.signedOn, plan.nodes);
  const schedule = lines ? agreedSchedule(price, lines) : plan.changes || approved ? terms.schedule : contract.schedule;
  const loan = Money.sum(schedule.filter(({ kind }) => kind === 'loan').map(({ amount }) => amount));
  refuseLoanAtBank(contract, loan);
  const { pricePerM2, pricePerM2Derivation, findings } = terms;
  return { price, priceDerivation, pricePerM2, pricePerM2Derivation, schedule, loan, findings, planId: plan.id };
}

/** After filing another buyer needs the filing cancelled first (CON-4). */
export function refuseBuyerOnFile({ number, state, customerId }: StandingContract, changed: boolean): void {
  if (changed && state === 'filed') refuse('CON-4.filing-stands', { number, customer: customerId });
}

/** The loan is not changed once the papers are with the bank (CON-4, MOR-4). */
export function refuseLoanAtBank({ number, loan, loanState }: StandingContract, wanted: Money): void {
  if (!loan.equals(wanted) && loanState && atBank.includes(loanState)) {
    refuse('CON-4.loan-submitted', { number, loan, wanted, state: loanState });
  }
}

/** One of the four says its word on an amendment; approved by all it waits for nothing more (CON-4). */
export function amendmentReviewed(amendment: Amending, review: Review, timing: Timing): Step {
  const { state, number } = amendment;
  if (state === 'abandoned') refuse('CON-4.abandoned', { number });
  const step = reviewed({ ...amendment, state }, review, timing);
  return step.to.state === 'approved' ? { ...step, awaits: null } : step;
}

/** The lines as agreed; they add up to the price. */
function agreedSchedule(price: Money, lines: AgreedLine[]): ScheduleLine[] {
  const sum = Money.sum(lines.map(({ amount }) => amount));
  if (!sum.equals(price)) refuse('CON-4.schedule-sum', { sum, price });
  return lines.map(({ label, kind, amount, dueOn }, at) => {
    const derivation = derive('as agreed', 'CON-4', { amount, price }, amount);
    return { line: at + 1, label, kind, amount, dueOn, derivation };
  });
}

const amendable: ContractState[] = ['approved', 'sealed', 'filed'];

/** From here on the bank has the papers. */
const atBank: MortgageState[] = [
  ...(['submitted', 'more-papers', 'approved', 'customer-signed'] as const),
  ...(['registering', 'registered', 'disbursed'] as const),
];

type Amending = Omit<Standing, 'state'> & { state: AmendmentState; number: string };
