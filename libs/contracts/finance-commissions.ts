import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { IsIn, IsInt, IsObject, IsString, IsUUID, Length } from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';

export const commissionPeriodStates = ['settled', 'paid'] as const;
export type CommissionPeriodState = (typeof commissionPeriodStates)[number];

export class CommissionPeriodAnswer {
  @IsUUID() periodId!: string;
  /** Its last day. */
  @IsDay() until!: Day;
  @IsIn(commissionPeriodStates) state!: CommissionPeriodState;
  @IsInt() people!: number;
  @IsMoney() payable!: Money;
}

/** Settles what was earned and taken back until the end of a day, and was not settled yet (FIN-13). */
export class SettleCommissions extends Command('finance.settle-commissions', CommissionPeriodAnswer) {
  @IsUUID() projectId!: string;
  @IsDay() until!: Day;
}

/** The commissions of a period are paid out (FIN-13). */
export class PayCommissions extends Command('finance.pay-commissions', CommissionPeriodAnswer) {
  @IsUUID() periodId!: string;
  /** The payroll or transfer that carried it. */
  @Length(1, 100) reference!: string;
}

/** Something earned by a contract, or below zero taken back (FIN-13). */
export class CommissionRow {
  @IsUUID() commissionId!: string;
  @IsUUID() dealId!: string;
  @IsString() unitCode!: string;
  @IsUUID() consultantId!: string;
  @IsMoney() amount!: Money;
  @IsObject() derivation!: Derivation;
  @IsInstant() at!: Instant;
  /** The period that it was settled in. */
  @Optional() @IsUUID() periodId?: string;
}

export class CommissionPage {
  @Each(() => CommissionRow) items!: CommissionRow[];
  @Optional() @IsUUID() next?: string;
}

/** What consultants earned by contracts and what was taken back, oldest first; a consultant sees their own (FIN-13). */
export class Commissions extends Query('finance.commissions', CommissionPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsUUID() consultantId?: string;
  @Optional() @IsUUID() dealId?: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

/** What somebody is paid for a period; what is taken back beyond what was earned is carried into the next. */
export class CommissionPayoutRow {
  @IsUUID() consultantId!: string;
  @IsMoney() broughtForward!: Money;
  @IsMoney() earned!: Money;
  @IsMoney() payable!: Money;
  @IsMoney() carriedForward!: Money;
  @IsObject() derivation!: Derivation;
}

export class CommissionPeriodSheet extends CommissionPeriodAnswer {
  @IsInstant() settledAt!: Instant;
  @Optional() @IsInstant() paidAt?: Instant;
  @Optional() @IsString() reference?: string;
  @Each(() => CommissionPayoutRow) payouts!: CommissionPayoutRow[];
}

export class CommissionPeriodById extends Query('finance.commission-period-by-id', CommissionPeriodSheet) {
  @IsUUID() periodId!: string;
}

export class CommissionPeriodPage {
  @Each(() => CommissionPeriodAnswer) items!: CommissionPeriodAnswer[];
  @Optional() @IsString() next?: string;
}

/** The periods of a project, the latest first (FIN-13). */
export class CommissionPeriods extends Query('finance.commission-periods', CommissionPeriodPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsDay() after?: Day;
}

// Told, about the deal or the project.

/** A deal earned its consultant commission, or below zero: some of it is taken back (FIN-13). */
export class CommissionChanged extends Told('finance.commission-changed', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() consultantId!: string;
  @IsUUID() commissionId!: string;
  @IsMoney() amount!: Money;
  /** What the deal has earned with it. */
  @IsMoney() earned!: Money;
  @IsObject() derivation!: Derivation;
}

/** The commissions of a period are paid out (FIN-13). */
export class CommissionsPaid extends Told('finance.commissions-paid', 1, 'projectId') {
  @IsUUID() projectId!: string;
  @IsUUID() periodId!: string;
  @IsDay() until!: Day;
  @IsInt() people!: number;
  @IsMoney() payable!: Money;
}
