import type { ChannelReportState } from '#contracts/sales-channels.js';
import { deadlineFor, type DeadlineLengths } from '#kernel/deadlines.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';

/** A share of the contract price, or an amount a contract: one of the two. */
export interface CommissionRule {
  rate?: Rate | null;
  amount?: Money | null;
}

/** The rule as it is kept (CRM-8), or the refusal. */
export function commissionRule({ rate, amount }: CommissionRule): { rate: Rate | null; amount: Money | null } {
  const sensible = !rate || (rate.isPositive && rate < Rate.one);
  if (Boolean(rate) === Boolean(amount) || !sensible) refuse('CRM-8.rule-unclear', {});
  return { rate: rate ?? null, amount: amount ?? null };
}

/** What the partner earns by the contract (CRM-8), with its derivation (ALL-2). */
export function commissionOf({ rate, amount }: CommissionRule, contract: { number: string; price: Money }) {
  const { number, price } = contract;
  if (!rate)
    return { amount: amount!, derivation: derive('amount a contract', 'CRM-8', { number, amount: amount! }, amount!) };
  const earned = price.times(rate);
  return { amount: earned, derivation: derive('price × rate', 'CRM-8', { number, price, rate }, earned) };
}

/** What a deal that came to nothing takes back of it (CRM-8). */
export function commissionBack({ number, amount }: { number: string; amount: Money }, rule: string) {
  const back = amount.negated();
  const derivation: Derivation = derive('− commission earned', 'CRM-8', { number, amount, rule }, back);
  return { amount: back, derivation };
}

/** Nobody else's customer, and reported by nobody else (CRM-8); refuses with the rule. */
export function refuseKnown(project: string, known: boolean, live: { protectedUntil: Instant } | null): void {
  if (known) refuse('CRM-8.known-customer', { project });
  if (live) refuse('CRM-8.reported-already', { until: live.protectedUntil });
}

/** Until when a report that is made or confirmed now is protected (CRM-8). */
export function protectedFrom(now: Instant, lengths: DeadlineLengths): Instant {
  return deadlineFor('CRM-8.protection', now, lengths);
}

/** A visit since the report confirms it, and its protection begins anew (CRM-8); or the refusal. */
export function visited(report: Report, visitor: Visitor, now: Instant, lengths: DeadlineLengths) {
  if (report.state !== 'reported') refuse('CRM-8.not-open', stateNames[report.state]);
  if (!visitor.phones.includes(report.phoneIndex)) refuse('CRM-8.other-person', {});
  if (visitor.enteredAt < report.reportedAt) refuse('CRM-8.known-customer', { project: visitor.project });
  if (!visitor.visits.some((at) => at >= report.reportedAt)) refuse('CRM-8.no-visit', {});
  const protectedUntil = protectedFrom(now, lengths);
  return { state: 'visited' as const, visitedAt: now, customerId: visitor.customerId, protectedUntil };
}

/** Whether a contract signed then earns the partner a commission (CRM-8): the visit was, and the protection is on. */
export function earns(report: { visitedAt?: Instant | null; protectedUntil: Instant }, signedAt: Instant): boolean {
  return Boolean(report.visitedAt) && report.visitedAt! <= signedAt && signedAt <= report.protectedUntil;
}

interface Report {
  state: ChannelReportState;
  phoneIndex: string;
  reportedAt: Instant;
}

/** Who came: by the indexes of their phones, when they were entered, and when they visited. */
export interface Visitor {
  customerId: string;
  project: string;
  phones: string[];
  enteredAt: Instant;
  visits: Instant[];
}

const stateNames: Record<ChannelReportState, { stateZh: string; stateEn: string }> = {
  reported: { stateZh: '待到访', stateEn: 'waiting for a visit' },
  visited: { stateZh: '已确认到访', stateEn: 'confirmed by a visit' },
  lapsed: { stateZh: '已失效', stateEn: 'lapsed' },
};
