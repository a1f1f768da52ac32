import type { FeeOccasion, FeeSetting } from '#contracts/finance-late-fees.js';
import type { ReceivableKind } from '#contracts/finance.js';
import type { Area } from '#kernel/area.js';
import { derive } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { addDays, type Day } from '#kernel/time.js';
import type { OwedTerms } from './receivables.js';
import type { Owed } from './standing.js';

/** What a fee is computed from. */
export interface FeeBase {
  price?: Money | null;
  dealPrice?: Money | null;
  buildingArea?: Area | null;
}

/** The fees that the project takes on this occasion (FIN-1), numbered after those of their kind that are there. */
export function feesOwed(
  on: FeeOccasion,
  settings: FeeSetting[] | undefined,
  base: FeeBase,
  owed: Owed[],
  day: Day,
): OwedTerms[] {
  const kind = kinds[on];
  const before = owed.filter((one) => one.kind === kind);
  // Once a deal: its keys and its title are handed over once, however often that is told.
  if (kind !== 'change-fee' && before.length > 0) return [];
  const terms = (settings ?? []).filter((fee) => fee.on === on).map((fee) => ({ fee, ...amountOf(fee, base) }));
  return terms
    .filter(({ amount }) => amount.isPositive)
    .map(({ fee: { label, dueDays = 0 }, amount, derivation }, at) => {
      return { kind, label, line: before.length + at + 1, amount, dueOn: addDays(day, dueDays), derivation };
    });
}

const kinds: Record<FeeOccasion, ReceivableKind> = {
  ...({ rename: 'change-fee', swap: 'change-fee', amendment: 'change-fee' } as const),
  ...({ handover: 'handover-fee', title: 'title-fee' } as const),
};

function amountOf({ on, label, amount, rate, perM2 }: FeeSetting, { price, dealPrice, buildingArea }: FeeBase) {
  const of = price ?? dealPrice;
  if (amount) return { amount, derivation: derive('fixed amount', 'FIN-1', { on, label, amount }, amount) };
  if (rate && of) {
    const share = of.times(rate);
    return { amount: share, derivation: derive('price × rate', 'FIN-1', { on, label, price: of, rate }, share) };
  }
  const all = perM2 && buildingArea ? buildingArea.at(perM2) : Money.zero;
  const inputs = { on, label, ...(perM2 && { perM2 }), ...(buildingArea && { buildingArea }) };
  return { amount: all, derivation: derive('building area × amount per m²', 'FIN-1', inputs, all) };
}
