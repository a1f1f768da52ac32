import type { SubscriptionState } from '#contracts/sales.js';
import { deadlineFor, type DeadlineLengths } from '#kernel/deadlines.js';
import { refuse } from '#kernel/refusal.js';
import { type Day, dayOf, endOf, type Instant } from '#kernel/time.js';

/** A subscription on the list 已定购未交足定金, or not. */
export interface Short {
  state: SubscriptionState;
  keeps: number;
  depositOverdueSince?: Instant | null;
  referredAt?: Instant | null;
  changeId?: string | null;
}

/** Only what is on the list is kept or referred, and once it is referred finance decides (SUB-4). */
export function refuseUnlessShort(subscription: Short, unit: string): void {
  const { state, depositOverdueSince, referredAt, changeId } = subscription;
  if (state !== 'awaiting-deposit' || !depositOverdueSince) refuse('SUB-4.not-on-list', { unit });
  if (referredAt) refuse('SUB-4.referred', { unit });
  if (changeId) refuse('SUB-5.under-way', { unit });
}

/** Until when it is kept: the end of that day, within the project's length, and so many times (SUB-4). */
export function keptUntil(
  subscription: Short & { unit: string },
  until: Day,
  policy: { keepsMax: number; lengths: DeadlineLengths },
  now: Instant,
): Instant {
  const { unit, keeps } = subscription;
  refuseUnlessShort(subscription, unit);
  if (keeps >= policy.keepsMax) refuse('SUB-4.kept-too-often', { unit, keepsMax: policy.keepsMax });
  const latest = deadlineFor('SUB-4.deposit-rest', now, policy.lengths);
  const by = endOf(until);
  if (until < dayOf(now) || by > latest) refuse('SUB-4.date', { until, latest: dayOf(latest) });
  return by;
}

/** A subscription with a short deposit is kept at most so often, unless the project says otherwise. */
export const keepsMaxDefault = 2;
