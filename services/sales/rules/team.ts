import { refuse } from '#kernel/refusal.js';
import { addMonths, startOf, type Day, type Instant } from '#kernel/time.js';

/** A month from its first instant in China to the first of the next. */
export function monthSpan(name: string): { name: string; from: Instant; to: Instant } {
  const first = `${name}-01`;
  return { name, from: startOf(first), to: startOf(addMonths(first, 1)) };
}

/** Only a month that is over is closed (CRM-5). */
export function refuseRunning(month: string, now: Instant): void {
  if (now < monthSpan(month).to) refuse('CRM-5.month-running', { month });
}

/** The last day of a membership (CRM-5), or the refusal. */
export function membershipEnd(membership: { from: Day } | null, until: Day): { until: Day } {
  if (!membership) refuse('CRM-5.not-a-member', {});
  if (until < membership.from) refuse('CRM-5.until-before-from', { until, from: membership.from });
  return { until };
}
