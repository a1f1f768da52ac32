import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { Each, IsDay, IsInstant, IsMoney, Optional } from './fields.js';
import { BankAccountAnswer } from './finance-bank.js';
import { Command, Query } from './message.js';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsIn, IsInt, IsString, IsUUID, Length } from 'class-validator';

export const matchReasons = [
  ...(['amount', 'same-day', 'days-apart', 'number', 'payer', 'payer-in-text', 'other-payer'] as const),
  ...(['terminal-total', 'terminal', 'one-deal', 'parts', 'netted'] as const),
] as const;
/** Why lines and book items are taken to belong together; what each counts is in the manual. */
export type MatchReason = (typeof matchReasons)[number];

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
