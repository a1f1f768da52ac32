import type { Area } from '#kernel/area.js';
import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Instant } from '#kernel/time.js';
import { ArrayMaxSize, IsIn, IsInt, IsObject, IsString, IsUUID, Max, Min } from 'class-validator';
import { FileAnswer } from './file.js';
import { Each, IsArea, IsInstant, IsMoney, IsRate, Nested, Optional } from './fields.js';
import { loanKinds, planKinds, type LoanKind, type PlanKind } from './inventory.js';
import { Command, Query } from './message.js';
import { ScheduleLine } from './sales.js';

/** What a loan of the plan is estimated at: the lender's rate of a year, and for how many years. */
export class LoanWish {
  @IsIn(loanKinds) loanKind!: LoanKind;
  @IsRate() annualRate!: Rate;
  @IsInt() @Min(1) @Max(30) years!: number;
}

/** One way to pay a loan back: what a month costs, and what all of it costs. */
export class RepaymentEstimate {
  @IsMoney() firstPayment!: Money;
  @IsMoney() secondPayment!: Money;
  @IsMoney() lastPayment!: Money;
  @IsMoney() totalInterest!: Money;
  @IsMoney() total!: Money;
  @IsObject() derivation!: Derivation;
}

/** A loan of the plan, paid back either way (MOR-7). An estimate: the bank decides. */
export class LoanEstimate extends LoanWish {
  @IsMoney() principal!: Money;
  /** 等额本息: the same payment every month. */
  @Nested(() => RepaymentEstimate) equalInstalments!: RepaymentEstimate;
  /** 等额本金: the same part of the principal every month. */
  @Nested(() => RepaymentEstimate) equalPrincipal!: RepaymentEstimate;
}

export class QuotedTerm {
  @IsString() code!: string;
  @IsString() name!: string;
}

/** What a consultant shows a customer: what the unit costs on these terms today. Nobody has the unit by it. */
export class QuotationSheet {
  @IsUUID() quotationId!: string;
  /** `BJ-YH-000001` */
  @IsString() number!: string;
  @IsUUID() projectId!: string;
  @IsString() project!: string;
  @IsUUID() unitId!: string;
  @IsString() unitCode!: string;
  @Optional() @IsString() layout?: string;
  @IsArea() buildingArea!: Area;
  @IsArea() innerArea!: Area;
  @Optional() @IsUUID() customerId?: string;
  @IsUUID() consultantId!: string;
  @IsString() consultant!: string;
  @IsInstant() madeAt!: Instant;
  /** Until when the price stands: the project's length, but no longer than a discount or the price itself (INV-3). */
  @IsInstant() validUntil!: Instant;
  @IsInt() priceVersion!: number;
  @IsString() permitNumber!: string;
  @IsIn(planKinds) planKind!: PlanKind;
  @Nested(() => QuotedTerm) plan!: QuotedTerm;
  @Each(() => QuotedTerm) discounts!: QuotedTerm[];
  @IsMoney() listPrice!: Money;
  @IsMoney() dealPrice!: Money;
  /** How the price after discounts came to be, a step a discount. */
  @IsObject() derivation!: Derivation;
  @IsMoney() deposit!: Money;
  /** As if it were signed today. */
  @Each(() => ScheduleLine) schedule!: ScheduleLine[];
  @Each(() => LoanEstimate) loans!: LoanEstimate[];
  /** First eight digits of the trace that made it (GAT-5). */
  @IsString() trace!: string;
}

/** Quotes a unit on a plan with discounts, and estimates its loans; takes no hold (INV-6, MOR-7). */
export class QuoteUnit extends Command('sales.quote-unit', QuotationSheet) {
  @IsUUID() unitId!: string;
  @IsUUID() planId!: string;
  @Optional() @ArrayMaxSize(20) @IsUUID(undefined, { each: true }) discountIds?: string[];
  @Optional() @IsUUID() customerId?: string;
  /** One for each kind of loan that the plan has. */
  @Optional() @ArrayMaxSize(2) @Each(() => LoanWish) loans?: LoanWish[];
}

export class QuotationById extends Query('sales.quotation-by-id', QuotationSheet) {
  @IsUUID() quotationId!: string;
}

/** The quotation as a paper in Chinese. */
export class QuotationPdf extends Query('sales.quotation-pdf', FileAnswer) {
  @IsUUID() quotationId!: string;
}
