import { deadlineFor, type DeadlineLengths } from '#kernel/deadlines.js';
import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf, type Instant } from '#kernel/time.js';
import type { CustomerKind, PlanKind } from '#contracts/inventory.js';
import type { SubscriptionState } from '#contracts/sales.js';
import { discounted, type ApprovedDiscount } from './discount-approval.js';
import { type PermitTerms, refuseUnlessPermitted } from './permit.js';
import { dealPrice, type DiscountTerms } from './price.js';
import type { PlanLineTerms } from './schedule.js';

export interface OfferTerms {
  unitCode: string;
  totalPrice: Money;
  floorPrice: Money;
  permitNumber: string;
  permit?: PermitTerms;
  /** The filed price 备案价, above which nothing is sold (INV-4). */
  filedPrice?: Money | null;
  withheld: boolean;
  layout?: string | null;
  customerKinds?: CustomerKind[];
}

export interface SoldPlan {
  kind: PlanKind;
  code?: string;
  endedAt?: Instant | null;
}

export interface PolicyTerms {
  deposit: Money;
  deadlines: DeadlineLengths;
}

export interface SubscriptionTerms {
  listPrice: Money;
  dealPrice: Money;
  derivation: Derivation;
  deposit: Money;
  depositBy: Instant;
  signBy: Instant;
  /** The discount approval that it uses (CON-2). */
  discountApprovalId: string | null;
  /** The last moment for signing without the general manager (SUB-7). */
  signLatestBy: Instant;
}

/** Only 20% of the price may be a legal deposit 定金 (SUB-2, law). */
const depositShareMax = Rate.parse('0.20');

/** The terms a subscription is made on (SUB-1), or the refusal; only an approved discount goes below the floor. */
export function subscriptionTerms(
  offer: OfferTerms,
  plan: SoldPlan,
  discounts: DiscountTerms[],
  policy: PolicyTerms,
  now: Instant,
  approved?: ApprovedDiscount,
): SubscriptionTerms {
  const { unitCode: unit, floorPrice: floor } = offer;
  if (offer.withheld) refuse('INV-5.unit-withheld', { unit });
  refuseUnlessPermitted(offer, dayOf(now));
  refuseUnlessSold(plan);
  const standard = dealPrice(offer.totalPrice, discounts, plan.kind, dayOf(now), offer);
  if (standard.total < floor) refuse('INV-4.deal-below-floor', { unit, price: standard.total, floor });
  const { total, derivation } = discounted(standard.total, standard.derivation, approved);
  const { filedPrice: filed } = offer;
  if (filed && total > filed) refuse('INV-4.deal-above-filed', { unit, price: total, filed });
  const depositMax = total.times(depositShareMax);
  if (policy.deposit > depositMax) refuse('SUB-2.deposit-share', { deposit: policy.deposit, depositMax });
  return {
    listPrice: offer.totalPrice,
    dealPrice: total,
    derivation,
    deposit: policy.deposit,
    depositBy: deadlineFor('SUB-3.deposit', now, policy.deadlines),
    ...signingTerms(deadlineFor('SUB-7.signing', now, policy.deadlines), policy.deadlines),
    discountApprovalId: approved?.approvalId ?? null,
  };
}

/** The signing deadline, and the moment after which the general manager has to agree (SUB-7). */
function signingTerms(signBy: Instant, lengths: DeadlineLengths) {
  return { signBy, signLatestBy: deadlineFor('SUB-7.delay', signBy, lengths) };
}

/** The deposit that is asked for: the project's, or more (SUB-2); what is too much is refused with the price. */
export function depositPolicy(policy: PolicyTerms, unit: string, wanted: Money = policy.deposit): PolicyTerms {
  const { deposit: least } = policy;
  if (wanted < least) refuse('SUB-1.deposit-low', { unit, deposit: wanted, least });
  return { ...policy, deposit: wanted };
}

/** The share of the price that is borrowed, by the plan's lines; one that was named has to be the plan's (SUB-1). */
export function mortgageRatio(lines: PlanLineTerms[], price: Money, wanted?: Rate): Rate {
  const shares = lines.map(({ share, amount }) => share ?? (amount && Rate.of(amount.fen, price.fen)));
  const rest = Rate.one.minus(Rate.sum(shares.filter((share) => share !== undefined)));
  const loans = shares.filter((_, at) => lines[at]!.kind === 'loan').map((share) => share ?? rest);
  const ratio = Rate.sum(loans);
  if (wanted && !wanted.equals(ratio)) refuse('SUB-1.mortgage-ratio', { wanted, ratio });
  return ratio;
}

/** A plan that was ended makes no new deal (INV-6). */
export function refuseUnlessSold({ kind, code = kind, endedAt }: SoldPlan): void {
  if (endedAt) refuse('INV-6.plan-ended', { plan: code, endedAt: dayOf(endedAt) });
}

/** Co-buyers own shares that add up to one; without them the customer buys alone (SUB-1). */
export function buyersOf(customerId: string, buyers: { customerId: string; share: Rate }[] = []) {
  if (buyers.length === 0) return [{ customerId, share: '1' }];
  const shares = buyers.map((buyer) => buyer.share);
  if (!Rate.sum(shares).equals(Rate.one) || !shares.every((share) => share.isPositive)) refuse('SUB-1.shares', {});
  const people = new Set(buyers.map((buyer) => buyer.customerId));
  if (!people.has(customerId)) refuse('SUB-1.buyer-missing', {});
  if (people.size < buyers.length) refuse('SUB-1.buyer-twice', {});
  return buyers.map((buyer) => ({ customerId: buyer.customerId, share: buyer.share.toString() }));
}

/** What the deposit deadline finds (SUB-3, SUB-4): nothing paid is cancelled, partly paid goes on its list. */
export function atDepositDeadline({ state, paid }: { state: SubscriptionState; paid: Money }) {
  if (state !== 'awaiting-deposit') return 'nothing';
  return paid.isPositive ? 'overdue' : 'cancel';
}

/** The overdue lists that it is on now, by the deadlines that put it there (ALL-6). */
export function overdueOf(subscription: Overdue): string[] {
  const { state, depositOverdueSince, signingOverdueSince, delayOverdueSince } = subscription;
  const unsigned = state === 'awaiting-deposit' || state === 'effective';
  const [deposit, signing] = [state === 'awaiting-deposit' && depositOverdueSince, unsigned && signingOverdueSince];
  const delayed = unsigned && delayOverdueSince;
  return [
    ...(deposit ? ['SUB-3.deposit'] : []),
    ...(signing ? ['SUB-7.signing'] : []),
    ...(delayed ? ['SUB-7.delay'] : []),
  ];
}

interface Overdue {
  state: SubscriptionState;
  depositOverdueSince?: Instant | null;
  signingOverdueSince?: Instant | null;
  delayOverdueSince?: Instant | null;
}

/** A contract comes from an effective subscription (CON-1), or the refusal. */
export function refuseUnlessEffective(state: SubscriptionState, unit: string): void {
  if (state !== 'effective') refuse('CON-1.not-effective', { unit, state, ...stateWords[state] });
}

/** Where a subscription stands, in words. */
export const stateWords: Record<SubscriptionState, { stateZh: string; stateEn: string }> = {
  'awaiting-deposit': { stateZh: '待交定金', stateEn: 'awaiting its deposit' },
  effective: { stateZh: '已生效', stateEn: 'effective' },
  contracted: { stateZh: '已签约', stateEn: 'contracted' },
  cancelled: { stateZh: '已取消', stateEn: 'cancelled' },
};
