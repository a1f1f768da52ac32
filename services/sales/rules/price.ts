import type { PlanKind } from '#contracts/inventory.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';

/** A standard discount: either a rate of what is left, or an amount off (INV-6). */
export interface DiscountTerms {
  code: string;
  rate?: Rate | null;
  amount?: Money | null;
  order: number;
  planKinds?: PlanKind[] | null;
  validUntil?: Day | null;
}

/** The deal price: the list price after the standard discounts in their stacking order, with its derivation (SUB-1). */
export function dealPrice(
  list: Money,
  discounts: DiscountTerms[],
  planKind: PlanKind,
  today: Day,
): { total: Money; derivation: Derivation } {
  let total = list;
  const steps: Derivation[] = [];
  for (const discount of discounts.toSorted((a, b) => a.order - b.order || a.code.localeCompare(b.code))) {
    refuseUnlessGranted(discount, planKind, today);
    const before = total;
    total = discount.rate ? before.times(discount.rate) : before.minus(discount.amount!);
    const by: Record<string, Money | Rate> = discount.rate ? { rate: discount.rate } : { amount: discount.amount! };
    steps.push(derive(discount.rate ? 'price × rate' : 'price − amount', 'INV-6', { price: before, ...by }, total));
  }
  const codes = discounts.map((discount) => discount.code).join(' ') || 'none';
  return { total, derivation: derive('list price less discounts', 'SUB-1', { list, discounts: codes }, total, steps) };
}

function refuseUnlessGranted({ code, planKinds, validUntil }: DiscountTerms, planKind: PlanKind, today: Day): void {
  if (planKinds && !planKinds.includes(planKind)) refuse('INV-6.discount-plan', { discount: code, plan: planKind });
  if (validUntil && validUntil < today) refuse('INV-6.discount-expired', { discount: code, validUntil });
}
