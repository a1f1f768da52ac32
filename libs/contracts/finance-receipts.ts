import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { IsMoney, IsRate } from './fields.js';
import { paymentMethods, type PaymentMethod } from './finance.js';
import { Command, Told } from './message.js';

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
