import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import { Each, IsInstant, IsMoney, IsPageSize, IsPayment, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';
import { depositTypes, type DepositType } from './sales.js';
import { IsIn, IsObject, IsString, IsUUID, Length } from 'class-validator';

/** `lapsed`: the rest of the deposit came in before finance decided. */
export const referralStates = ['awaiting', 'forfeited', 'released', 'lapsed'] as const;

export type ReferralState = (typeof referralStates)[number];
export class DepositDecision {
  @IsUUID() dealId!: string;
  @IsIn(referralStates) state!: ReferralState;
  @IsMoney() forfeited!: Money;
  @Optional() @IsObject() derivation?: Derivation;
  /** The refund that is asked for, for what is not forfeited. */
  @Optional() @IsUUID() refundId?: string;
}

/** The CFO decides what becomes of a short deposit that sales referred: forfeited 没收, or given back (SUB-4). */
export class DecideDeposit extends Command('finance.decide-deposit', DepositDecision) {
  @IsUUID() dealId!: string;
  @IsIn(['forfeit', 'release']) decision!: 'forfeit' | 'release';
  /** How much is forfeited: all that was paid of it, up to 20% of the price, when left out (SUB-2). */
  @Optional() @IsPayment() amount?: Money;
  @Length(1, 500) reason!: string;
}

export class ReferralRow {
  @IsUUID() dealId!: string;
  @IsString() unitCode!: string;
  @IsIn(referralStates) state!: ReferralState;
  @IsIn(depositTypes) depositType!: DepositType;
  @IsMoney() received!: Money;
  @IsString() reason!: string;
  @IsInstant() referredAt!: Instant;
}

export class ReferralPage {
  @Each(() => ReferralRow) items!: ReferralRow[];
  @Optional() @IsUUID() next?: string;
}

/** Short deposits that sales referred to finance (SUB-4). */
export class DepositReferrals extends Query('finance.deposit-referrals', ReferralPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(referralStates) state?: ReferralState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

/** The CFO keeps the deposit of a subscription that was not paid in full (SUB-4, SUB-2). */
export class DepositForfeited extends Told('finance.deposit-forfeited', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsMoney() forfeited!: Money;
  /** What was paid beyond it, held for the customer. */
  @IsMoney() credit!: Money;
  @IsString() reason!: string;
}

/** The CFO gives back what was paid of a deposit that was not paid in full: the subscription is off (SUB-4). */
export class DepositReleased extends Told('finance.deposit-released', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  /** For which a refund is asked. */
  @IsMoney() credit!: Money;
  @IsString() reason!: string;
}
