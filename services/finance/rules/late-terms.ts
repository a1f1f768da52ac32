import type { LateFeeSettings } from '#contracts/finance-late-fees.js';
import type { Clauses } from '#contracts/sales.js';
import type { Area } from '#kernel/area.js';

/** What a deal keeps of its contract for late fees, and what its project has decided about them by now (FIN-7). */
export function keptTerms(
  { clauses, buildingArea }: { clauses: Clauses; buildingArea: Area },
  { onLoan = false, last = false }: LateFeeSettings = {},
) {
  return { ...lateClauses(clauses), lateOnLoan: onLoan, lateFeesLast: last, buildingArea };
}

/** The days of grace are not among them: the fee runs from the day after the due date (model contract art. 8). */
export function lateClauses({ buyerLateRate, buyerLateTierDays, buyerLateRateBeyond }: Clauses) {
  const second = { lateTierDays: buyerLateTierDays ?? null, lateRateBeyond: buyerLateRateBeyond ?? null };
  return { lateRate: buyerLateRate, ...second };
}
