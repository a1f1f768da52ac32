import type { AgeBucket } from '#contracts/finance-arrears.js';
import { derive } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { addDays, type Day } from '#kernel/time.js';

/** The last day late of each bucket 账龄 (FIN-9). */
const lastDay: Record<AgeBucket, number> = { '0-30': 30, '31-60': 60, '61-90': 90, 'over-90': Infinity };
const ageBuckets = Object.keys(lastDay) as AgeBucket[];

export function bucketOf(daysLate: number): AgeBucket {
  return ageBuckets.find((bucket) => daysLate <= lastDay[bucket])!;
}

/** The due days of what is in the bucket today: from, which is left out, to; `from` is open for the oldest. */
export function dueDaysOf(bucket: AgeBucket, today: Day): { from?: Day; to: Day } {
  const younger = ageBuckets[ageBuckets.indexOf(bucket) - 1];
  const to = addDays(today, younger ? -lastDay[younger] - 1 : -1);
  return bucket === 'over-90' ? { to } : { from: addDays(today, -lastDay[bucket]), to };
}

/** What is overdue in one bucket of one consultant. */
export interface Aged {
  consultantId: string;
  bucket: AgeBucket;
  count: number;
  amount: Money;
  unreasonable: Money;
}

/** The project's summary, then each consultant's, the most owed first (FIN-9). */
export function ageing(rows: Aged[], today: Day) {
  const consultants = [...new Set(rows.map(({ consultantId }) => consultantId))];
  const each = consultants.map((consultantId) => {
    const theirs = rows.filter((row) => row.consultantId === consultantId);
    return { consultantId, ...summary(theirs, today) };
  });
  return [summary(rows, today), ...each.toSorted((one, other) => (other.amount.fen > one.amount.fen ? 1 : -1))];
}

function summary(rows: Aged[], today: Day) {
  const buckets = ageBuckets.map((bucket) => {
    const its = rows.filter((row) => row.bucket === bucket);
    return { bucket, ...totals(its) };
  });
  const { count, amount } = totals(rows);
  const unreasonable = Money.sum(rows.map((row) => row.unreasonable));
  const inputs = Object.fromEntries(buckets.map((row) => [row.bucket, row.amount]));
  const derivation = derive('sum of amount − paid of what is open and overdue', 'FIN-9', { today, ...inputs }, amount);
  return { count, amount, unreasonable, buckets, derivation };
}

function totals(rows: Aged[]) {
  return { count: rows.reduce((sum, row) => sum + row.count, 0), amount: Money.sum(rows.map(({ amount }) => amount)) };
}
