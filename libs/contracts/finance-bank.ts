import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, IsPayment, Nested, Optional } from './fields.js';
import { RejectedRow } from './inventory.js';
import { Command, Query } from './message.js';
import { IsBase64, IsBoolean, IsIn, IsInt, IsString, IsUUID, Length, Matches } from 'class-validator';

export const statementStates = ['waiting', 'done', 'refused'] as const;
/** `refused`: nothing of the file was taken in, and why is said. */
export type StatementState = (typeof statementStates)[number];

export const bankLineStates = ['open', 'matched', 'explained'] as const;
export type BankLineState = (typeof bankLineStates)[number];
export class BankAccountAnswer {
  @IsUUID() accountId!: string;
}

/** A bank account of the project, whose statements are matched with the books (FIN-8); in CNY. */
export class OpenBankAccount extends Command('finance.open-bank-account', BankAccountAnswer) {
  @IsUUID() projectId!: string;
  @Length(1, 60) name!: string;
  @Length(1, 60) bank!: string;
  /** Digits; an IBAN where a bank has one. */
  @Matches(/^[A-Z0-9]{8,34}$/) number!: string;
  /** Of the pre-sale funds that are supervised (FIN-12). */
  @Optional() @IsBoolean() supervised?: boolean;
  /** The first day whose movements are matched, and what was on the account before it, nothing unless said. */
  @IsDay() since!: Day;
  @Optional() @IsMoney() openingBalance?: Money;
}

export class BankAccountRow extends BankAccountAnswer {
  @IsString() name!: string;
  @IsString() bank!: string;
  /** Masked: `****1234` (ALL-9). */
  @IsString() number!: string;
  @IsBoolean() supervised!: boolean;
  /** The first account of a project is its main one: what no line is matched with yet is awaited on it. */
  @IsBoolean() main!: boolean;
  @IsDay() since!: Day;
  /** Everything up to this day is checked 已复核. */
  @Optional() @IsDay() checkedThrough?: Day;
}

export class BankAccountList {
  @Each(() => BankAccountRow) items!: BankAccountRow[];
}

export class BankAccounts extends Query('finance.bank-accounts', BankAccountList) {
  @IsUUID() projectId!: string;
}

export class StatementAnswer {
  @IsUUID() statementId!: string;
  @IsIn(statementStates) state!: StatementState;
}

/**
 * A bank statement 对账单: csv, xlsx or CAMT.053, at most 10,000 lines (FIN-8). It is answered at once, read by itself,
 * and then matched. Its balances have to add up; where it has none they are given here. A line counts once, however many
 * statements have it.
 */
export class ImportBankStatement extends Command('finance.import-bank-statement', StatementAnswer) {
  @IsUUID() accountId!: string;
  @Optional() @IsMoney() openingBalance?: Money;
  @Optional() @IsMoney() closingBalance?: Money;
  @IsBase64() file!: string;
}

/** Why a statement was not taken in, in words. */
export class StatementRefused {
  @IsString() code!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
}

export class StatementRow extends StatementAnswer {
  @IsUUID() accountId!: string;
  @Optional() @IsDay() from?: Day;
  @Optional() @IsDay() to?: Day;
  @Optional() @IsMoney() opening?: Money;
  @Optional() @IsMoney() closing?: Money;
  @IsInt() linesTotal!: number;
  /** Not in any statement before. */
  @IsInt() linesNew!: number;
  @IsInt() linesRejected!: number;
  @IsInstant() requestedAt!: Instant;
  @Optional() @IsInstant() finishedAt?: Instant;
  @Optional() @Nested(() => StatementRefused) refused?: StatementRefused;
}

export class StatementSheet extends StatementRow {
  /** The bad rows, the first 200 of them. */
  @Each(() => RejectedRow) rejected!: RejectedRow[];
}

export class StatementById extends Query('finance.statement-by-id', StatementSheet) {
  @IsUUID() statementId!: string;
}

export class StatementList {
  @Each(() => StatementRow) items!: StatementRow[];
}

/** The newest 100 statements of an account. */
export class Statements extends Query('finance.statements', StatementList) {
  @IsUUID() accountId!: string;
}

export class BankLineRow {
  @IsUUID() lineId!: string;
  @IsDay() day!: Day;
  /** What came in; below zero what went out. */
  @IsMoney() amount!: Money;
  @IsString() reference!: string;
  /** Names and numbers in it are masked (ALL-9). */
  @IsString() summary!: string;
  @IsString() counterparty!: string;
  @IsString() counterpartyAccount!: string;
  @IsIn(bankLineStates) state!: BankLineState;
  @Optional() @IsUUID() matchId?: string;
  @Optional() @IsString() explanation?: string;
}

export class BankLinePage {
  @Each(() => BankLineRow) items!: BankLineRow[];
  @Optional() @IsUUID() next?: string;
}

export class BankLines extends Query('finance.bank-lines', BankLinePage) {
  @IsUUID() accountId!: string;
  @Optional() @IsIn(bankLineStates) state?: BankLineState;
  @Optional() @IsDay() from?: Day;
  @Optional() @IsDay() to?: Day;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class CashDepositAnswer {
  @IsUUID() cashDepositId!: string;
  /** What is left in the till, by the ledger. */
  @IsMoney() cash!: Money;
}

/** The cashier takes cash of the till to the bank 缴存现金: it is awaited on a statement (FIN-8). */
export class DepositCash extends Command('finance.deposit-cash', CashDepositAnswer) {
  @IsUUID() projectId!: string;
  @IsPayment() amount!: Money;
  /** Number of the bank's slip 现金缴款单. */
  @Matches(/^[\w-]{6,40}$/) slip!: string;
}
