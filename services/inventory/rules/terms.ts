import type { PlanKind } from '#contracts/inventory.js';
import type { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';

export interface PlanTerms {
  kind: PlanKind;
  lines: { label: string; share: Rate; kind: 'price' | 'loan' }[];
}

/** Refuses a plan whose shares are not parts of one whole, or that lends without being a mortgage plan (INV-6). */
export function refuseUnlessWhole({ kind, lines }: PlanTerms): void {
  const empty = lines.find((line) => !line.share.isPositive);
  if (empty) refuse('INV-6.share', { label: empty.label, share: empty.share });
  const sum = Rate.sum(lines.map((line) => line.share));
  if (!sum.equals(Rate.one)) refuse('INV-6.shares', { sum });
  const loan = lines.find((line) => line.kind === 'loan');
  if (loan && kind !== 'mortgage') refuse('INV-6.loan-line', { label: loan.label, kind });
}

/** Refuses a discount that is not exactly one of a rate below one and an amount above zero (INV-6). */
export function refuseUnlessOne({ rate, amount }: { rate?: Rate; amount?: Money }): void {
  if (Boolean(rate) === Boolean(amount)) refuse('INV-6.rate-or-amount', {});
  if (rate && (!rate.isPositive || rate >= Rate.one)) refuse('INV-6.rate', { rate });
  if (amount && !amount.isPositive) refuse('INV-6.amount', { amount });
}
