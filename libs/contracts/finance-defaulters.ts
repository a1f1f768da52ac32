import type { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import { Each, IsInstant, IsMoney, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';
import { IsBoolean, IsIn, IsString, IsUUID, Length } from 'class-validator';

export const defaulterStates = ['referred', 'litigation', 'ended'] as const;
export type DefaulterState = (typeof defaulterStates)[number];
export const defaulterOutcomes = ['paid', 'agreement', 'withdrawal', 'litigation'] as const;
export type DefaulterOutcome = (typeof defaulterOutcomes)[number];
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
