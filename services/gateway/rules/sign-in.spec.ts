import { describe, expect, it } from '@jest/globals';
import { type Account, afterFailure, obstacle, passwordIsDue } from './sign-in.js';

const now = new Date('2026-11-23T09:00:00+08:00');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const account: Account = { failures: 0, mustChangePassword: false, passwordSetAt: now };

describe('GAT-1 sign-in', () => {
  it('locks the account for a quarter of an hour at the fifth wrong password in a row', () => {
    const tried = { ...account };
    for (const failures of [1, 2, 3, 4]) {
      Object.assign(tried, afterFailure(tried, now));
      expect(tried).toMatchObject({ failures, lockedUntil: null });
    }
    Object.assign(tried, afterFailure(tried, now));
    expect(tried.lockedUntil).toEqual(later(15));
    expect(obstacle(tried, later(14))).toBe('locked');
    expect(obstacle(tried, later(16))).toBeUndefined();
  });

  it('lets nobody in to a closed account', () => {
    expect(obstacle({ ...account, closedAt: now }, now)).toBe('closed');
    expect(obstacle(account, now)).toBeUndefined();
  });

  it('has an initial password changed at first use, and any password after 90 days', () => {
    expect(passwordIsDue({ ...account, mustChangePassword: true }, now)).toBe(true);
    expect(passwordIsDue(account, later(89 * 24 * 60))).toBe(false);
    expect(passwordIsDue(account, later(92 * 24 * 60))).toBe(true);
  });
});
