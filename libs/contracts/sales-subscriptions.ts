import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { ArrayNotEmpty, IsBoolean, IsIn, IsInt, IsString, IsUUID, Length, Min } from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, IsPayment, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';
import { Buyer, subscriptionStates, type DepositType, depositTypes, type SubscriptionState } from './sales.js';

/** What is changed of a subscription that stands until finance has done its part (SUB-5, SUB-6). */
export const changeKinds = ['rename', 'swap', 'withdrawal'] as const;
export type ChangeKind = (typeof changeKinds)[number];
/** `withdrawing`: to be taken back, unless finance has done its part already. */
export const changeStates = ['requested', 'withdrawing', 'done', 'undone'] as const;
export type ChangeState = (typeof changeStates)[number];
export const delayStates = ['requested', 'approved', 'refused'] as const;
export type DelayState = (typeof delayStates)[number];
export const subscriptionLists = ['deposit-short', 'not-signed', 'delayed', 'changing', 'referred'] as const;
export type SubscriptionList = (typeof subscriptionLists)[number];

// Asked.

export class SubscriptionKeptAnswer {
  @IsUUID() subscriptionId!: string;
  @IsInstant() depositBy!: Instant;
  @IsInt() times!: number;
}

/** The consultant keeps a subscription whose deposit is short, with a written reason and a new date (SUB-4). */
export class KeepSubscription extends Command('sales.keep-subscription', SubscriptionKeptAnswer) {
  @IsUUID() subscriptionId!: string;
  /** The last day for the rest of the deposit. */
  @IsDay() until!: Day;
  @Length(1, 500) reason!: string;
}

export class ReferralAnswer {
  @IsUUID() subscriptionId!: string;
  @IsInstant() referredAt!: Instant;
}

/** Sends a subscription whose deposit is short to finance, to be cancelled or forfeited (SUB-4). */
export class ReferDeposit extends Command('sales.refer-deposit', ReferralAnswer) {
  @IsUUID() subscriptionId!: string;
  @Length(1, 500) reason!: string;
}

export class ChangeAnswer {
  @IsUUID() changeId!: string;
  @IsIn(changeKinds) kind!: ChangeKind;
  @IsIn(changeStates) state!: ChangeState;
  @IsUUID() subscriptionId!: string;
  /** Of a swap: the subscription of the other unit. */
  @Optional() @IsUUID() toSubscriptionId?: string;
}

/** Puts another customer's name on a subscription 更名, on the customer's application (SUB-5). */
export class RenameSubscription extends Command('sales.rename-subscription', ChangeAnswer) {
  @IsUUID() subscriptionId!: string;
  @IsUUID() customerId!: string;
  @Optional() @ArrayNotEmpty() @Each(() => Buyer) buyers?: Buyer[];
  @Length(1, 500) reason!: string;
  /** The customer's written application. */
  @Length(1, 200) attachment!: string;
}

/** Exchanges the unit of a subscription for another available one 换房, which it holds at once (SUB-5). */
export class SwapUnit extends Command('sales.swap-unit', ChangeAnswer) {
  @IsUUID() subscriptionId!: string;
  @IsUUID() unitId!: string;
  /** As before when left out. */
  @Optional() @IsUUID() planId?: string;
  @Optional() @IsUUID(undefined, { each: true }) discountIds?: string[];
  /** The deposit of the new unit; the project's when left out. */
  @Optional() @IsPayment() deposit?: Money;
  @Length(1, 500) reason!: string;
  @Length(1, 200) attachment!: string;
}

/** Takes a rename or swap back before the receipts are exchanged: the subscription stands as before (SUB-5). */
export class WithdrawChange extends Command('sales.withdraw-change', ChangeAnswer) {
  @IsUUID() changeId!: string;
  @Length(1, 500) reason!: string;
}

/** Withdraws a subscription 退房 under the terms of its agreement: complete when finance has given the money back (SUB-6). */
export class WithdrawSubscription extends Command('sales.withdraw-subscription', ChangeAnswer) {
  @IsUUID() subscriptionId!: string;
  /** What the seller keeps of what was paid; at most what the agreement says, nothing when left out. */
  @Optional() @IsMoney() retain?: Money;
  @Length(1, 500) reason!: string;
  @Length(1, 200) attachment!: string;
}

export class SigningDelayAnswer {
  @IsUUID() delayId!: string;
  @IsUUID() subscriptionId!: string;
  @IsIn(delayStates) state!: DelayState;
  @IsInstant() signBy!: Instant;
}

/** Asks for signing to wait for longer than the deadline and a month (SUB-7). */
export class RequestSigningDelay extends Command('sales.request-signing-delay', SigningDelayAnswer) {
  @IsUUID() subscriptionId!: string;
  /** The last day for signing. */
  @IsDay() until!: Day;
  @Length(1, 500) reason!: string;
}

/** The general manager's word on it; a refusal gives its reason (SUB-7). */
export class DecideSigningDelay extends Command('sales.decide-signing-delay', SigningDelayAnswer) {
  @IsUUID() delayId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

export class SubscriptionRow {
  @IsUUID() subscriptionId!: string;
  @IsUUID() unitId!: string;
  @IsString() unitCode!: string;
  @IsUUID() customerId!: string;
  @IsUUID() consultantId!: string;
  @IsIn(subscriptionStates) state!: SubscriptionState;
  @IsMoney() dealPrice!: Money;
  @IsMoney() deposit!: Money;
  @IsMoney() paid!: Money;
  @IsIn(depositTypes) depositType!: DepositType;
  @IsInstant() depositBy!: Instant;
  @IsInstant() signBy!: Instant;
  /** The overdue lists it is on, by their deadlines. */
  @IsString({ each: true }) overdue!: string[];
  /** The change that is under way. */
  @Optional() @IsUUID() changeId?: string;
}

export class SubscriptionPage {
  @Each(() => SubscriptionRow) items!: SubscriptionRow[];
  @Optional() @IsUUID() next?: string;
}

/** Subscriptions of a project by state or list (已定购未交足定金, 未签约 …), oldest first (SUB-4, SUB-7). */
export class Subscriptions extends Query('sales.subscriptions', SubscriptionPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(subscriptionStates) state?: SubscriptionState;
  @Optional() @IsIn(subscriptionLists) list?: SubscriptionList;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class ChangeRow extends ChangeAnswer {
  @IsUUID() unitId!: string;
  @IsString() reason!: string;
  @IsString() attachment!: string;
  @IsInstant() requestedAt!: Instant;
  @Optional() @IsInstant() endedAt?: Instant;
  @Optional() @IsString() endedFor?: string;
}

export class ChangePage {
  @Each(() => ChangeRow) items!: ChangeRow[];
  @Optional() @IsUUID() next?: string;
}

/** Renames, swaps and withdrawals of a project's subscriptions, oldest first (SUB-5, SUB-6). */
export class SubscriptionChanges extends Query('sales.subscription-changes', ChangePage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(changeKinds) kind?: ChangeKind;
  @Optional() @IsIn(changeStates) state?: ChangeState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class SigningDelayRow extends SigningDelayAnswer {
  @IsString() unitCode!: string;
  @IsString() reason!: string;
  @IsInstant() requestedAt!: Instant;
  @IsBoolean() overdue!: boolean;
}

export class SigningDelayPage {
  @Each(() => SigningDelayRow) items!: SigningDelayRow[];
  @Optional() @IsUUID() next?: string;
}

/** Delayed signings that wait for the general manager, or did (SUB-7). */
export class SigningDelays extends Query('sales.signing-delays', SigningDelayPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(delayStates) state?: DelayState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

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
