import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Day, Instant } from '#kernel/time.js';
import { IsBoolean, IsIn, IsInt, IsString, IsUUID, Length, Min } from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, IsRate, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { DealCleared, paymentMethods, type PaymentMethod, SettlementPaid } from './finance.js';
import { Command, Query, Told } from './message.js';

// What becomes of receipts after they were written (FIN-4).

export class VoidedReceipt {
  @IsUUID() receiptId!: string;
  /** It stays used, and is shown as voided. */
  @IsString() number!: string;
  @IsMoney() amount!: Money;
}

/** The cashier voids a receipt of their own 作废: on its day, before their day close (FIN-4). */
export class VoidReceipt extends Command('finance.void-receipt', VoidedReceipt) {
  @IsUUID() receiptId!: string;
  @Length(1, 500) reason!: string;
}

export class RedLetter {
  @IsUUID() receiptId!: string;
  /** Of the red-letter receipt, the next of the book. */
  @IsString() number!: string;
  /** The number of the receipt that it takes back. */
  @IsString() reverses!: string;
  /** Below zero. */
  @IsMoney() amount!: Money;
}

/**
 * A receipt is taken back by a red-letter receipt 红冲 (FIN-4): it was wrong, or the money did not arrive. At any
 * time, also on its day when the cashier is not there, also of a loan; its money must still be all there.
 */
export class ReverseReceipt extends Command('finance.reverse-receipt', RedLetter) {
  @IsUUID() receiptId!: string;
  @Length(1, 500) reason!: string;
}

// What is told.

/** A receipt was voided on its day (FIN-4): the money never came. A red letter is told as a receipt below zero. */
export class ReceiptVoided extends Told('finance.receipt-voided', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() receiptId!: string;
  @IsString() number!: string;
  /** What it was for, above zero. */
  @IsMoney() amount!: Money;
  @IsIn(paymentMethods) method!: PaymentMethod;
  @IsString() reason!: string;
  /** Paid towards the price without it, as of a receipt. */
  @IsMoney() pricePaid!: Money;
  @IsRate() priceShare!: Rate;
}

/** Money of the deposit was taken back, by a void or a red letter: it is not there in full (SUB-2, FIN-4). */
export class DepositShortAgain extends Told('finance.deposit-short-again', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  /** What was taken back of it, and what is owed of it now. */
  @IsMoney() amount!: Money;
  @IsMoney() outstanding!: Money;
}

/** Something of price or late fees is owed again: the unit may not be handed over (HAN-1). */
export class DealUncleared extends Told('finance.deal-uncleared', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
}

/** The area settlement is not settled any more (TIT-4). */
export class SettlementUnpaid extends Told('finance.settlement-unpaid', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() settlementId!: string;
}

/** A receipt 收据, or a red letter, as a PDF with its payer in full; who took it is kept (FIN-2, ALL-9). */
export class ReceiptPdf extends Query('finance.receipt-pdf', FileAnswer) {
  @IsUUID() receiptId!: string;
}

// The day close 日结 (FIN-8).

/** A method's part of a day. */
export class CloseLine {
  @IsIn(paymentMethods) method!: PaymentMethod;
  @IsInt() @Min(0) receipts!: number;
  @IsMoney() amount!: Money;
  @IsInt() @Min(0) voids!: number;
  @IsMoney() voidedAmount!: Money;
  /** Red letters of the cashier's receipts since the close before; below zero. */
  @IsInt() @Min(0) redLetters!: number;
  @IsMoney() redAmount!: Money;
  /** What remains: amount − voided + red letters. */
  @IsMoney() net!: Money;
}

export class DaySheet {
  @IsDay() day!: Day;
  @Each(() => CloseLine) lines!: CloseLine[];
  @IsMoney() bookedCash!: Money;
  /** The first and the last number that the cashier wrote on the day. */
  @Optional() @IsString() firstNumber?: string;
  @Optional() @IsString() lastNumber?: string;
}

export class DayTotalsSheet extends DaySheet {
  @IsBoolean() closed!: boolean;
}

/** One's own day so far, before it is closed; today unless told. */
export class DayTotals extends Query('finance.day-totals', DayTotalsSheet) {
  @IsUUID() projectId!: string;
  @Optional() @IsDay() day?: Day;
}

export class DayCloseRow extends DaySheet {
  @IsUUID() closeId!: string;
  @IsUUID() cashierId!: string;
  @IsString() cashier!: string;
  @IsMoney() countedCash!: Money;
  /** Counted less booked. */
  @IsMoney() difference!: Money;
  @Optional() @IsString() reason?: string;
  @IsInstant() closedAt!: Instant;
}

/**
 * The cashier closes a day of their own, today or an earlier one that was left open, the earliest first (FIN-8).
 * Afterwards it takes no more receipts and no voids; a difference of the cash needs its reason.
 */
export class CloseDay extends Command('finance.close-day', DayCloseRow) {
  @IsUUID() projectId!: string;
  @Optional() @IsDay() day?: Day;
  @IsMoney() countedCash!: Money;
  @Optional() @Length(1, 500) reason?: string;
}

export class DayClosePage {
  @Each(() => DayCloseRow) items!: DayCloseRow[];
  @Optional() @IsUUID() next?: string;
}

/** The day closes of a project, latest first. */
export class DayCloses extends Query('finance.day-closes', DayClosePage) {
  @IsUUID() projectId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

/** A cashier's day is closed (FIN-8): it changes no more. */
export class DayClosed extends Told('finance.day-closed', 1, 'closeId') {
  @IsUUID() closeId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() cashierId!: string;
  @IsDay() day!: Day;
  @IsMoney() bookedCash!: Money;
  @IsMoney() countedCash!: Money;
  @IsMoney() difference!: Money;
}

/** What a deal reached, and what it has not any more, as events: each is told once. */
export const milestoneEvents = ({ cleared, uncleared, settled, unsettled }: Milestones): object[] => [
  ...(cleared ? [Object.assign(new DealCleared(), cleared)] : []),
  ...(uncleared ? [Object.assign(new DealUncleared(), uncleared)] : []),
  ...(settled ? [Object.assign(new SettlementPaid(), settled)] : []),
  ...(unsettled ? [Object.assign(new SettlementUnpaid(), unsettled)] : []),
];

interface Milestones {
  cleared?: DealCleared | undefined;
  uncleared?: DealUncleared | undefined;
  settled?: SettlementPaid | undefined;
  unsettled?: SettlementUnpaid | undefined;
}
