import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsBase64,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, IsPayment, Nested, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { RejectedRow } from './inventory.js';
import { Command, Query } from './message.js';

export const statementStates = ['waiting', 'done', 'refused'] as const;
/** `refused`: nothing of the file was taken in, and why is said. */
export type StatementState = (typeof statementStates)[number];
export const matchReasons = [
  ...(['amount', 'same-day', 'days-apart', 'number', 'payer', 'payer-in-text', 'other-payer'] as const),
  ...(['terminal-total', 'terminal', 'one-deal', 'parts', 'netted'] as const),
] as const;
/** Why lines and book items are taken to belong together; what each counts is in the manual. */
export type MatchReason = (typeof matchReasons)[number];
export const bankLineStates = ['open', 'matched', 'explained'] as const;
export type BankLineState = (typeof bankLineStates)[number];
export const reconciliationStates = ['submitted', 'approved', 'refused', 'reopened'] as const;
export type ReconciliationState = (typeof reconciliationStates)[number];

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

export class MatchingAnswer extends BankAccountAnswer {
  @IsIn(['waiting']) state!: 'waiting';
}

/** Has the account matched now; it also happens after each import and once a day while something is open. */
export class MatchBankLines extends Command('finance.match-bank-lines', MatchingAnswer) {
  @IsUUID() accountId!: string;
}

export class MatchAnswer {
  @IsUUID() matchId!: string;
  @IsMoney() difference!: Money;
}

/**
 * Matches by hand: lines of one account with what the books have; without lines, what the books took back themselves.
 * Sums that differ need a reason (FIN-8).
 */
export class MatchByHand extends Command('finance.match-by-hand', MatchAnswer) {
  @IsUUID() accountId!: string;
  @ArrayMaxSize(200) @ArrayUnique() @IsUUID(undefined, { each: true }) lineIds!: string[];
  @ArrayNotEmpty() @ArrayMaxSize(200) @ArrayUnique() @IsUUID(undefined, { each: true }) itemIds!: string[];
  @Optional() @Length(1, 500) reason?: string;
}

/** Takes a match back, with a reason; what was checked has to be reopened first. */
export class EndMatch extends Command('finance.end-match', MatchAnswer) {
  @IsUUID() matchId!: string;
  @Length(1, 500) reason!: string;
}

export class MatchPart {
  @IsIn(['line', 'item']) kind!: 'line' | 'item';
  @IsUUID() partId!: string;
  @IsDay() day!: Day;
  @IsMoney() amount!: Money;
}

export class MatchSheet extends MatchAnswer {
  @IsUUID() accountId!: string;
  @IsIn(['automatic', 'manual']) kind!: 'automatic' | 'manual';
  @Optional() @IsInt() score?: number;
  @IsIn(matchReasons, { each: true }) reasons!: MatchReason[];
  @Optional() @IsString() reason?: string;
  @IsString() madeBy!: string;
  @IsInstant() madeAt!: Instant;
  @Optional() @IsInstant() endedAt?: Instant;
  @Optional() @IsString() endedFor?: string;
  @Each(() => MatchPart) parts!: MatchPart[];
}

export class MatchById extends Query('finance.match-by-id', MatchSheet) {
  @IsUUID() matchId!: string;
}

export class SuggestionRow {
  @IsUUID(undefined, { each: true }) lineIds!: string[];
  @IsUUID(undefined, { each: true }) itemIds!: string[];
  @IsInt() score!: number;
  @IsIn(matchReasons, { each: true }) reasons!: MatchReason[];
  /** Numbers of the receipts in it. */
  @IsString({ each: true }) receipts!: string[];
  @IsMoney() amount!: Money;
}

export class SuggestionList {
  @Each(() => SuggestionRow) items!: SuggestionRow[];
}

/** What may belong together but is not sure enough, or ambiguous: the surest 200 (FIN-8). */
export class MatchSuggestions extends Query('finance.match-suggestions', SuggestionList) {
  @IsUUID() accountId!: string;
}

export class ExplanationAnswer {
  @IsUUID() differenceId!: string;
}

/** Says what a difference 未达账项 is: a line without a receipt, or a receipt that the bank does not show (FIN-8). */
export class ExplainDifference extends Command('finance.explain-difference', ExplanationAnswer) {
  /** The line or the book item. */
  @IsUUID() differenceId!: string;
  @Length(1, 500) reason!: string;
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
