import type { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import { IsIn, IsInt, IsString, IsUUID, Min } from 'class-validator';
import { IsInstant, IsMoney, Optional } from './fields.js';
import { Told } from './message.js';

/** What a deposit is in law (SUB-2): 定金 can be forfeited, 订金 and 诚意金 are given back. */
export const depositTypes = ['legal', 'prepayment', 'earnest'] as const;
export type DepositType = (typeof depositTypes)[number];
/** What is changed of a subscription that stands until finance has done its part (SUB-5, SUB-6). */
export const changeKinds = ['rename', 'swap', 'withdrawal'] as const;
export type ChangeKind = (typeof changeKinds)[number];

// Told, about the unit.

/** Partly paid at its deadline, and kept with a written reason until another day (SUB-4). */
export class SubscriptionKept extends Told('sales.subscription-kept', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsInstant() until!: Instant;
  @IsString() reason!: string;
  /** How often it has been kept, this time included. */
  @IsInt() @Min(1) times!: number;
}

/** Partly paid and not kept: finance is to cancel it with a refund, or to forfeit the deposit (SUB-4). */
export class DepositReferred extends Told('sales.deposit-referred', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsString() reason!: string;
}

/** The customer wants another name on the subscription: complete when the receipts are exchanged (SUB-5). */
export class RenameRequested extends Told('sales.rename-requested', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() changeId!: string;
  /** Whose the subscription becomes. */
  @IsUUID() customerId!: string;
  @IsString() reason!: string;
}

/** The receipts are exchanged: the subscription is another customer’s (SUB-5). */
export class SubscriptionRenamed extends Told('sales.subscription-renamed', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() changeId!: string;
  @IsUUID() customerId!: string;
  @IsUUID() formerCustomerId!: string;
}

/** The customer wants another unit, which a subscription of its own already holds: complete when the receipts are exchanged (SUB-5). */
export class SwapRequested extends Told('sales.swap-requested', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() changeId!: string;
  @IsUUID() toUnitId!: string;
  @IsUUID() toSubscriptionId!: string;
  @IsString() reason!: string;
}

/** The receipts are exchanged: the money is the other unit’s, and this one becomes free (SUB-5). */
export class UnitSwapped extends Told('sales.unit-swapped', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() changeId!: string;
  @IsUUID() toUnitId!: string;
  @IsUUID() toSubscriptionId!: string;
}

/** A rename or swap is to be taken back, unless finance has exchanged the receipts already (SUB-5). */
export class ChangeWithdrawn extends Told('sales.change-withdrawn', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() changeId!: string;
  @IsString() reason!: string;
}

/** What was to change the subscription came to nothing: it stands as before, with its deadlines (SUB-5, SUB-6). */
export class SubscriptionRevived extends Told('sales.subscription-revived', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() changeId!: string;
  @IsIn(changeKinds) kind!: ChangeKind;
  @IsInstant() depositBy!: Instant;
  @IsInstant() signBy!: Instant;
}

/**
 * A withdrawal 退房 is carried out, of a subscription (SUB-6) or of a contract (CON-5): nothing is owed any more, and
 * finance gives back what was paid, less `retain`. The hold ends when finance has settled it.
 */
export class WithdrawalExecuted extends Told('sales.withdrawal-executed', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @Optional() @IsUUID() contractId?: string;
  @IsUUID() projectId!: string;
  @IsUUID() withdrawalId!: string;
  /** What the agreement lets the seller keep; zero when it says nothing. */
  @IsMoney() retain!: Money;
  @IsString() reason!: string;
}

/** Who signs later than the deadline and a month needs the general manager, who has agreed to this day (SUB-7). */
export class SigningDelayApproved extends Told('sales.signing-delay-approved', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() delayId!: string;
  @IsInstant() signBy!: Instant;
  @IsString() reason!: string;
}
