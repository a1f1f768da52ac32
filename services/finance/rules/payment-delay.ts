import type { DelayState } from '#contracts/finance-arrears.js';
import type { ReceivableState } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';

interface Owing {
  id: string;
  label: string;
  dueOn: Day;
  state: ReceivableState;
  delayedUntil?: Day | null;
}

/** A delay is to a day that is still to come, of something that is owed (FIN-9). */
export function refuseUnlessDelayable(owed: Owing, until: Day, today: Day): void {
  if (owed.state !== 'open') refuse('FIN-9.not-owed', { label: owed.label });
  const soonest = [owed.dueOn, owed.delayedUntil ?? '', today].toSorted().at(-1)!;
  if (until <= soonest) refuse('FIN-9.delay-until', { until, soonest });
}

/** The decision on a delay of payment (FIN-9): decided once, refused with a reason. */
export function delayDecided(state: DelayState, decision: 'approve' | 'refuse', reason?: string): DelayState {
  if (state !== 'requested') refuse('FIN-9.delay-decided', { state });
  if (decision === 'refuse' && !reason?.trim()) refuse('FIN-9.reason-missing', {});
  return decision === 'approve' ? 'approved' : 'refused';
}

/** The day until which nobody is reminded of it, nor blamed: the approved delay's, if it has one (FIN-9). */
export function dueAfterDelay({ dueOn, delayedUntil }: Pick<Owing, 'dueOn' | 'delayedUntil'>): Day {
  return delayedUntil && delayedUntil > dueOn ? delayedUntil : dueOn;
}

/** What is overdue today without an approved delay, the bank's part included: unreasonable arrears (FIN-9). */
export function overdue(owed: Overdue[], today: Day): Money {
  const late = owed.filter((one) => one.state === 'open' && !one.awaitsNode && dueAfterDelay(one) < today);
  return Money.sum(late.map(({ amount, paid }) => Money.max(amount.minus(paid), Money.zero)));
}

interface Overdue extends Owing {
  amount: Money;
  paid: Money;
  awaitsNode?: boolean;
}
