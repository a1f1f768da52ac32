import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Day, Instant } from '#kernel/time.js';
import { ArrayNotEmpty, IsBoolean, IsIn, IsInt, IsObject, IsString, IsUUID, Length, Min } from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, IsPayment, IsRate, Nested, Optional } from './fields.js';
import { InvoiceAnswer } from './finance-invoices.js';
import { Command, Query, Told } from './message.js';
import { ageBuckets, type AgeBucket } from './finance-dunning.js';
import { depositTypes, type DepositType } from './sales.js';

export const paymentMethods = ['cash', 'card', 'transfer', 'cheque', 'loan'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];
export const receivableKinds = [
  ...(['deposit', 'price', 'loan', 'late-fee', 'area-settlement'] as const),
  ...(['change-fee', 'handover-fee', 'title-fee'] as const),
] as const;
export type ReceivableKind = (typeof receivableKinds)[number];
/** What a receipt pays: one kind of receivable, several, or nothing that was owed yet. */
export const receiptTypes = [...receivableKinds, 'mixed', 'credit'] as const;
export type ReceiptType = (typeof receiptTypes)[number];
/** A deposit is `converted` when the contract makes price of it. */
export const receivableStates = ['open', 'paid', 'converted', 'cancelled'] as const;
export type ReceivableState = (typeof receivableStates)[number];
export const refundStates = ['requested', 'approved', 'refused', 'paid'] as const;
export type RefundState = (typeof refundStates)[number];
export const exchangeStates = ['awaiting', 'done', 'dropped'] as const;
export type ExchangeState = (typeof exchangeStates)[number];
/** `lapsed`: the rest of the deposit came in before finance decided. */
export const referralStates = ['awaiting', 'forfeited', 'released', 'lapsed'] as const;
export type ReferralState = (typeof referralStates)[number];
export type WithdrawalState = 'requested' | 'settled' | 'refused';

// What is asked. A deal 交易 is the subscription and everything that follows from it, and has the subscription's id

export class Allocation {
  @IsUUID() receivableId!: string;
  @IsString() label!: string;
  @IsMoney() amount!: Money;
}

export class ReceiptMade {
  @IsUUID() receiptId!: string;
  /** From the project's numbered book, without gaps: `A-000123`. */
  @IsString() number!: string;
  @Each(() => Allocation) allocations!: Allocation[];
  /** What was left over and is held for the customer. */
  @IsMoney() credit!: Money;
  /** First eight digits of the trace (GAT-5). */
  @IsString() trace!: string;
}

/** So much of a receipt is for this. */
export class AllocationTold {
  @IsUUID() receivableId!: string;
  @IsPayment() amount!: Money;
}

/** The cashier records money (FIN-2); it is allocated to what is owed, oldest first, unless told. */
export class RecordReceipt extends Command('finance.record-receipt', ReceiptMade) {
  @IsUUID() dealId!: string;
  @Length(1, 60) payer!: string;
  @IsPayment() amount!: Money;
  @IsIn(['cash', 'card', 'transfer', 'cheque']) method!: Exclude<PaymentMethod, 'loan'>;
  /** What it is for, in this order; never the loan, which the bank pays (MOR-5). */
  @Optional() @ArrayNotEmpty() @IsUUID(undefined, { each: true }) receivableIds?: string[];
  /** Or so much to each; together at most the amount, the rest is held. */
  @Optional() @ArrayNotEmpty() @Each(() => AllocationTold) allocations?: AllocationTold[];
  /** Of a cheque, and only of one. */
  @Optional() @Length(1, 40) chequeNumber?: string;
  /** The number on the bank's or the terminal's slip, by which its line on a statement is found (FIN-8). */
  @Optional() @Length(1, 60) externalReference?: string;
}

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

export class ExchangedReceipt {
  @IsUUID() receiptId!: string;
  @IsString() number!: string;
  /** The number of the receipt in whose place it is, and of the red-letter receipt that reversed that one. */
  @IsString() replaces!: string;
  @IsString() redLetter!: string;
}

export class ExchangeAnswer {
  @IsUUID() changeId!: string;
  @IsIn(exchangeStates) state!: ExchangeState;
  @Each(() => ExchangedReceipt) receipts!: ExchangedReceipt[];
}

/** The cashier exchanges the receipts of a rename or swap 换发: reversed and issued anew for the same money (FIN-5). */
export class ExchangeReceipts extends Command('finance.exchange-receipts', ExchangeAnswer) {
  @IsUUID() changeId!: string;
  /** Who is named on the new receipts; needed in a rename, as before when left out. */
  @Optional() @Length(1, 60) payer?: string;
}

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

export class ReceivableRow {
  @IsUUID() receivableId!: string;
  @IsIn(receivableKinds) kind!: ReceivableKind;
  @IsString() label!: string;
  @IsMoney() amount!: Money;
  @IsMoney() paid!: Money;
  @IsDay() dueOn!: Day;
  @IsObject() derivation!: Derivation;
  @IsIn(receivableStates) state!: ReceivableState;
  /** Of a late fee 违约金: the instalment that was late (FIN-7). */
  @Optional() @IsUUID() lateFeeOf?: string;
  /** Of an instalment: the late fee that runs on what is unpaid of it, today, less what is waived. */
  @Optional() @IsMoney() accrued?: Money;
  @Optional() @IsObject() accruedDerivation?: Derivation;
}

export class ReceiptRow {
  /** Of one from before this system: the number that it had there. */
  @Optional() @IsString() oldNumber?: string;
  @IsUUID() receiptId!: string;
  @IsString() number!: string;
  @IsMoney() amount!: Money;
  @IsIn(paymentMethods) method!: PaymentMethod;
  @IsInstant() receivedAt!: Instant;
  @IsString() cashier!: string;
  /** First eight digits of the trace (GAT-5). */
  @IsString() trace!: string;
  /** What it pays; `mixed` when several kinds, `credit` when nothing was owed. */
  @Optional() @IsIn(receiptTypes) type?: ReceiptType;
  /** Voided 作废 on its day: it counts for nothing (FIN-4). */
  @Optional() @IsBoolean() voided?: boolean;
  /** Why it was voided, or why the red letter was written. */
  @Optional() @IsString() reason?: string;
  @Optional() @IsString() chequeNumber?: string;
  @Optional() @IsString() externalReference?: string;
  /** Where its money lies now, by receivable. */
  @Optional() @Each(() => Allocation) allocations?: Allocation[];
  /** What of it is held for the customer, and what was refunded, forfeited or retained. */
  @Optional() @IsMoney() credit?: Money;
  @Optional() @IsMoney() gone?: Money;
  /** Of a red-letter receipt 红冲: the receipt that it takes back. */
  @Optional() @IsUUID() reverses?: string;
  /** The receipt in whose place it was issued (FIN-5). */
  @Optional() @IsUUID() replaces?: string;
  /** The day on which a bank statement shows its money (FIN-8); absent as long as none does, and of cash. */
  @Optional() @IsDay() bankedOn?: Day;
}

export class RefundRow extends RefundAnswer {
  @IsMoney() amount!: Money;
  @IsString() reason!: string;
}

export class ExchangeRow {
  @IsUUID() changeId!: string;
  @IsIn(['rename', 'swap']) kind!: 'rename' | 'swap';
  @IsIn(exchangeStates) state!: ExchangeState;
  @IsUUID() fromDealId!: string;
  @IsUUID() toDealId!: string;
  @IsString() reason!: string;
  @IsInstant() requestedAt!: Instant;
}

export class ForfeitureRow {
  @IsMoney() amount!: Money;
  @IsObject() derivation!: Derivation;
  @IsString() reason!: string;
  @IsInstant() at!: Instant;
}

/** What is owed, what was paid, and what is held, of one deal. */
export class AccountSheet {
  @IsUUID() dealId!: string;
  @IsUUID() projectId!: string;
  @IsString() unitCode!: string;
  @Optional() @IsMoney() price?: Money;
  @Each(() => ReceivableRow) receivables!: ReceivableRow[];
  @Each(() => ReceiptRow) receipts!: ReceiptRow[];
  @Each(() => RefundRow) refunds!: RefundRow[];
  @Each(() => ExchangeRow) exchanges!: ExchangeRow[];
  @Each(() => ForfeitureRow) forfeitures!: ForfeitureRow[];
  @Optional() @Nested(() => InvoiceAnswer) invoice?: InvoiceAnswer;
  @IsMoney() received!: Money;
  @IsMoney() allocated!: Money;
  @IsMoney() credit!: Money;
  @IsMoney() refunded!: Money;
  @IsMoney() forfeited!: Money;
  @IsMoney() outstanding!: Money;
  /** Late fees that run on what is unpaid, beside what is outstanding (FIN-7). */
  @Optional() @IsMoney() accrued?: Money;
  @IsBoolean() cleared!: boolean;
}

export class AccountByDeal extends Query('finance.account-by-deal', AccountSheet) {
  @IsUUID() dealId!: string;
}

export class ExchangePage {
  @Each(() => ExchangeRow) items!: ExchangeRow[];
  @Optional() @IsUUID() next?: string;
}

/** Receipts to be exchanged 待换发票据, or exchanged, of a project (FIN-5, FIN-9). */
export class Exchanges extends Query('finance.exchanges', ExchangePage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(exchangeStates) state?: ExchangeState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
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

export class ArrearsRow {
  @IsUUID() receivableId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() consultantId!: string;
  @IsIn(receivableKinds) kind!: ReceivableKind;
  @IsString() unitCode!: string;
  @IsString() label!: string;
  @IsMoney() outstanding!: Money;
  @IsDay() dueOn!: Day;
  @IsInt() @Min(0) daysLate!: number;
  @IsIn(ageBuckets) bucket!: AgeBucket;
  /** With approval, if that day is still to come: not unreasonable. */
  @Optional() @IsDay() delayedUntil?: Day;
}

export class ArrearsPage {
  @Each(() => ArrearsRow) items!: ArrearsRow[];
  @Optional() @IsString() next?: string;
}

/** Overdue receivables of a project, longest overdue first; a consultant sees those of their own deals (FIN-9). */
export class Arrears extends Query('finance.arrears', ArrearsPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(ageBuckets) bucket?: AgeBucket;
  @Optional() @IsUUID() consultantId?: string;
  @Optional() @Length(1, 40) unit?: string;
  @Optional() @IsIn(receivableKinds) kind?: ReceivableKind;
  /** Unreasonable arrears 不合理欠款 have no approved delay; all when left out. */
  @Optional() @IsIn(['unreasonable', 'delayed']) which?: 'unreasonable' | 'delayed';
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Length(1, 80) after?: string;
}

// What is told, about the deal.

/** Deposit money came in; the subscription takes effect when it is all there (SUB-2). */
export class DepositReceived extends Told('finance.deposit-received', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsMoney() amount!: Money;
  @IsMoney() outstanding!: Money;
  @IsBoolean() inFull!: boolean;
}

export class ReceiptRecorded extends Told('finance.receipt-recorded', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() receiptId!: string;
  @IsString() number!: string;
  @IsMoney() amount!: Money;
  @IsIn(paymentMethods) method!: PaymentMethod;
  /** Paid towards the price so far, loan included; the deposit counts once the contract is signed. */
  @IsMoney() pricePaid!: Money;
  /** `pricePaid` as a share of the price, for the 80% of MEM-2; "0" before there is a contract. */
  @IsRate() priceShare!: Rate;
  /** Of a red-letter receipt: which it takes back (FIN-4, FIN-5). */
  @Optional() @IsUUID() reverses?: string;
  /** Which it was issued in exchange for (FIN-5). */
  @Optional() @IsUUID() replaces?: string;
  @Optional() @IsString() chequeNumber?: string;
  @Optional() @IsString() externalReference?: string;
}

/** Price and late fees are settled: the unit may be handed over (HAN-1, 可正常接楼). */
export class DealCleared extends Told('finance.deal-cleared', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
}

/** The money of the area settlement is settled, whichever way it went (TIT-4). */
export class SettlementPaid extends Told('finance.settlement-paid', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() settlementId!: string;
  @IsMoney() difference!: Money;
}

export class RefundPaid extends Told('finance.refund-paid', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() refundId!: string;
  @IsMoney() amount!: Money;
}

/** The receipts of a rename or swap are exchanged 换发 (FIN-5): it is complete (SUB-5). In a rename both deals are one. */
export class ReceiptsExchanged extends Told('finance.receipts-exchanged', 1, 'toDealId') {
  @IsUUID() changeId!: string;
  @IsUUID() fromDealId!: string;
  @IsUUID() toDealId!: string;
  /** The unit of the deal that has the money now. */
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  /** How many receipts were exchanged, and what they were worth. */
  @IsInt() @Min(0) receipts!: number;
  @IsMoney() amount!: Money;
}

/** The rename or swap was taken back before its receipts were exchanged: they stand (SUB-5). */
export class ExchangeDropped extends Told('finance.exchange-dropped', 1, 'fromDealId') {
  @IsUUID() changeId!: string;
  @IsUUID() fromDealId!: string;
  @IsUUID() toDealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
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
