import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { IsIn, IsInt, IsString, IsUUID, Length } from 'class-validator';
import { ReleaseAnswer, supervisedMovementKinds, type SupervisedMovementKind } from './finance-funds.js';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, Optional } from './fields.js';
import { Command, Query } from './message.js';

/**
 * Money in: `to-verify` → `to-book` → `submitted` → `booked`. Taken back: `to-reverse` → `submitted` → `reversed`.
 * Refunded: `to-pay` → `submitted` → `paid`. Each may end `refused`, and is then tried again or settled at the counter.
 */
export const bookingStates = [
  ...(['to-verify', 'to-book', 'to-reverse', 'to-pay', 'submitted'] as const),
  ...(['booked', 'reversed', 'paid', 'refused'] as const),
];
export type BookingState = (typeof bookingStates)[number];
export const matchingStates = ['asked', 'matched', 'checked'] as const;
export type MatchingState = (typeof matchingStates)[number];
export const matchFindings = ['matched', 'missing-ours', 'missing-bank', 'missing-regulator', 'differs'] as const;
export type MatchFinding = (typeof matchFindings)[number];

// Asked: what the supervision bank has of the money (section 8).

export class BookingAnswer {
  @IsUUID() bookingId!: string;
  @IsIn(bookingStates) state!: BookingState;
}

/** Has what the bank refused sent to it again, under a new reference (FIN-12). */
export class RetryBooking extends Command('finance.retry-booking', BookingAnswer) {
  @IsUUID() bookingId!: string;
}

/** Where the bank has no line: what it said at its counter of money in or out (FIN-12). */
export class RecordBooking extends Command('finance.record-booking', BookingAnswer) {
  @IsUUID() bookingId!: string;
  @IsIn(['verified', 'booked', 'reversed', 'paid', 'refused']) said!:
    'verified' | 'booked' | 'reversed' | 'paid' | 'refused';
  @Optional() @Length(1, 60) slip?: string;
  @Optional() @Length(1, 500) reason?: string;
}

/** Where the bank has no line: what it and the regulator said of a release (FIN-12). */
export class RecordRelease extends Command('finance.record-release', ReleaseAnswer) {
  @IsUUID() releaseId!: string;
  @IsIn(['approved', 'paid', 'refused']) said!: 'approved' | 'paid' | 'refused';
  @Optional() @Length(1, 500) reason?: string;
}

export class BookingRow extends BookingAnswer {
  @IsIn(supervisedMovementKinds) kind!: SupervisedMovementKind;
  @IsMoney() amount!: Money;
  @IsString() unit!: string;
  /** The bank's number of the payment slip 缴款单. */
  @Optional() @IsString() slip?: string;
  @Optional() @IsString() refusedFor?: string;
  @IsInstant() since!: Instant;
}

export class BookingPage {
  @Each(() => BookingRow) items!: BookingRow[];
  @Optional() @IsUUID() next?: string;
}

/** What the bank is to know of an account's money, and how far that is; oldest first (FIN-12). */
export class Bookings extends Query('finance.bookings', BookingPage) {
  @IsUUID() accountId!: string;
  @Optional() @IsIn(bookingStates) state?: BookingState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

// Asked: the three-way day-end matching 三方对账.

/** A line of the day-end file: our reference, and what moved, below zero when it went out. */
export class DayEndLine {
  @Length(1, 80) reference!: string;
  @IsMoney() amount!: Money;
}

export class DayMatchingAnswer {
  @IsUUID() matchingId!: string;
  @IsDay() day!: Day;
  @IsIn(matchingStates) state!: MatchingState;
}

/** Matches a day of an account with bank and regulator, again if need be; the lines where they are typed in (FIN-12). */
export class MatchSupervisedDay extends Command('finance.match-supervised-day', DayMatchingAnswer) {
  @IsUUID() accountId!: string;
  @IsDay() day!: Day;
  @Optional() @Each(() => DayEndLine) bank?: DayEndLine[];
  @Optional() @Each(() => DayEndLine) regulator?: DayEndLine[];
}

export class DayDifferenceAnswer {
  @IsUUID() differenceId!: string;
  @IsIn(matchFindings) finding!: MatchFinding;
}

/** Says why the three do not agree; from then on it is not on the list (FIN-12). */
export class ExplainDayDifference extends Command('finance.explain-day-difference', DayDifferenceAnswer) {
  @IsUUID() differenceId!: string;
  @Length(1, 500) reason!: string;
}

/** Another person checks the day, once every difference is resolved or explained (FIN-12, ALL-4). */
export class CheckDayMatching extends Command('finance.check-day-matching', DayMatchingAnswer) {
  @IsUUID() matchingId!: string;
}

export class DayMatchRow extends DayDifferenceAnswer {
  /** Our movement or release, where it is one of ours. */
  @IsString() reference!: string;
  @IsDay() day!: Day;
  @Optional() @IsMoney() ours?: Money;
  @Optional() @IsMoney() bank?: Money;
  @Optional() @IsMoney() regulator?: Money;
  @Optional() @IsString() explainedFor?: string;
}

export class DayMatchingSheet extends DayMatchingAnswer {
  @IsInt() matched!: number;
  @IsInt() differences!: number;
  @Each(() => DayMatchRow) items!: DayMatchRow[];
}

/** A day's matching, what differs first, at most 500 lines (FIN-12). */
export class DayMatchingById extends Query('finance.day-matching-by-id', DayMatchingSheet) {
  @IsUUID() matchingId!: string;
}

export class DayMatchingPage {
  @Each(() => DayMatchingAnswer) items!: DayMatchingAnswer[];
  @Optional() @IsDay() next?: Day;
}

/** The matchings of an account, latest day first (FIN-12). */
export class DayMatchings extends Query('finance.day-matchings', DayMatchingPage) {
  @IsUUID() accountId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsDay() after?: Day;
}
