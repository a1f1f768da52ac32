import type { CustomerKind, GroupRule, PlanKind } from '#contracts/inventory.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { type Rounding, roundingName, timesRounded } from '#kernel/rounding.js';
import { type Day, dayOf, type Instant } from '#kernel/time.js';

/** A standard discount: either a rate of what is left, or an amount off; and on what conditions (INV-6). */
export interface DiscountTerms extends Rounding {
  code: string;
  rate?: Rate | null;
  amount?: Money | null;
  order: number;
  planKinds?: PlanKind[] | null;
  validFrom?: Day | null;
  validUntil?: Day | null;
  endedAt?: Instant | null;
  group?: string | null;
  groupRule?: GroupRule | null;
  layouts?: string[] | null;
  minimumPrice?: Money | null;
  customerKinds?: CustomerKind[] | null;
}

/** What is bought by whom, as far as discounts depend on it. */
export interface Buying {
  layout?: string | null;
  customerKinds?: CustomerKind[];
}

export interface DealPrice {
  total: Money;
  derivation: Derivation;
}

/** The deal price: the list price after the standard discounts in their stacking order, with its derivation (SUB-1). */
export function dealPrice(
  list: Money,
  discounts: DiscountTerms[],
  planKind: PlanKind,
  today: Day,
  buying: Buying = {},
): DealPrice {
  for (const discount of discounts) refuseUnlessGranted(discount, { list, planKind, today, ...buying });
  const ways = stackings(discounts.toSorted((a, b) => a.order - b.order || a.code.localeCompare(b.code)));
  const [{ stacked, total, steps }] = ways.map((way) => stack(list, way)).toSorted(byTotal) as [Stack, ...Stack[]];
  if (discounts.length > 0 && !total.isPositive) refuse('INV-6.price-gone', { list, price: total });
  const codes = stacked.map((discount) => discount.code).join(' ') || 'none';
  const left = discounts.filter((discount) => !stacked.includes(discount)).map((discount) => discount.code);
  const inputs = { list, discounts: codes, ...(left.length > 0 && { leftOutOfGroups: left.join(' ') }) };
  return { total, derivation: derive('list price less discounts', 'SUB-1', inputs, total, steps) };
}

interface Stack extends Pick<DealPrice, 'total'> {
  stacked: DiscountTerms[];
  steps: Derivation[];
}

function byTotal(one: Stack, other: Stack): number {
  if (one.total.equals(other.total)) return 0;
  return one.total < other.total ? -1 : 1;
}

/** Every way to take one discount of each group, the first in order first; refused where a group excludes (INV-6). */
function stackings(discounts: DiscountTerms[]): DiscountTerms[][] {
  const groups = new Map<string, DiscountTerms[]>();
  for (const discount of discounts) {
    const group = discount.group ?? `of its own ${discount.code}`;
    groups.set(group, [...(groups.get(group) ?? []), discount]);
  }
  const choices = [...groups.values()];
  const excluding = choices.find((group) => group.length > 1 && group.some((one) => one.groupRule !== 'best'));
  if (excluding) {
    const codes = excluding.map(({ code }) => code);
    refuse('INV-6.discount-exclusive', { discounts: codes, group: excluding[0]!.group! });
  }
  if (choices.reduce((count, group) => count * group.length, 1) > waysMax) refuse('INV-6.discounts-many', {});
  const all = choices.reduce<DiscountTerms[][]>(
    (ways, group) => ways.flatMap((way) => group.map((one) => [...way, one])),
    [[]],
  );
  return all.map((way) => discounts.filter((discount) => way.includes(discount)));
}

const waysMax = 1_000;

function stack(list: Money, stacked: DiscountTerms[]): Stack {
  let total = list;
  const steps = stacked.map((discount) => {
    const price = total;
    const { code, rate, amount, roundTo, roundBy } = discount;
    total = rate ? timesRounded(price, rate, discount) : price.minus(amount!);
    if (!rate) return derive('price − amount', 'INV-6', { price, amount: amount!, discount: code }, total);
    const step = derive('price × rate', 'INV-6', { price, rate, discount: code }, total);
    return { ...step, rounding: roundingName({ roundTo, roundBy }) };
  });
  return { stacked, total, steps };
}

interface Granting extends Buying {
  list: Money;
  planKind: PlanKind;
  today: Day;
}

function refuseUnlessGranted(terms: DiscountTerms, { list, planKind, today, layout, customerKinds }: Granting): void {
  const { code: discount, planKinds, validFrom, validUntil, endedAt } = terms;
  if (endedAt) refuse('INV-6.discount-ended', { discount, endedAt: dayOf(endedAt) });
  if (planKinds && !planKinds.includes(planKind)) refuse('INV-6.discount-plan', { discount, plan: planKind });
  if (validFrom && validFrom > today) refuse('INV-6.discount-early', { discount, validFrom });
  if (validUntil && validUntil < today) refuse('INV-6.discount-expired', { discount, validUntil });
  if (terms.layouts && !(layout && terms.layouts.includes(layout)))
    refuse('INV-6.discount-layout', { discount, layouts: terms.layouts });
  if (terms.minimumPrice && list < terms.minimumPrice)
    refuse('INV-6.discount-minimum', { discount, minimum: terms.minimumPrice, list });
  if (terms.customerKinds && !terms.customerKinds.some((kind) => customerKinds?.includes(kind)))
    refuse('INV-6.discount-customer', { discount, kinds: terms.customerKinds });
}
