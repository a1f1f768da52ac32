import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, Optional } from './fields.js';
import { receivableKinds, type ReceivableKind } from './finance.js';
import { Command, Query, Told } from './message.js';
import { IsBoolean, IsIn, IsInt, IsObject, IsString, IsUUID, Length, Min } from 'class-validator';

/** Days late 账龄 (FIN-9): 0–30, 31–60, 61–90, over 90. */
export const ageBuckets = ['0-30', '31-60', '61-90', 'over-90'] as const;

export type AgeBucket = (typeof ageBuckets)[number];
export const delayStates = ['requested', 'approved', 'refused'] as const;
export type DelayState = (typeof delayStates)[number];

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

export class ArrearsRow {
  @IsUUID() receivableId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() consultantId!: string;
  @IsIn(receivableKinds) kind!: ReceivableKind;
  @IsString() unitCode!: string;
  @IsString() label!: string;
  @IsMoney() outstanding!: Money;
  @IsDay() dueOn!: Day;
  @IsInt() @Min(0) daysLate!: number;
  @IsIn(ageBuckets) bucket!: AgeBucket;
  /** With approval, if that day is still to come: not unreasonable. */
  @Optional() @IsDay() delayedUntil?: Day;
}

export class ArrearsPage {
  @Each(() => ArrearsRow) items!: ArrearsRow[];
  @Optional() @IsString() next?: string;
}

/** Overdue receivables of a project, longest overdue first; a consultant sees those of their own deals (FIN-9). */
export class Arrears extends Query('finance.arrears', ArrearsPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(ageBuckets) bucket?: AgeBucket;
  @Optional() @IsUUID() consultantId?: string;
  @Optional() @Length(1, 40) unit?: string;
  @Optional() @IsIn(receivableKinds) kind?: ReceivableKind;
  /** Unreasonable arrears 不合理欠款 have no approved delay; all when left out. */
  @Optional() @IsIn(['unreasonable', 'delayed']) which?: 'unreasonable' | 'delayed';
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Length(1, 80) after?: string;
}
