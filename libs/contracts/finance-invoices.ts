import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Day, Instant } from '#kernel/time.js';
import { IsBoolean, IsIn, IsInt, IsObject, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPayment, IsRate, Nested, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { vatMethods, type VatMethod } from './finance-settings.js';
import { Command, Query, Told } from './message.js';

/**
 * `issued` waits for the accounting supervisor, `confirmed` for the tax office, which accepts or refuses; `collected` was
 * handed over to the customer; `reversed` was taken back by a red letter 红冲; `cancelled` never reached the tax office.
 */
export const invoiceStates = [
  ...(['issued', 'confirmed', 'accepted', 'refused', 'collected', 'reversed', 'cancelled'] as const),
] as const;
export type InvoiceState = (typeof invoiceStates)[number];
/** A red letter 红字发票 takes a blue one back. */
export const invoiceKinds = ['blue', 'red'] as const;
export type InvoiceKind = (typeof invoiceKinds)[number];
export const buyerKinds = ['person', 'company'] as const;
export type BuyerKind = (typeof buyerKinds)[number];
/** Why an invoice has to be taken back: the home was withdrawn, its deal cancelled, or its contract revised. */
export const reversalCauses = ['withdrawn', 'cancelled', 'revised', 'unpaid'] as const;
export type ReversalCause = (typeof reversalCauses)[number];

const personNumber = { message: '$property must be 6 to 20 digits and capital letters' };
const twenty = { message: '$property must be the 20 digits of a fully digital invoice' };

export class InvoiceAnswer {
  @IsUUID() invoiceId!: string;
  /** Our own number, `FP-2027-000001`. */
  @IsString() number!: string;
  @IsIn(invoiceKinds) kind!: InvoiceKind;
  @IsMoney() amount!: Money;
  @IsMoney() net!: Money;
  @IsMoney() vat!: Money;
  @IsObject() derivation!: Derivation;
  @IsIn(invoiceStates) state!: InvoiceState;
  /** The tax office's number, once it has accepted. */
  @Optional() @IsString() taxNumber?: string;
}

/** What is written on it besides amounts, in the words of the fully digital invoice 数电票 for the sale of real estate. */
export class InvoiceFields {
  /** 网签合同备案编号, as the registry gave it (CON-6). */
  @IsString() filingNumber!: string;
  /** 不动产单元代码 or 房屋产权证号. */
  @IsString() propertyCode!: string;
  /** 不动产地址. */
  @IsString() address!: string;
  /** 跨地市标志. */
  @IsBoolean() crossCity!: boolean;
  /** 土地增值税项目编号. */
  @IsString() landVatProject!: string;
  /** 核定计税价格, where the tax office assessed one. */
  @Optional() @IsString() assessedPrice?: string;
  /** 实际成交含税金额. */
  @IsString() actualAmount!: string;
  /** 面积单位, always ㎡. */
  @IsString() areaUnit!: string;
  /** 数量: the area by which it is priced, certified once it was settled. */
  @IsString() area!: string;
  /** 单价 without VAT, to ten decimals: times the area it is the net amount to the fen. */
  @IsString() unitPrice!: string;
  /** 税收分类编码. */
  @IsString() taxCode!: string;
  @IsIn(buyerKinds) buyerKind!: BuyerKind;
  @IsString() sellerName!: string;
  @IsString() sellerTaxNumber!: string;
}

/** An invoice with everything on it; names and numbers of people are masked (ALL-9). */
export class InvoiceSheet extends InvoiceAnswer {
  @IsUUID() dealId!: string;
  @IsString() unitCode!: string;
  @IsIn(vatMethods) vatMethod!: VatMethod;
  @IsRate() vatRate!: Rate;
  @Nested(() => InvoiceFields) fields!: InvoiceFields;
  @IsString() buyerName!: string;
  @IsString() buyerNumber!: string;
  @IsInstant() issuedAt!: Instant;
  @Optional() @IsInstant() confirmedAt?: Instant;
  /** How often it went to the tax office. */
  @IsInt() attempt!: number;
  @Optional() @IsDay() taxIssuedOn?: Day;
  @Optional() @IsString() fileUrl?: string;
  @Optional() @IsString() fileHash?: string;
  @Optional() @IsString() refusedFor?: string;
  /** Of a red letter: the invoice that it takes back, and why. */
  @Optional() @IsUUID() reverses?: string;
  @Optional() @IsString() reason?: string;
  @Optional() @IsIn(reversalCauses) toReverseFor?: ReversalCause;
  @Optional() @IsDay() collectedOn?: Day;
  @Optional() @IsString() collectedBy?: string;
  @Optional() @IsString() collectedProof?: string;
}

/**
 * The purchase invoice 购房发票 (FIN-11): only when the price, the loan, the area settlement and late fees are paid; other
 * fees do not hold it up. What is left out here is taken from the contract and the project's settings; what
 * is then still missing is refused by name.
 */
export class IssueInvoice extends Command('finance.issue-invoice', InvoiceAnswer) {
  @IsUUID() dealId!: string;
  @Optional() @IsIn(buyerKinds) buyerKind?: BuyerKind;
  @Optional() @Length(1, 100) buyerName?: string;
  /** ID number of a person, tax number of a company. */
  @Optional() @Matches(/^[0-9A-Z]{6,20}$/, personNumber) buyerNumber?: string;
  @Optional() @Length(1, 40) propertyCode?: string;
  @Optional() @Length(1, 120) address?: string;
  @Optional() @IsPayment() assessedPrice?: Money;
}

/** What was returned or refused is corrected 更正, and waits for the supervisor again; what is left out stays (FIN-11). */
export class CorrectInvoice extends Command('finance.correct-invoice', InvoiceAnswer) {
  @IsUUID() invoiceId!: string;
  @Length(1, 500) reason!: string;
  @Optional() @IsIn(buyerKinds) buyerKind?: BuyerKind;
  @Optional() @Length(1, 100) buyerName?: string;
  @Optional() @Matches(/^[0-9A-Z]{6,20}$/, personNumber) buyerNumber?: string;
  @Optional() @Length(1, 40) propertyCode?: string;
  @Optional() @Length(1, 120) address?: string;
  @Optional() @IsPayment() assessedPrice?: Money;
}

/** The accounting supervisor confirms 审核, and it goes to the tax office; or returns it with a reason (FIN-11). */
export class ConfirmInvoice extends Command('finance.confirm-invoice', InvoiceAnswer) {
  @IsUUID() invoiceId!: string;
  /** `approve` when left out. */
  @Optional() @IsIn(['approve', 'return']) decision?: 'approve' | 'return';
  @Optional() @Length(1, 500) reason?: string;
}

/** Drops an invoice or a red letter that the tax office never accepted. */
export class CancelInvoice extends Command('finance.cancel-invoice', InvoiceAnswer) {
  @IsUUID() invoiceId!: string;
  @Length(1, 500) reason!: string;
}

/** Asks for an accepted invoice to be taken back by a red letter 红字发票, of the same amounts below zero (FIN-11). */
export class RequestRedLetter extends Command('finance.request-red-letter', InvoiceAnswer) {
  @IsUUID() invoiceId!: string;
  @Length(1, 500) reason!: string;
}

/** Where the tax office has no line the clerk types in what it said: number and day, or why it refused. */
export class RecordTaxAnswer extends Command('finance.record-tax-answer', InvoiceAnswer) {
  @IsUUID() invoiceId!: string;
  @IsIn(['accepted', 'refused']) answer!: 'accepted' | 'refused';
  @Optional() @Matches(/^\d{20}$/, twenty) taxNumber?: string;
  @Optional() @IsDay() issuedOn?: Day;
  @Optional() @Length(1, 300) fileUrl?: string;
  /** SHA-256 of the tax office's file. */
  @Optional() @Matches(/^[0-9a-f]{64}$/, { message: '$property must be a SHA-256 in hexadecimal' }) fileHash?: string;
  @Optional() @Length(1, 500) reason?: string;
}

/** The customer takes the invoice 换取购房发票 (§3.9.3): when, who, and what proves it. */
export class CollectInvoice extends Command('finance.collect-invoice', InvoiceAnswer) {
  @IsUUID() invoiceId!: string;
  @IsDay() collectedOn!: Day;
  @Length(1, 60) collectedBy!: string;
  /** The signed slip 签收单, an authorisation, a courier's number. */
  @Length(1, 200) proof!: string;
}

export class InvoiceById extends Query('finance.invoice-by-id', InvoiceSheet) {
  @IsUUID() invoiceId!: string;
}

export class InvoicePage {
  @Each(() => InvoiceSheet) items!: InvoiceSheet[];
}

/** Every invoice and red letter of a deal, the oldest first. */
export class InvoicesByDeal extends Query('finance.invoices-by-deal', InvoicePage) {
  @IsUUID() dealId!: string;
}

/** The hand-over slip 发票签收单 to be signed, with the receipts that are exchanged for the invoice. */
export class InvoiceSlip extends Query('finance.invoice-slip', FileAnswer) {
  @IsUUID() invoiceId!: string;
}

// What is told, about the deal.

/** The invoice has the tax office's number: the title can be applied for (TIT-4). */
export class InvoiceConfirmed extends Told('finance.invoice-confirmed', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() invoiceId!: string;
  /** The tax office's. */
  @IsString() number!: string;
  @IsMoney() amount!: Money;
}

/** A red letter took the invoice back: there is none any more, until another one is issued (FIN-11). */
export class InvoiceReversed extends Told('finance.invoice-reversed', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() invoiceId!: string;
  @IsString() number!: string;
  @IsUUID() redInvoiceId!: string;
  @IsString() redNumber!: string;
  /** Of the invoice, above zero. */
  @IsMoney() amount!: Money;
  @IsString() reason!: string;
}

/** The customer has the invoice (§3.9.3). */
export class InvoiceCollected extends Told('finance.invoice-collected', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() invoiceId!: string;
  @IsString() number!: string;
  @IsDay() collectedOn!: Day;
}
