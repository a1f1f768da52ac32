import type { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { paidEnough } from './points.js';

/** What the ledger says of points (MEM-3): they are earned frozen, released, frozen again, redeemed, clawed back. */
export type EntryKind = 'earned' | 'released' | 'frozen' | 'redeemed' | 'clawed-back';

/** A line of the ledger: how the balance changes, and how much of it is frozen. */
export interface Entry {
  kind: EntryKind;
  points: number;
  frozen: number;
}

/** What a member has: the balance, and how much of it cannot be redeemed yet. */
export interface Balance {
  points: number;
  frozen: number;
}

export function balanceOf(entries: Balance[]): Balance {
  const sum = (of: keyof Balance) => entries.reduce((total, entry) => total + entry[of], 0);
  return { points: sum('points'), frozen: sum('frozen') };
}

/** Confirmed points are the member's, frozen while the buyer has paid less than 80% (MEM-2). */
export function earned(points: number, share: Rate): Entry {
  return { kind: 'earned', points, frozen: paidEnough(share) ? 0 : points };
}

/**
 * What the buyer's next payment, or its reversal, changes in what is frozen of one application; null: nothing. Only
 * what is there can be frozen again: points may have been taken back for another deal meanwhile.
 */
export function thaw(points: number, application: Balance, member: Balance, share: Rate): Entry | null {
  const wanted = paidEnough(share) ? 0 : Math.min(points, free(application, member));
  const change = wanted - application.frozen;
  return change === 0 ? null : { kind: change < 0 ? 'released' : 'frozen', points: 0, frozen: change };
}

/** Redeems the points of one application; points taken back for another deal may have left too few (MEM-3). */
export function redeemed(points: number, application: Balance, member: Balance): Entry {
  const balance = free(application, member);
  if (balance < points) refuse('MEM-3.balance-short', { balance, points });
  return { kind: 'redeemed', points: -points, frozen: 0 - application.frozen };
}

/**
 * What is taken back when the deal falls through (MEM-3): the points of the application or, where they were redeemed,
 * as much as the member has left that is not frozen for another deal. `shortfall` is what could not be had.
 */
export function clawBack(points: number, application: Balance, member: Balance): { entry: Entry; shortfall: number } {
  const there = Math.min(points, free(application, member));
  const entry: Entry = { kind: 'clawed-back', points: 0 - there, frozen: 0 - application.frozen };
  return { entry, shortfall: points - there };
}

/** What the member has that is not frozen for other deals. */
function free(application: Balance, member: Balance): number {
  return member.points - (member.frozen - application.frozen);
}
