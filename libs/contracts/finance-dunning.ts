import type { Day, Instant } from '#kernel/time.js';
import { Each, IsDay, IsInstant, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { Command, Query, Told } from './message.js';
import { ArrayMaxSize, IsIn, IsInt, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';

export const dunningChannels = ['sms', 'call', 'letter', 'lawyer'] as const;
export type DunningChannel = (typeof dunningChannels)[number];
/** A message is `planned`, `told` to those who know the phone, `sent`; a task is `todo`, `done`; `dropped`: too late. */
export const reminderStates = ['planned', 'told', 'sent', 'todo', 'done', 'dropped'] as const;

export type ReminderState = (typeof reminderStates)[number];
export const reminderResults = ['reached', 'promised', 'not-reached', 'delivered', 'returned', 'refused'] as const;
export type ReminderResult = (typeof reminderResults)[number];
/** `09:00`, and `24:00`. */
const timeOfDay = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** A step of the dunning ladder 催款阶梯: one a day; what comes after the lawyer's is not taken (FIN-10). */
export class DunningStep {
  /** Days after the day that it is due; before it when negative. */
  @IsInt() @Min(-60) @Max(365) after!: number;
  /** An SMS goes by itself, a call and a letter 催款函 are somebody's task, the lawyer's notice is the CFO's to refer. */
  @IsIn(dunningChannels) channel!: DunningChannel;
  /** Of an SMS; {project}, {unit}, {label}, {amount}, {dueOn} and {daysLate} become what they name. */
  @Optional() @Length(1, 300) text?: string;
}

/** How overdue instalments are dunned (FIN-10). */
export class DunningSettings {
  /** SMS 3 days before and 1 day after, a call after 7, a letter after 15, the lawyer after 30; none when empty. */
  @Optional() @Each(() => DunningStep) @ArrayMaxSize(20) steps?: DunningStep[];
  /** Messages go out between these times of the day: 09:00 and 20:00; a window that is none is the whole day. */
  @Optional() @Matches(timeOfDay) from?: string;
  @Optional() @Matches(timeOfDay) to?: string;
  /** At most so many messages a day: 1 to a customer, 500 in the project. */
  @Optional() @IsInt() @Min(1) @Max(20) dailyPerCustomer?: number;
  @Optional() @IsInt() @Min(1) @Max(100_000) dailyPerProject?: number;
}

export class ReminderAnswer {
  @IsUUID() reminderId!: string;
  @IsIn(reminderStates) state!: ReminderState;
}

/** What came of a call, a letter, or a message that could not be sent and was made by hand (FIN-10). */
export class RecordReminder extends Command('finance.record-reminder', ReminderAnswer) {
  @IsUUID() reminderId!: string;
  @IsIn(reminderResults) result!: ReminderResult;
  @Length(1, 500) note!: string;
}

export class DunningAnswer {
  @IsUUID() dealId!: string;
  /** Nothing goes out up to and including this day. */
  @Optional() @IsDay() pausedUntil?: Day;
}

/** No reminders in a deal for some days, and why (FIN-10). */
export class PauseDunning extends Command('finance.pause-dunning', DunningAnswer) {
  @IsUUID() dealId!: string;
  @IsDay() until!: Day;
  @Length(1, 500) reason!: string;
}

export class ResumeDunning extends Command('finance.resume-dunning', DunningAnswer) {
  @IsUUID() dealId!: string;
}

export class ReminderRow extends ReminderAnswer {
  @IsUUID() receivableId!: string;
  @IsString() label!: string;
  @IsIn(dunningChannels) channel!: DunningChannel;
  /** Days after `dueOn` on which the ladder has this step. */
  @IsInt() after!: number;
  @IsDay() dueOn!: Day;
  @IsInstant() plannedAt!: Instant;
  @Optional() @IsInstant() toldAt?: Instant;
  @Optional() @IsString() text?: string;
  @Optional() @IsString() textVersion?: string;
  /** Of a letter 催款函. */
  @Optional() @IsString() number?: string;
  /** What came of it: of a message why it failed, of a task what its record says, of a dropped one why. */
  @Optional() @IsString() result?: string;
  @Optional() @IsString() note?: string;
  @Optional() @IsUUID() doneBy?: string;
  @Optional() @IsInstant() doneAt?: Instant;
}

export class PauseRow {
  @IsDay() until!: Day;
  @IsString() reason!: string;
  @IsUUID() by!: string;
  @IsInstant() at!: Instant;
  @Optional() @IsInstant() endedAt?: Instant;
}

export class DunningSheet extends DunningAnswer {
  @IsString() unitCode!: string;
  @Each(() => ReminderRow) reminders!: ReminderRow[];
  @Each(() => PauseRow) pauses!: PauseRow[];
}

/** Every reminder of a deal, and when there were to be none (FIN-10). */
export class DunningByDeal extends Query('finance.dunning-by-deal', DunningSheet) {
  @IsUUID() dealId!: string;
}

/** The letter 催款函 as a PDF, with what is owed today and how it was computed (FIN-10, ALL-2). */
export class LetterPdf extends Query('finance.letter-pdf', FileAnswer) {
  @IsUUID() reminderId!: string;
}

// What is told, about the deal.

/** A reminder is to be sent by whoever knows the customer's phone, not after `sendBefore`; once (FIN-10). */
export class ReminderDue extends Told('finance.reminder-due', 1, 'dealId') {
  @IsUUID() reminderId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() customerId!: string;
  @IsString() text!: string;
  /** `house-1`, or of the project's own text. */
  @IsString() textVersion!: string;
  @IsInstant() sendBefore!: Instant;
}

/** A reminder that was told is not to go out any more, unless it has (FIN-10). */
export class ReminderStopped extends Told('finance.reminder-stopped', 1, 'dealId') {
  @IsUUID() reminderId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  /** `paid`, `paused`, `delayed`, `cancelled`, `referred`. */
  @IsString() reason!: string;
}
