import type { LoanKind } from '#contracts/inventory.js';
import type { ScheduleLine } from '#contracts/sales.js';
import type { LoanEstimate, LoanWish, RepaymentEstimate } from '#contracts/sales-quotations.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { derive } from '#kernel/derivation.js';
import { equalInstalments, equalPrincipal, type LoanTerms, type Repayment } from '#kernel/loan.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf, endOf, type Instant } from '#kernel/time.js';
import type { DiscountTerms } from './price.js';
import { type NodeTerms, type PlanLineTerms, scheduleOf } from './schedule.js';
import { type OfferTerms, type PolicyTerms, type SoldPlan, subscriptionTerms } from './subscription.js';

/** What a quotation is made from. */
export interface Quoted {
  offer: OfferTerms;
  plan: SoldPlan & { lines: PlanLineTerms[] };
  discounts: DiscountTerms[];
  policy: PolicyTerms;
  nodes: NodeTerms[];
  /** When another price comes into force, if that is known (INV-3). */
  priceUntil?: Instant;
}

/** What the unit would be subscribed and signed on today, and what its loans would cost; or the refusal (INV-6). */
export function quotationTerms(quoted: Quoted, wishes: LoanWish[], now: Instant) {
  const { offer, plan, discounts, policy, nodes } = quoted;
  const { listPrice, dealPrice, derivation, deposit } = subscriptionTerms(offer, plan, discounts, policy, now);
  const schedule = scheduleOf(dealPrice, plan.lines, dayOf(now), nodes);
  const loans = loanEstimates(schedule, wishes);
  return { listPrice, dealPrice, derivation, deposit, schedule, loans, validUntil: validUntil(quoted, now) };
}

/** As long as the project says, but not beyond the last day of a discount, nor the price itself (INV-3, INV-6). */
function validUntil({ discounts, policy, priceUntil }: Quoted, now: Instant): Instant {
  const ends = discounts.flatMap(({ validUntil: day }) => (day ? [endOf(day)] : []));
  const all = [deadlineFor('INV-6.quotation', now, policy.deadlines), ...ends, ...(priceUntil ? [priceUntil] : [])];
  return all.reduce((first, other) => (other < first ? other : first));
}

/** An estimate for each kind of loan that the plan has, to the terms that were wished (MOR-7). */
function loanEstimates(schedule: ScheduleLine[], wishes: LoanWish[]): LoanEstimate[] {
  const kinds = [...new Set(schedule.flatMap(({ loanKind }) => loanKind ?? []))];
  const twice = wishes.find(({ loanKind }, at) => wishes.findIndex((other) => other.loanKind === loanKind) < at);
  const strange = twice ?? wishes.find(({ loanKind }) => !kinds.includes(loanKind));
  if (strange) refuse('INV-6.loan-not-there', { loanKind: strange.loanKind });
  return kinds.flatMap((kind) => loanEstimate(kind, lentOf(schedule, kind), wishes));
}

function lentOf(schedule: ScheduleLine[], kind: LoanKind): Money {
  return Money.sum(schedule.filter(({ loanKind }) => loanKind === kind).map(({ amount }) => amount));
}

function loanEstimate(loanKind: LoanKind, principal: Money, wishes: LoanWish[]): LoanEstimate[] {
  const wish = wishes.find((one) => one.loanKind === loanKind);
  if (!wish) refuse('INV-6.loan-terms', { loanKind });
  const { annualRate, years } = wish;
  if (annualRate.isNegative || annualRate >= Rate.one) refuse('INV-6.loan-rate', { annualRate });
  if (principal.isZero) return [];
  const terms = { principal, annualRate, months: years * 12 };
  const [instalments, parts] = ['P · i · (1+i)^n ÷ ((1+i)^n − 1)', 'P ÷ n + P · i'];
  const estimates = {
    equalInstalments: estimateOf(terms, equalInstalments(terms), instalments),
    equalPrincipal: estimateOf(terms, equalPrincipal(terms), parts),
  };
  return [{ loanKind, annualRate, years, principal, ...estimates }];
}

function estimateOf(terms: LoanTerms, { payments, totalInterest, total }: Repayment, formula: string) {
  const [firstPayment, secondPayment, lastPayment] = [payments[0]!, payments[1]!, payments.at(-1)!].map(
    ({ payment }) => payment,
  ) as [Money, Money, Money];
  const { principal, annualRate, months } = terms;
  const steps = [derive('sum of the interest of every month', 'MOR-7', { months }, totalInterest)];
  const derivation = derive(formula, 'MOR-7', { principal, annualRate, months }, firstPayment, steps);
  const estimate: RepaymentEstimate = { firstPayment, secondPayment, lastPayment, totalInterest, total, derivation };
  return estimate;
}
