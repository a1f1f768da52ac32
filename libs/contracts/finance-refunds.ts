import type { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import { Each, IsInstant, IsMoney, IsPageSize, IsPayment, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';

export const refundStates = ['requested', 'approved', 'refused', 'paid'] as const;
export type RefundState = (typeof refundStates)[number];
export type WithdrawalState = 'requested' | 'settled' | 'refused';
export class RefundAnswer {
  @IsUUID() refundId!: string;
  @IsIn(refundStates) state!: RefundState;
}

/** Asks for money to be given back: at most what is held for the customer (FIN-6). */
export class RequestRefund extends Command('finance.request-refund', RefundAnswer) {
  @IsUUID() dealId!: string;
  @IsPayment() amount!: Money;
  @Length(1, 500) reason!: string;
}

export class ApproveRefund extends Command('finance.approve-refund', RefundAnswer) {
  @IsUUID() refundId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

export class PayRefund extends Command('finance.pay-refund', RefundAnswer) {
  @IsUUID() refundId!: string;
}

export class RefundRow extends RefundAnswer {
  @IsMoney() amount!: Money;
  @IsString() reason!: string;
}

export class RefundListRow extends RefundRow {
  @IsUUID() dealId!: string;
  @IsString() unitCode!: string;
  @IsInstant() requestedAt!: Instant;
  /** The withdrawal that it settles (SUB-6, CON-5). */
  @Optional() @IsUUID() withdrawalId?: string;
}

export class RefundPage {
  @Each(() => RefundListRow) items!: RefundListRow[];
  @Optional() @IsUUID() next?: string;
}

/** Refunds of a project by state: to be approved, to be paid 应退款, paid (FIN-6, FIN-9). */
export class Refunds extends Query('finance.refunds', RefundPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(refundStates) state?: RefundState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class RefundPaid extends Told('finance.refund-paid', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() refundId!: string;
  @IsMoney() amount!: Money;
}

/** The money of a withdrawal is settled: what was paid is given back, less what the agreement retains (SUB-6, CON-5). */
export class WithdrawalSettled extends Told('finance.withdrawal-settled', 1, 'dealId') {
  @IsUUID() withdrawalId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsMoney() refunded!: Money;
  @IsMoney() retained!: Money;
}

/** The CFO refused the refund of a withdrawal: what was owed is owed again, as before (SUB-6, CON-5). */
export class WithdrawalRefused extends Told('finance.withdrawal-refused', 1, 'dealId') {
  @IsUUID() withdrawalId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsString() reason!: string;
}
