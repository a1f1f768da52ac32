import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { type Day, dayOf, type Instant } from '#kernel/time.js';

/** The terms of a contract's commission, as they were when it was signed (FIN-13). */
export interface CommissionTerms {
  rate: Rate;
  steps: { paidShare: Rate; part: Rate }[];
}

/** All of the commission when all of the price is paid. */
export const stepsUnlessTold: CommissionTerms['steps'] = [{ paidShare: Rate.one, part: Rate.one }];

/** How a deal stands, as far as it earns commission. */
export interface CommissionStanding {
  price: Money;
  paid: Money;
  /** The deal came to nothing. */
  off: boolean;
  /** Too few customer events, and nobody explained it (CRM-6). */
  flagged: boolean;
}

/**
 * What the deal has earned in all: price × rate × the part that its paid share has reached, each rounded to the fen;
 * nothing when it is off or flagged (CRM-6). The largest part counts, in whatever order the steps stand.
 */
export function commissionEarned(
  { rate, steps }: CommissionTerms,
  { price, paid, off, flagged }: CommissionStanding,
): { amount: Money; derivation: Derivation } {
  const why = off ? 'the deal is off' : flagged ? 'fewer than three customer events (CRM-6)' : undefined;
  if (why) return { amount: Money.zero, derivation: derive(why, 'FIN-13', { price, paid }, Money.zero) };
  const whole = price.times(rate);
  const share = price.isPositive ? Rate.of(paid.fen, price.fen) : Rate.zero;
  const part = reached(steps, price, paid);
  const amount = whole.times(part);
  const inner = [derive('price × rate', 'FIN-13', { price, rate }, whole)];
  return {
    amount,
    derivation: derive('commission × part earned', 'FIN-13', { whole, paid, share, part }, amount, inner),
  };
}

/** Compared without rounding the share: 29.9999999999 % is not 30 %. */
function reached(steps: CommissionTerms['steps'], price: Money, paid: Money): Rate {
  const enough = ({ paidShare }: { paidShare: Rate }) => paid.fen * Rate.one.scaled >= price.fen * paidShare.scaled;
  return steps.filter(enough).reduce((most, { part }) => (part > most ? part : most), Rate.zero);
}

/** What somebody is paid for a period: never below zero; what is left below zero is carried into the next (FIN-13). */
export function payout(broughtForward: Money, earned: Money) {
  const due = broughtForward.plus(earned);
  const payable = Money.max(due, Money.zero);
  const carriedForward = due.minus(payable);
  const derivation = derive('brought forward + earned, at least zero', 'FIN-13', { broughtForward, earned }, payable);
  return { broughtForward, earned, payable, carriedForward, derivation };
}

/** Periods follow one another; what is earned later for a day that is settled goes into the next (FIN-13). */
export function refuseUnlessSettleable(until: Day, at: Instant, last?: Day): void {
  const today = dayOf(at);
  if (until > today) refuse('FIN-13.not-yet', { until, today });
  if (last && until <= last) refuse('FIN-13.settled-until', { last });
}
