import type { SubscriptionState } from '#contracts/sales.js';
import type { DelayState } from '#contracts/sales-subscriptions.js';
import { refuse } from '#kernel/refusal.js';
import { type Day, endOf, type Instant } from '#kernel/time.js';
import { stateWords } from './subscription.js';

/** A subscription as its signing sees it. */
export interface Signable {
  state: SubscriptionState;
  changeId?: string | null;
  signBy: Instant;
  signLatestBy?: Instant | null;
}

/** Not while a change is under way, nor a month after the deadline without the general manager (SUB-5, SUB-7). */
export function refuseUnlessSignable({ changeId, signLatestBy }: Signable, unit: string, now: Instant): void {
  if (changeId) refuse('SUB-5.under-way', { unit });
  if (signLatestBy && now > signLatestBy) refuse('SUB-7.delay-unapproved', { unit, latest: signLatestBy });
}

/** The moment until which a delay is asked for: later than it may be signed already (SUB-7). */
export function delayedUntil(subscription: Signable, until: Day, unit: string, now: Instant): Instant {
  const { state, changeId, signBy } = subscription;
  if (state !== 'effective') refuse('SUB-7.not-effective', { unit, ...stateWords[state] });
  if (changeId) refuse('SUB-5.under-way', { unit });
  const by = endOf(until);
  if (by <= signBy || by <= now) refuse('SUB-7.date', { until, signBy });
  return by;
}

/** The general manager's word, by somebody who did not ask for it (ALL-4); a refusal gives its reason. */
export function delayDecided(
  delay: { state: DelayState; requestedById: string },
  by: { id: string; decision: 'approve' | 'refuse'; reason?: string },
): DelayState {
  const { state, requestedById } = delay;
  if (state !== 'requested') refuse('SUB-7.decided', { state });
  if (by.id === requestedById) refuse('SUB-7.own-request', {});
  if (by.decision === 'refuse' && !by.reason?.trim()) refuse('SUB-7.reason-missing', {});
  return by.decision === 'approve' ? 'approved' : 'refused';
}
