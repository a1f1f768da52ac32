import type { ChangeKind } from '#contracts/sales-subscriptions.js';
import type { DepositType, SubscriptionState } from '#contracts/sales.js';
import type { DeadlineId } from '#kernel/deadlines.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';
import { stateWords } from './subscription.js';

/** A subscription as changes see it. */
export interface Changeable {
  state: SubscriptionState;
  changeId?: string | null;
  referredAt?: Instant | null;
  signBy: Instant;
}

/** A subscription is changed while it lives, by one change at a time, and not while finance decides on it. */
export function refuseUnlessFree({ state, changeId, referredAt }: Changeable, unit: string): void {
  if (state === 'contracted' || state === 'cancelled') refuse('SUB-5.not-living', { unit, ...stateWords[state] });
  if (changeId) refuse('SUB-5.under-way', { unit });
  if (referredAt) refuse('SUB-4.referred', { unit });
}

/** Rename and swap come before the signing deadline (SUB-5). */
export function refuseUnlessChangeable(subscription: Changeable, unit: string, now: Instant): void {
  refuseUnlessFree(subscription, unit);
  const { signBy } = subscription;
  if (now > signBy) refuse('SUB-5.too-late', { unit, signBy });
}

/** What the agreement lets the seller keep at a withdrawal: a share of what was paid, and only of 定金 (SUB-6, SUB-2). */
export function retainMax(paid: Money, depositType: DepositType, share?: Rate | null): Money {
  if (depositType !== 'legal' || !share?.isPositive) return Money.zero;
  return Money.min(paid, paid.times(share));
}

export function refuseMoreThanAgreed(retain: Money, most: Money, unit: string): void {
  if (retain.isNegative || retain > most) refuse('SUB-6.more-than-agreed', { unit, retain, most });
}

/** A rename or swap is taken back only while its receipts wait to be exchanged (SUB-5). */
export function refuseUnlessWithdrawable(change: { kind: ChangeKind; state: string }): void {
  const { kind, state } = change;
  if (kind === 'withdrawal' || state !== 'requested') refuse('SUB-5.not-withdrawable', { kind, state });
}

/** A subscription whose deadlines stood still while a change was under way. */
export interface Paused {
  state: SubscriptionState;
  depositBy: Instant;
  signBy: Instant;
  signLatestBy?: Instant | null;
  keeps: number;
  depositOverdueSince?: Instant | null;
  signingOverdueSince?: Instant | null;
  delayOverdueSince?: Instant | null;
}

/**
 * The change came to nothing: the subscription stands as before. A deadline still ahead is what it was; one that passed
 * meanwhile gives the time that was left when the change began (SUB-5, SUB-6).
 */
export function revived(subscription: Paused, pausedAt: Instant, now: Instant) {
  const again = (by: Instant) =>
    by > now ? by : new Date(now.getTime() + Math.max(0, by.getTime() - pausedAt.getTime()));
  const { state, keeps, depositOverdueSince, signingOverdueSince, delayOverdueSince } = subscription;
  const depositBy = depositOverdueSince ? subscription.depositBy : again(subscription.depositBy);
  const signBy = signingOverdueSince ? subscription.signBy : again(subscription.signBy);
  const signLatestBy = subscription.signLatestBy && !delayOverdueSince ? again(subscription.signLatestBy) : null;
  const dueAgain: [DeadlineId, Instant][] = [];
  if (state === 'awaiting-deposit' && !depositOverdueSince)
    dueAgain.push([keeps > 0 ? 'SUB-4.deposit-rest' : 'SUB-3.deposit', depositBy]);
  if (!signingOverdueSince) dueAgain.push(['SUB-7.signing', signBy]);
  else if (signLatestBy) dueAgain.push(['SUB-7.delay', signLatestBy]);
  return { terms: { depositBy, signBy, signLatestBy: signLatestBy ?? subscription.signLatestBy }, dueAgain };
}
