import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Day } from '#kernel/time.js';
import { IsBase64, IsIn, IsInt, IsString, IsUUID } from 'class-validator';
import { Each, IsDay, IsMoney, IsPageSize, IsRate, Nested, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { badRowRules, IsRowNumber, type BadRowRule } from './inventory-imports.js';
import { Command, Query, Told } from './message.js';
import { TakeoverProgress, TakeoverRowPage, takeoverStates, type TakeoverState } from './sales-takeover.js';

// Asked.

export class OpeningReceiptsAnswer {
  @IsUUID() openingReceiptsId!: string;
  @IsIn(takeoverStates) state!: TakeoverState;
}

/**
 * Hands in the receipts of old deals 期初收款, xlsx or csv, with the sum that the old books say (FIN-2, FIN-3). It is
 * answered at once and checked by itself; nothing is booked before somebody else carries it out (ALL-4).
 */
export class HandInOpeningReceipts extends Command('finance.hand-in-opening-receipts', OpeningReceiptsAnswer) {
  @IsUUID() projectId!: string;
  /** The control total 控制总数: what all receipts of the table come to by the old books, to the fen. */
  @IsMoney() controlTotal!: Money;
  /** With a bad row in it: `nothing` is booked unless said. */
  @Optional() @IsIn(badRowRules) onError?: BadRowRule;
  /** The day on which they are booked; the day of the hand-in when left out. */
  @Optional() @IsDay() takenOverOn?: Day;
  @IsBase64() file!: string;
}

/** Has what was checked booked, by somebody who did not hand it in (ALL-4); what is there already is left alone. */
export class CarryOutOpeningReceipts extends Command('finance.carry-out-opening-receipts', OpeningReceiptsAnswer) {
  @IsUUID() openingReceiptsId!: string;
}

/** An account's opening sums. */
export class OpeningAccount {
  @IsString() account!: string;
  @IsMoney() debit!: Money;
  @IsMoney() credit!: Money;
}

/** What the table brings, and the trial balance of it 期初试算平衡: debits and credits are equal. */
export class OpeningTotals {
  /** Receipts in the table that are good, those that were there already, and those booked by this. */
  @IsInt() receipts!: number;
  @IsInt() there!: number;
  @IsInt() booked!: number;
  /** Of the good ones and of those that were there: what has to be the control total. */
  @IsMoney() total!: Money;
  /** What of the good ones is put to nothing, and held for the customers. */
  @IsMoney() held!: Money;
  @Each(() => OpeningAccount) accounts!: OpeningAccount[];
}

export class OpeningReceiptsSheet extends TakeoverProgress {
  @IsUUID() openingReceiptsId!: string;
  @IsMoney() controlTotal!: Money;
  @Optional() @Nested(() => OpeningTotals) totals?: OpeningTotals;
}

/** How far a take-over of receipts is, and what it came to. */
export class OpeningReceiptsById extends Query('finance.opening-receipts-by-id', OpeningReceiptsSheet) {
  @IsUUID() openingReceiptsId!: string;
}

export class OpeningReceiptsList {
  @Each(() => OpeningReceiptsSheet) items!: OpeningReceiptsSheet[];
}

/** The newest 100 of a project. */
export class OpeningReceiptTakeovers extends Query('finance.opening-receipt-takeovers', OpeningReceiptsList) {
  @IsUUID() projectId!: string;
}

/** The bad rows, row by row. */
export class OpeningReceiptRows extends Query('finance.opening-receipt-rows', TakeoverRowPage) {
  @IsUUID() openingReceiptsId!: string;
  @Optional() @IsPageSize() limit?: number;
  /** The row number to read on after. */
  @Optional() @IsRowNumber() after?: number;
}

/** The bad rows as a workbook to correct and hand in again, for nobody but who handed the table in (ALL-9). */
export class OpeningReceiptCorrections extends Query('finance.opening-receipt-corrections', FileAnswer) {
  @IsUUID() openingReceiptsId!: string;
}

/** An empty workbook with the headings and examples. */
export class OpeningReceiptTemplate extends Query('finance.opening-receipt-template', FileAnswer) {
  @IsUUID() projectId!: string;
}

// Told.

/** Money from before this system is booked in the deal: no receipt of today, and nobody's score (CRM-5). */
export class OpeningBooked extends Told('finance.opening-booked', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsInt() receipts!: number;
  @IsMoney() amount!: Money;
  /** What of it the bank had paid. */
  @IsMoney() loan!: Money;
  /** Towards the price so far, the loan included, and its share. */
  @IsMoney() pricePaid!: Money;
  @IsRate() priceShare!: Rate;
  @IsDay() takenOverOn!: Day;
}
