import { deadlineFor } from '#kernel/deadlines.js';
import type { Instant } from '#kernel/time.js';

/** What sign-in knows of an account. */
export interface Account {
  failures: number;
  lockedUntil?: Instant | null;
  leftAt?: Instant | null;
  closedAt?: Instant | null;
  mustChangePassword: boolean;
  passwordSetAt: Instant;
}

const failuresAllowed = 5;
const lockMinutes = 15;
/** Failures from one address within the lock's length, over all logins: many people may share an address. */
export const failuresPerAddress = 100;

/** Why nobody can sign in to this account now, whatever the password (GAT-1); undefined when somebody can. */
export function obstacle({ leftAt, closedAt, lockedUntil }: Account, now: Instant): 'closed' | 'locked' | undefined {
  if (closedAt || leftAt) return 'closed';
  return lockedUntil && lockedUntil > now ? 'locked' : undefined;
}

/** The account after a wrong password: the fifth in a row locks it for a quarter of an hour. */
export function afterFailure(account: Account, now: Instant): Pick<Account, 'failures' | 'lockedUntil'> {
  const failures = account.failures + 1;
  if (failures < failuresAllowed) return { failures, lockedUntil: null };
  return { failures: 0, lockedUntil: new Date(now.getTime() + lockMinutes * 60_000) };
}

/** Since when failures from an address count. */
export function countedSince(now: Instant): Instant {
  return new Date(now.getTime() - lockMinutes * 60_000);
}

/** An initial password is changed at first use, any other after 90 days. */
export function passwordIsDue({ mustChangePassword, passwordSetAt }: Account, now: Instant): boolean {
  return mustChangePassword || now > deadlineFor('GAT-1.password', passwordSetAt);
}
