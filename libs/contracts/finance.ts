import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Day, Instant } from '#kernel/time.js';
import { Each, IsDay, IsInstant, IsMoney, IsPayment, IsRate, Nested, Optional } from './fields.js';
import { ExchangeRow } from './finance-exchanges.js';
import { InvoiceAnswer } from './finance-invoices.js';
import { RefundRow } from './finance-refunds.js';
import { Command, Query, Told } from './message.js';
import { ArrayNotEmpty, IsBoolean, IsIn, IsObject, IsString, IsUUID, Length } from 'class-validator';

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
