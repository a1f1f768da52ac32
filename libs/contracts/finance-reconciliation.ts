import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { Each, IsDay, IsInstant, IsMoney, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { Command, Query } from './message.js';
import { IsBoolean, IsIn, IsInt, IsString, IsUUID, Length } from 'class-validator';

export const reconciliationStates = ['submitted', 'approved', 'refused', 'reopened'] as const;
export type ReconciliationState = (typeof reconciliationStates)[number];
export class ReconciliationAnswer {
  @IsUUID() reconciliationId!: string;
  @IsIn(reconciliationStates) state!: ReconciliationState;
}

/** Hands an account's reconciliation up to this day in, for another person to check 对账复核 (FIN-8). */
export class SubmitReconciliation extends Command('finance.submit-reconciliation', ReconciliationAnswer) {
  @IsUUID() accountId!: string;
  @IsDay() day!: Day;
}

/** By somebody who neither imported or matched any of it, nor recorded one of its receipts (ALL-4). */
export class CheckReconciliation extends Command('finance.check-reconciliation', ReconciliationAnswer) {
  @IsUUID() reconciliationId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

/** Opens again what was checked last, with a reason: only then are its matches changed (ALL-3). */
export class ReopenReconciliation extends Command('finance.reopen-reconciliation', ReconciliationAnswer) {
  @IsUUID() reconciliationId!: string;
  @Length(1, 500) reason!: string;
}

export class OutstandingRow {
  /** The line or the book item. */
  @IsUUID() differenceId!: string;
  @IsIn(['line', 'item']) kind!: 'line' | 'item';
  @IsDay() day!: Day;
  @IsMoney() amount!: Money;
  /** Reference of the line, or number of the receipt. */
  @IsString() number!: string;
  @Optional() @IsString() explanation?: string;
}

/** 银行存款余额调节表: what makes the bank's balance and the books' differ on a day. */
export class BankReconciliationSheet {
  @IsUUID() accountId!: string;
  @IsDay() day!: Day;
  @IsMoney() bankBalance!: Money;
  /** What of 1002 银行存款 is this account's. */
  @IsMoney() bookBalance!: Money;
  /** 1002 of the whole project. */
  @IsMoney() ledgerBalance!: Money;
  /** By how much they differed when the account began. */
  @IsMoney() openingDifference!: Money;
  /** 银行已收企业未收, 银行已付企业未付. */
  @IsMoney() bankReceived!: Money;
  @IsMoney() bankPaid!: Money;
  /** 企业已收银行未收, 企业已付银行未付. */
  @IsMoney() booksReceived!: Money;
  @IsMoney() booksPaid!: Money;
  /** Of matches whose sums differ, with their reasons. */
  @IsMoney() matchDifferences!: Money;
  @IsMoney() adjustedBank!: Money;
  @IsMoney() adjustedBooks!: Money;
  @IsBoolean() balanced!: boolean;
  /** Outstanding and not explained, of the days that are a difference by now. */
  @IsInt() unexplained!: number;
  /** The first 200. */
  @Each(() => OutstandingRow) outstanding!: OutstandingRow[];
}

export class BankReconciliation extends Query('finance.bank-reconciliation', BankReconciliationSheet) {
  @IsUUID() accountId!: string;
  @IsDay() day!: Day;
}

/** The same as a workbook. */
export class BankReconciliationWorkbook extends Query('finance.bank-reconciliation-workbook', FileAnswer) {
  @IsUUID() accountId!: string;
  @IsDay() day!: Day;
}

export class ReconciliationRow extends ReconciliationAnswer {
  @IsUUID() accountId!: string;
  @IsDay() from!: Day;
  @IsDay() day!: Day;
  @IsMoney() bankBalance!: Money;
  @IsMoney() bookBalance!: Money;
  @IsInstant() submittedAt!: Instant;
  @Optional() @IsInstant() decidedAt?: Instant;
  @Optional() @IsString() reason?: string;
}

export class ReconciliationList {
  @Each(() => ReconciliationRow) items!: ReconciliationRow[];
}

/** The newest 100 of an account. */
export class Reconciliations extends Query('finance.reconciliations', ReconciliationList) {
  @IsUUID() accountId!: string;
}
