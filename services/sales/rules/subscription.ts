import { deadlineFor, type DeadlineLengths } from '#kernel/deadlines.js';
import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf, type Instant } from '#kernel/time.js';
import type { PlanKind } from '#contracts/inventory.js';
import { dealPrice, type DiscountTerms } from './price.js';

export interface OfferTerms {
  unitCode: string;
  totalPrice: Money;
  floorPrice: Money;
  permitNumber: string;
  withheld: boolean;
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
}

/** Only 20% of the price may be a legal deposit 定金 (SUB-2, law). */
const depositShareMax = Rate.parse('0.20');

/** The terms a subscription is made on (SUB-1), or the refusal. */
export function subscriptionTerms(
  offer: OfferTerms,
  plan: { kind: PlanKind },
  discounts: DiscountTerms[],
  policy: PolicyTerms,
  now: Instant,
): SubscriptionTerms {
  const { unitCode: unit, floorPrice: floor } = offer;
  if (offer.withheld) refuse('INV-5.withheld', { unit });
  if (!offer.permitNumber) refuse('INV-4.no-permit', { unit });
  const { total, derivation } = dealPrice(offer.totalPrice, discounts, plan.kind, dayOf(now));
  if (total < floor) refuse('INV-4.below-floor', { unit, price: total, floor });
  const depositMax = total.times(depositShareMax);
  if (policy.deposit > depositMax) refuse('SUB-2.deposit-share', { deposit: policy.deposit, depositMax });
  return {
    listPrice: offer.totalPrice,
    dealPrice: total,
    derivation,
    deposit: policy.deposit,
    depositBy: deadlineFor('SUB-3.deposit', now, policy.deadlines),
    signBy: deadlineFor('SUB-7.signing', now, policy.deadlines),
  };
}

/** Co-buyers own shares that add up to one; without them the customer buys alone (SUB-1). */
export function buyersOf(customerId: string, buyers: { customerId: string; share: Rate }[] = []) {
  if (buyers.length === 0) return [{ customerId, share: '1' }];
  if (!Rate.sum(buyers.map((buyer) => buyer.share)).equals(Rate.one)) refuse('SUB-1.shares', {});
  if (!buyers.some((buyer) => buyer.customerId === customerId)) refuse('SUB-1.buyer-missing', {});
  return buyers.map((buyer) => ({ customerId: buyer.customerId, share: buyer.share.toString() }));
}
