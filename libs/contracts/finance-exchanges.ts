import type { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import { Each, IsInstant, IsMoney, IsPageSize, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';
import { IsIn, IsInt, IsString, IsUUID, Length, Min } from 'class-validator';

export const exchangeStates = ['awaiting', 'done', 'dropped'] as const;
export type ExchangeState = (typeof exchangeStates)[number];
export class ExchangedReceipt {
  @IsUUID() receiptId!: string;
  @IsString() number!: string;
  /** The number of the receipt in whose place it is, and of the red-letter receipt that reversed that one. */
  @IsString() replaces!: string;
  @IsString() redLetter!: string;
}

export class ExchangeAnswer {
  @IsUUID() changeId!: string;
  @IsIn(exchangeStates) state!: ExchangeState;
  @Each(() => ExchangedReceipt) receipts!: ExchangedReceipt[];
}

/** The cashier exchanges the receipts of a rename or swap 换发: reversed and issued anew for the same money (FIN-5). */
export class ExchangeReceipts extends Command('finance.exchange-receipts', ExchangeAnswer) {
  @IsUUID() changeId!: string;
  /** Who is named on the new receipts; needed in a rename, as before when left out. */
  @Optional() @Length(1, 60) payer?: string;
}

export class ExchangeRow {
  @IsUUID() changeId!: string;
  @IsIn(['rename', 'swap']) kind!: 'rename' | 'swap';
  @IsIn(exchangeStates) state!: ExchangeState;
  @IsUUID() fromDealId!: string;
  @IsUUID() toDealId!: string;
  @IsString() reason!: string;
  @IsInstant() requestedAt!: Instant;
}

export class ExchangePage {
  @Each(() => ExchangeRow) items!: ExchangeRow[];
  @Optional() @IsUUID() next?: string;
}

/** Receipts to be exchanged 待换发票据, or exchanged, of a project (FIN-5, FIN-9). */
export class Exchanges extends Query('finance.exchanges', ExchangePage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(exchangeStates) state?: ExchangeState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

/** The receipts of a rename or swap are exchanged 换发 (FIN-5): it is complete (SUB-5). In a rename both deals are one. */
export class ReceiptsExchanged extends Told('finance.receipts-exchanged', 1, 'toDealId') {
  @IsUUID() changeId!: string;
  @IsUUID() fromDealId!: string;
  @IsUUID() toDealId!: string;
  /** The unit of the deal that has the money now. */
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  /** How many receipts were exchanged, and what they were worth. */
  @IsInt() @Min(0) receipts!: number;
  @IsMoney() amount!: Money;
}

/** The rename or swap was taken back before its receipts were exchanged: they stand (SUB-5). */
export class ExchangeDropped extends Told('finance.exchange-dropped', 1, 'fromDealId') {
  @IsUUID() changeId!: string;
  @IsUUID() fromDealId!: string;
  @IsUUID() toDealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
}
