import type { Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import { addDays, type Day } from '#kernel/time.js';
import { accrued, afterWaiver, lateFee, type LateFee, type LateLine, type LateTerms } from './late-fee.js';
import type { Slice } from './lineage.js';
import { lateFeeOwed, type OwedTerms } from './receivables.js';
import type { DealState, Owed } from './standing.js';

/** What a deal says of late payment: the clauses of its contract, and what its project had decided then. */
export interface LateDeal {
  state: DealState;
  withdrawalId?: string | null;
  lateRate?: Rate | null;
  lateTierDays?: number | null;
  lateRateBeyond?: Rate | null;
  lateOnLoan: boolean;
  /** Of a deal that was taken over: late fees run from this day on alone. */
  lateFrom?: Day | null;
}

/** An instalment, or its late fee, as it is kept. */
export interface Instalment extends Owed {
  lateAfter?: Day | null;
  /** What a revision cut off, unpaid, and when: it was late until then. */
  cut?: Money | null;
  cutOn?: Day | null;
  /** Of an instalment: what may be waived of its late fee in all. Of a late fee: as much of that as it comes to. */
  waived: Money;
  /** Of a late fee: the instalment. */
  lateOf?: string | null;
}

/** The late fee of an instalment as it is now: of what was paid, of what is unpaid, and of both after waivers. */
export interface FeeNow<T extends Instalment = Instalment> {
  of: T;
  /** The receivable that it is owed as, if it is. */
  owed?: T;
  line: LateLine;
  fee: LateFee;
  /** As what it becomes owed when it comes to something. */
  terms: OwedTerms;
  /** What of the fee is left to be owed. */
  net: { amount: Money; waived: Money; derivation: Derivation };
}

/** What runs beside it until a day, and how much that leaves to pay. */
export interface FeeOn<T extends Instalment = Instalment> extends FeeNow<T> {
  accrued: LateFee;
  /** Of both. */
  waived: Money;
  paid: Money;
  outstanding: Money;
}

/** The terms that late fees run by; undefined while there are none: no contract, or one that is over. */
export function termsOf(deal: LateDeal): LateTerms | undefined {
  const { state, withdrawalId, lateRate: rate, lateTierDays: tierDays, lateRateBeyond: rateBeyond } = deal;
  return state === 'contracted' && !withdrawalId && rate ? { rate, tierDays, rateBeyond } : undefined;
}

/** The late fee of every instalment that has one, or had (FIN-7). */
export function feesNow<T extends Instalment>(deal: LateDeal, owed: T[], slices: Slice[]): FeeNow<T>[] {
  const terms = termsOf(deal);
  if (!terms) return [];
  const fees = new Map(owed.flatMap((one) => (one.lateOf ? [[one.lateOf, one] as const] : [])));
  return owed
    .filter(({ kind }) => kind === 'price' || (kind === 'loan' && deal.lateOnLoan))
    .map((of) => {
      const line = lateLine(deal, of, slices);
      const fee = lateFee(line, terms);
      return { of, owed: fees.get(of.id), line, fee, terms: lateFeeOwed(of), net: afterWaiver(fee, of.waived) };
    });
}

/** The same with what runs until this day; before today it is as it was on that day, as far as payments go. */
export function feesOn<T extends Instalment>(deal: LateDeal, owed: T[], slices: Slice[], day: Day): FeeOn<T>[] {
  const terms = termsOf(deal);
  if (!terms) return [];
  const later = slices.filter(({ valueDay }) => valueDay > day);
  const then = slices.filter(({ valueDay }) => valueDay <= day);
  const paidThen = (one: Instalment) => one.paid.minus(laid(later, one));
  return feesNow(deal, owed, then).map((now) => {
    const reopened = now.of.state === 'paid' && laid(later, now.of).isPositive;
    const line = { ...now.line, paid: paidThen(now.of), ...(reopened && { state: 'open' as const }) };
    const running = accrued(line, terms, day);
    const whole = now.fee.amount.plus(running.amount);
    const waived = Money.min(now.of.waived, whole);
    const paid = now.owed ? paidThen(now.owed) : Money.zero;
    const outstanding = Money.max(whole.minus(waived).minus(paid), Money.zero);
    return { ...now, line, accrued: running, waived, paid, outstanding };
  });
}

/** What can still be waived of an instalment's late fee: all of it, running or owed, that is not waived yet. */
export function waivable({ fee, accrued: running, of }: FeeOn): Money {
  return Money.max(fee.amount.plus(running.amount).minus(of.waived), Money.zero);
}

/** What runs beside what is owed of it already, less what is waived of that. */
export function stillRunning({ outstanding, net, paid }: FeeOn): Money {
  return outstanding.minus(Money.max(net.amount.minus(paid), Money.zero));
}

function lateLine({ lateFrom }: LateDeal, one: Instalment, slices: Slice[]): LateLine {
  const { amount, paid, dueOn, state, awaitsNode, cut, cutOn } = one;
  const lies = slices.filter(({ receivableId }) => receivableId === one.id);
  const cutOff = cut && cutOn ? [{ amount: cut, valueDay: cutOn }] : [];
  const fromThen = lateFrom ? addDays(lateFrom, -1) : '';
  const lateAfter = one.lateAfter && one.lateAfter > fromThen ? one.lateAfter : fromThen;
  return { amount, paid, dueOn, state, awaitsNode, lateAfter: lateAfter || null, slices: [...lies, ...cutOff] };
}

function laid(slices: Slice[], { id }: Owed): Money {
  return Money.sum(slices.filter(({ receivableId }) => receivableId === id).map(({ amount }) => amount));
}
