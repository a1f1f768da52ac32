import type { ReceivableState } from '#contracts/finance.js';
import { divideHalfUp } from '#kernel/decimal.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { type Day, daysBetween } from '#kernel/time.js';

/** What the contract says of late payment (model contract art. 8): a day's share, and when another replaces it. */
export interface LateTerms {
  rate: Rate;
  /** Late beyond so many days the second rate is the rate of the whole period. */
  tierDays?: number | null;
  rateBeyond?: Rate | null;
}

/** Money that was put to an instalment, and the day that it counts as paid. */
export interface PaidSlice {
  amount: Money;
  valueDay: Day;
}

/** An instalment as its late fee sees it. */
export interface LateLine {
  amount: Money;
  paid: Money;
  dueOn: Day;
  state: ReceivableState;
  /** What waits for a construction node is not late, whatever its plan says (INV-6). */
  awaitsNode?: boolean;
  /** It is late after this day and not after `dueOn`: an approved delay, a revised contract. */
  lateAfter?: Day | null;
  /** What was paid of it, and what a revision cut off; nothing when left out. */
  slices?: PaidSlice[];
}

/** A part of an instalment that was late: so much, so many days, at the rate of its tier. */
export interface LateSlice extends PaidSlice {
  days: number;
  rate: Rate;
  tier: 1 | 2;
  /** Rounded for reading; the line's fee is rounded once, from the exact sum. */
  fee: Money;
}

/** A late fee 违约金 and how it came to be (FIN-7, ALL-2). */
export interface LateFee {
  amount: Money;
  slices: LateSlice[];
  derivation: Derivation;
}

/**
 * The late fee of what was paid of an instalment (FIN-7): overdue × daily rate × days, from the day after the due date
 * to the day of payment, a slice for each day on which money came in; one exact sum, rounded once to the fen.
 * The days of grace do not count: in the model contract they are those after which the seller may rescind.
 */
export function lateFee(line: LateLine, terms: LateTerms): LateFee {
  return summed(lateSlices(line, line.slices ?? [], terms), line, terms);
}

/** What runs on what is still unpaid: how much more the fee would be if all of it were paid today. */
export function accrued(line: LateLine, terms: LateTerms, today: Day): LateFee {
  const unpaid = line.state === 'open' ? line.amount.minus(line.paid) : Money.zero;
  const running = lateSlices(line, [{ amount: unpaid, valueDay: today }], terms);
  const soFar = lateFee(line, terms);
  const whole = summed([...soFar.slices, ...running], line, terms);
  const amount = whole.amount.minus(soFar.amount);
  const inputs = { ifPaidOn: today, fee: whole.amount, already: soFar.amount };
  const derivation = derive('late fee if paid today − late fee so far', 'FIN-7', inputs, amount, [whole.derivation]);
  return { amount, slices: running, derivation };
}

/** What is left of a fee after what was waived of it (FIN-7): a waiver counts for as much as there is. */
export function afterWaiver(fee: LateFee, waived: Money): { amount: Money; waived: Money; derivation: Derivation } {
  const counted = Money.min(waived, fee.amount);
  const amount = fee.amount.minus(counted);
  if (counted.isZero) return { amount, waived: counted, derivation: fee.derivation };
  const inputs = { fee: fee.amount, waived: counted };
  const derivation = derive('late fee − waived', 'FIN-7', inputs, amount, [fee.derivation]);
  return { amount, waived: counted, derivation };
}

/** The day after which the instalment is late; undefined while nobody can say. */
export function lateAfter({ dueOn, lateAfter: later, awaitsNode }: LateLine): Day | undefined {
  if (awaitsNode) return undefined;
  return later && later > dueOn ? later : dueOn;
}

/** Money of one day is one slice, however many receipts it came in. */
function lateSlices(line: LateLine, paid: PaidSlice[], terms: LateTerms): LateSlice[] {
  const after = lateAfter(line);
  if (after === undefined) return [];
  const byDay = new Map<Day, Money>();
  for (const { amount, valueDay } of paid) byDay.set(valueDay, (byDay.get(valueDay) ?? Money.zero).plus(amount));
  return [...byDay]
    .filter(([day, amount]) => day > after && amount.isPositive)
    .toSorted(([day], [other]) => (day < other ? -1 : 1))
    .map(([valueDay, amount]) => slice(amount, valueDay, daysBetween(after, valueDay), terms));
}

function slice(amount: Money, valueDay: Day, days: number, { rate: first, tierDays, rateBeyond }: LateTerms) {
  const beyond = rateBeyond && tierDays && days > tierDays;
  const [rate, tier] = beyond ? [rateBeyond, 2 as const] : [first, 1 as const];
  return { amount, valueDay, days, rate, tier, fee: rounded(exact({ amount, rate, days })) };
}

function summed(slices: LateSlice[], line: LateLine, { rate, tierDays, rateBeyond }: LateTerms): LateFee {
  const amount = rounded(slices.reduce((sum, one) => sum + exact(one), 0n));
  const steps = slices.map(({ amount: overdue, valueDay: paidOn, days, rate: daily, tier, fee }) =>
    derive('overdue × daily rate × days', 'FIN-7', { overdue, rate: daily, days, tier, paidOn }, fee),
  );
  const inputs = { lateAfter: lateAfter(line) ?? '—', rate, ...(tierDays && rateBeyond && { tierDays, rateBeyond }) };
  return { amount, slices, derivation: derive('Σ overdue × daily rate × days', 'FIN-7', inputs, amount, steps) };
}

/** In fen times 10^10. */
function exact({ amount, rate, days }: Pick<LateSlice, 'amount' | 'rate' | 'days'>): bigint {
  return amount.fen * rate.scaled * BigInt(days);
}

function rounded(sum: bigint): Money {
  return Money.fen(divideHalfUp(sum, Rate.one.scaled));
}
