import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { Command, Query, Told } from './message.js';

/** Days late 账龄 (FIN-9): 0–30, 31–60, 61–90, over 90. */
export const ageBuckets = ['0-30', '31-60', '61-90', 'over-90'] as const;
export type AgeBucket = (typeof ageBuckets)[number];
export const delayStates = ['requested', 'approved', 'refused'] as const;
export type DelayState = (typeof delayStates)[number];
export const dunningChannels = ['sms', 'call', 'letter', 'lawyer'] as const;
export type DunningChannel = (typeof dunningChannels)[number];
/** A message is `planned`, `told` to those who know the phone, `sent`; a task is `todo`, `done`; `dropped`: too late. */
export const reminderStates = ['planned', 'told', 'sent', 'todo', 'done', 'dropped'] as const;
export type ReminderState = (typeof reminderStates)[number];
export const reminderResults = ['reached', 'promised', 'not-reached', 'delivered', 'returned', 'refused'] as const;
export type ReminderResult = (typeof reminderResults)[number];
export const defaulterStates = ['referred', 'litigation', 'ended'] as const;
export type DefaulterState = (typeof defaulterStates)[number];
export const defaulterOutcomes = ['paid', 'agreement', 'withdrawal', 'litigation'] as const;
export type DefaulterOutcome = (typeof defaulterOutcomes)[number];

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

// Asked.

export class DelayAnswer {
  @IsUUID() paymentDelayId!: string;
  @IsIn(delayStates) state!: DelayState;
  @IsDay() until!: Day;
}

/** Asks that an instalment may be paid later 延期付款 (FIN-9): why, and until which day. */
export class RequestPaymentDelay extends Command('finance.request-payment-delay', DelayAnswer) {
  @IsUUID() receivableId!: string;
  @IsDay() until!: Day;
  @Length(1, 500) reason!: string;
}

/** Somebody else decides; a refusal gives its reason (FIN-9, ALL-4). */
export class DecidePaymentDelay extends Command('finance.decide-payment-delay', DelayAnswer) {
  @IsUUID() paymentDelayId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  /** Whether the late fee runs on in the days of the delay; it does not when left out (FIN-7). */
  @Optional() @IsBoolean() lateFeeRuns?: boolean;
  @Optional() @Length(1, 500) reason?: string;
}

export class DelayRow extends DelayAnswer {
  @IsUUID() dealId!: string;
  @IsString() unitCode!: string;
  @IsUUID() receivableId!: string;
  @IsString() label!: string;
  /** When it was due as it was asked for. */
  @IsDay() dueOn!: Day;
  @IsString() reason!: string;
  @IsUUID() requestedBy!: string;
  @IsInstant() requestedAt!: Instant;
  @Optional() @IsUUID() decidedBy?: string;
  @Optional() @IsInstant() decidedAt?: Instant;
  @Optional() @IsString() decisionReason?: string;
  @Optional() @IsBoolean() lateFeeRuns?: boolean;
}

export class DelayPage {
  @Each(() => DelayRow) items!: DelayRow[];
  @Optional() @IsUUID() next?: string;
}

/** Delays of payment that were asked for in a project or in one deal, oldest first: their history (FIN-9). */
export class PaymentDelays extends Query('finance.payment-delays', DelayPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(delayStates) state?: DelayState;
  @Optional() @IsUUID() dealId?: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class AgeRow {
  @IsIn(ageBuckets) bucket!: AgeBucket;
  @IsInt() @Min(0) count!: number;
  @IsMoney() amount!: Money;
}

export class AgeSummary {
  /** Whose deals they are; of the whole project when left out. */
  @Optional() @IsUUID() consultantId?: string;
  @IsInt() @Min(0) count!: number;
  @IsMoney() amount!: Money;
  /** Of it, without an approved delay: unreasonable arrears 不合理欠款. */
  @IsMoney() unreasonable!: Money;
  @Each(() => AgeRow) buckets!: AgeRow[];
  @IsObject() derivation!: Derivation;
}

export class AgeingSheet {
  @IsDay() asOf!: Day;
  /** The project first, then its consultants, the most owed first; a consultant has their own alone. */
  @Each(() => AgeSummary) items!: AgeSummary[];
}

/** Arrears by age 账龄分析, of a project and of each consultant; a consultant sees their own (FIN-9). */
export class ArrearsByAge extends Query('finance.arrears-by-age', AgeingSheet) {
  @IsUUID() projectId!: string;
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

export class DefaulterAnswer {
  @IsUUID() defaulterId!: string;
  @IsIn(defaulterStates) state!: DefaulterState;
  @IsMoney() overdue!: Money;
}

/** A malicious defaulter goes to the lawyer's list 移交法务; before the ladder is through only with a reason (FIN-10). */
export class ReferDefaulter extends Command('finance.refer-defaulter', DefaulterAnswer) {
  @IsUUID() dealId!: string;
  @Optional() @Length(1, 500) reason?: string;
}

/** What legal counsel did; an outcome ends the case, but for a litigation, which ends later (FIN-10). */
export class HandleDefaulter extends Command('finance.handle-defaulter', DefaulterAnswer) {
  @IsUUID() defaulterId!: string;
  @Length(1, 2000) note!: string;
  @Optional() @IsIn(defaulterOutcomes) outcome?: DefaulterOutcome;
}

export class DefaulterNoteRow {
  @IsString() note!: string;
  @Optional() @IsIn(defaulterOutcomes) outcome?: DefaulterOutcome;
  @IsString() by!: string;
  @IsInstant() at!: Instant;
}

export class DefaulterSheet extends DefaulterAnswer {
  @IsUUID() dealId!: string;
  @IsUUID() projectId!: string;
  @IsString() unitCode!: string;
  @IsBoolean() ladderDone!: boolean;
  @Optional() @IsString() reason?: string;
  @Optional() @IsIn(defaulterOutcomes) outcome?: DefaulterOutcome;
  @IsInstant() referredAt!: Instant;
  @Optional() @IsInstant() endedAt?: Instant;
  /** What is overdue today. */
  @IsMoney() overdueNow!: Money;
  @Each(() => DefaulterNoteRow) notes!: DefaulterNoteRow[];
}

/** A case with all that was done in it (FIN-10). */
export class DefaulterById extends Query('finance.defaulter-by-id', DefaulterSheet) {
  @IsUUID() defaulterId!: string;
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

/** An instalment may be paid later; until then it is not dunned, nor unreasonably overdue (FIN-9, FIN-10). */
export class PaymentDelayed extends Told('finance.payment-delayed', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() receivableId!: string;
  @IsUUID() paymentDelayId!: string;
  @IsString() label!: string;
  @IsDay() dueOn!: Day;
  @IsDay() until!: Day;
  @IsBoolean() lateFeeRuns!: boolean;
  @IsString() reason!: string;
}

/** A defaulter was referred to the lawyer (FIN-10). */
export class DefaulterReferred extends Told('finance.defaulter-referred', 1, 'dealId') {
  @IsUUID() defaulterId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsMoney() overdue!: Money;
  @Optional() @IsString() reason?: string;
}

/** The case ended: by payment of itself, or as legal counsel says (FIN-10). */
export class DefaulterEnded extends Told('finance.defaulter-ended', 1, 'dealId') {
  @IsUUID() defaulterId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsIn(defaulterOutcomes) outcome!: DefaulterOutcome;
}
