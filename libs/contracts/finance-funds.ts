import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Day, Instant } from '#kernel/time.js';
import { IsIn, IsInt, IsObject, IsString, IsUUID, Length, Matches, Min } from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, IsPayment, IsShare, Nested, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';

export const supervisedAccountStates = ['proposed', 'open', 'refused', 'closed'] as const;
export type SupervisedAccountState = (typeof supervisedAccountStates)[number];
export const supervisionPlanStates = ['proposed', 'in-force', 'refused', 'superseded'] as const;
export type SupervisionPlanState = (typeof supervisionPlanStates)[number];
/** `refunded`: given back to a buyer (FIN-6). `reversed`: taken out by a red-letter receipt or a void (FIN-4, FIN-5). */
export const supervisedMovementKinds = ['deposited', 'reversed', 'released', 'refunded'] as const;
export type SupervisedMovementKind = (typeof supervisedMovementKinds)[number];
/** `requested` → `checked` → `submitted` to the bank → `approved` → `paid`; `refused` by the checker or the bank. */
export const releaseStates = ['requested', 'checked', 'submitted', 'approved', 'paid', 'refused'] as const;
export type ReleaseState = (typeof releaseStates)[number];

// Asked: supervised accounts 监管账户 and what has to stay in them.

/** What the building still needs when it has not reached this node: it stays in the account until then. */
export class NodeNeed {
  @IsUUID() nodeId!: string;
  @Length(1, 60) label!: string;
  @IsPayment() amount!: Money;
}

/** What has to stay in a supervised account, and since when nothing is retained any more. */
export class SupervisionTerms {
  /** The supervised amount 监管额度. */
  @IsPayment() supervisedAmount!: Money;
  /** The share of it that stays until first registration 首次登记; the project's setting when left out. */
  @Optional() @IsShare() retainedShare?: Rate;
  /** The day of first registration, once there is one: nothing is retained from then on. */
  @Optional() @IsDay() registeredOn?: Day;
  @Each(() => NodeNeed) needs!: NodeNeed[];
  @Length(1, 200) attachment!: string;
}

export class SupervisedAccountAnswer {
  @IsUUID() accountId!: string;
  @IsIn(supervisedAccountStates) state!: SupervisedAccountState;
  /** The terms that were proposed or checked last. */
  @IsUUID() planId!: string;
  @IsIn(supervisionPlanStates) planState!: SupervisionPlanState;
}

/** A supervised account of a building, or of all the project's buildings without one; opened when it is checked (FIN-12). */
export class OpenSupervisedAccount extends Command('finance.open-supervised-account', SupervisedAccountAnswer) {
  @IsUUID() projectId!: string;
  @Optional() @IsUUID() buildingId?: string;
  @Optional() @Length(1, 60) permitNumber?: string;
  @Length(1, 60) bank!: string;
  @Matches(/^\d{8,30}$/) accountNumber!: string;
  @Nested(() => SupervisionTerms) terms!: SupervisionTerms;
}

/** Other terms for an account, as the regulator set them, or after first registration (FIN-12). */
export class ProposeSupervisionTerms extends Command('finance.propose-supervision-terms', SupervisedAccountAnswer) {
  @IsUUID() accountId!: string;
  @Nested(() => SupervisionTerms) terms!: SupervisionTerms;
  @Length(1, 500) reason!: string;
}

/** Another person checks what was proposed: from then on it is in force (FIN-12, ALL-4). */
export class CheckSupervisionTerms extends Command('finance.check-supervision-terms', SupervisedAccountAnswer) {
  @IsUUID() planId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

/** Supervision has ended: registered, and nothing left in it (FIN-12). */
export class CloseSupervisedAccount extends Command('finance.close-supervised-account', SupervisedAccountAnswer) {
  @IsUUID() accountId!: string;
  @Length(1, 500) reason!: string;
}

// Asked: releases 用款申请.

export class ReleaseAnswer {
  @IsUUID() releaseId!: string;
  @IsIn(releaseStates) state!: ReleaseState;
  @IsMoney() amount!: Money;
}

/** Asks for money of the account to be released, at most what is releasable and not asked for yet (FIN-12). */
export class RequestRelease extends Command('finance.request-release', ReleaseAnswer) {
  @IsUUID() accountId!: string;
  /** The node that it is for, where it is for one. */
  @Optional() @IsUUID() nodeId?: string;
  @Length(1, 200) purpose!: string;
  @IsPayment() amount!: Money;
  @Length(1, 200) attachment!: string;
}

/** Another person checks what was asked for; then it goes to the bank (FIN-12, ALL-4). */
export class CheckRelease extends Command('finance.check-release', ReleaseAnswer) {
  @IsUUID() releaseId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

export class ReleaseRow extends ReleaseAnswer {
  @Optional() @IsUUID() nodeId?: string;
  @IsString() purpose!: string;
  @IsString() attachment!: string;
  @IsInstant() requestedAt!: Instant;
  @Optional() @IsString() refusedFor?: string;
}

export class ReleasePage {
  @Each(() => ReleaseRow) items!: ReleaseRow[];
  @Optional() @IsUUID() next?: string;
}

/** The releases of an account, oldest first (FIN-12). */
export class Releases extends Query('finance.releases', ReleasePage) {
  @IsUUID() accountId!: string;
  @Optional() @IsIn(releaseStates) state?: ReleaseState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

// Asked: what is in it.

export class NodeNeedRow extends NodeNeed {
  @Optional() @IsDay() reachedOn?: Day;
}

export class SupervisedAccountRow {
  @IsUUID() accountId!: string;
  @IsUUID() projectId!: string;
  @Optional() @IsUUID() buildingId?: string;
  @Optional() @IsString() permitNumber?: string;
  @IsString() bank!: string;
  /** `****1234` (ALL-9) */
  @IsString() accountNumber!: string;
  @IsIn(supervisedAccountStates) state!: SupervisedAccountState;
  @IsMoney() balance!: Money;
  /** What is asked for and not paid yet. */
  @IsMoney() pending!: Money;
}

/** An account: what is in it, what has to stay, what can be released, and how that was computed (FIN-12, ALL-2). */
export class SupervisedAccountSheet extends SupervisedAccountRow {
  /** The terms in force. */
  @Optional() @IsUUID() planId?: string;
  /** Terms that wait to be checked. */
  @Optional() @IsUUID() proposedPlanId?: string;
  @Optional() @IsMoney() supervisedAmount?: Money;
  @Optional() @IsDay() registeredOn?: Day;
  @Each(() => NodeNeedRow) needs!: NodeNeedRow[];
  /** What the nodes that are not reached need. */
  @IsMoney() need!: Money;
  /** What stays until first registration. */
  @IsMoney() retained!: Money;
  @IsMoney() releasable!: Money;
  @IsObject() derivation!: Derivation;
}

export class SupervisedAccountById extends Query('finance.supervised-account-by-id', SupervisedAccountSheet) {
  @IsUUID() accountId!: string;
}

export class SupervisedAccountList {
  @Each(() => SupervisedAccountRow) items!: SupervisedAccountRow[];
}

/** The supervised accounts of a project, those that were closed or refused too (FIN-12). */
export class SupervisedAccounts extends Query('finance.supervised-accounts', SupervisedAccountList) {
  @IsUUID() projectId!: string;
}

export class SupervisedMovementRow {
  /** Its place in the account: 1, 2, 3 … without a gap. */
  @IsInt() @Min(1) serial!: number;
  @IsIn(supervisedMovementKinds) kind!: SupervisedMovementKind;
  /** Below zero when it went out. */
  @IsMoney() amount!: Money;
  @IsMoney() balance!: Money;
  @IsInstant() at!: Instant;
  @Optional() @IsUUID() dealId?: string;
  @Optional() @IsUUID() receiptId?: string;
  @Optional() @IsUUID() refundId?: string;
  @Optional() @IsUUID() releaseId?: string;
}

export class SupervisedMovementPage {
  @Each(() => SupervisedMovementRow) items!: SupervisedMovementRow[];
  @Optional() @IsString() next?: string;
}

/** What moved in a supervised account, in order (FIN-12). */
export class SupervisedMovements extends Query('finance.supervised-movements', SupervisedMovementPage) {
  @IsUUID() accountId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Matches(/^\d{1,9}$/) after?: string;
}

// Told, about the account.

/** Money went into a supervised account or out of it (FIN-12). */
export class SupervisedFundsMoved extends Told('finance.supervised-funds-moved', 1, 'accountId') {
  @IsUUID() accountId!: string;
  @IsUUID() projectId!: string;
  @IsInt() @Min(1) serial!: number;
  @IsIn(supervisedMovementKinds) kind!: SupervisedMovementKind;
  @IsMoney() amount!: Money;
  @IsMoney() balance!: Money;
  @Optional() @IsUUID() dealId?: string;

  /** As the account keeps it. */
  static of(movement: Moved): SupervisedFundsMoved {
    const { accountId, projectId, serial, kind, amount, balance, dealId } = movement;
    const facts = { accountId, projectId, serial, kind, amount, balance, ...(dealId ? { dealId } : {}) };
    return Object.assign(new SupervisedFundsMoved(), facts);
  }
}

type Moved = Omit<SupervisedFundsMoved, 'dealId'> & { dealId?: string | null };
