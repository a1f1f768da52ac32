import type { Area } from '#kernel/area.js';
import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Day, Instant } from '#kernel/time.js';
import { ArrayNotEmpty, IsBoolean, IsIn, IsInt, IsObject, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Each, IsArea, IsDay, IsInstant, IsMoney, IsPageSize, IsPayment, IsRate, Nested, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { pricingBases, type PricingBasis } from './inventory.js';
import { Command, Query, Told } from './message.js';
import {
  Buyer,
  Clauses,
  ContractAnswer,
  LintFinding,
  ReviewRow,
  reviewStages,
  ScheduleLine,
  type ReviewStage,
} from './sales.js';

export const discountStates = ['requested', 'approved', 'refused', 'used', 'expired'] as const;
export type DiscountState = (typeof discountStates)[number];

// Asked: discount approvals 优惠批示单 (CON-2).

export class ApprovalAnswer {
  @IsUUID() approvalId!: string;
  @IsIn(discountStates) state!: DiscountState;
  /** What may be taken off the price, once. */
  @IsMoney() amount!: Money;
  @IsObject() derivation!: Derivation;
}

/** Asks for a discount beyond the standard for one customer and unit: an amount, or a rate of the list price (CON-2). */
export class RequestDiscount extends Command('sales.request-discount', ApprovalAnswer) {
  @IsUUID() unitId!: string;
  @IsUUID() customerId!: string;
  /** Taken off the price. Either this or `rate`. */
  @Optional() @IsPayment() amount?: Money;
  /** What is left of the list price: `"0.97"` takes off 3%. */
  @Optional() @IsRate() rate?: Rate;
  @Length(1, 500) reason!: string;
  /** Reference of the paper with the application. */
  @Length(1, 200) attachment!: string;
}

/** The general manager or a deputy, never the one who asked (CON-2, ALL-4). */
export class DecideDiscount extends Command('sales.decide-discount', ApprovalAnswer) {
  @IsUUID() approvalId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

export class ApprovalSheet extends ApprovalAnswer {
  @IsUUID() projectId!: string;
  @IsUUID() unitId!: string;
  @IsString() unitCode!: string;
  @IsUUID() customerId!: string;
  @IsString() reason!: string;
  @IsString() attachment!: string;
  @IsInstant() requestedAt!: Instant;
  @IsString() requestedBy!: string;
  @Optional() @IsString() decidedBy?: string;
  @Optional() @IsString() decisionReason?: string;
  @Optional() @IsDay() validUntil?: Day;
  /** The subscription or contract that used it, or the amendment. */
  @Optional() @IsUUID() usedFor?: string;
}

export class DiscountById extends Query('sales.discount-by-id', ApprovalSheet) {
  @IsUUID() approvalId!: string;
}

export class ApprovalPage {
  @Each(() => ApprovalSheet) items!: ApprovalSheet[];
  @Optional() @IsString() next?: string;
}

/** Discount approvals of a project, oldest first: with `requested` the queue of the general manager. */
export class DiscountApprovals extends Query('sales.discount-approvals', ApprovalPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(discountStates) state?: DiscountState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

// Told.

/** The general manager approved a discount beyond the standard: finance archives it (CON-2, §3.4.2). */
export class DiscountApproved extends Told('sales.discount-approved', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() approvalId!: string;
  @IsUUID() projectId!: string;
  @IsString() unitCode!: string;
  @IsUUID() customerId!: string;
  @IsUUID() requestedById!: string;
  @IsUUID() approvedById!: string;
  @IsMoney() amount!: Money;
  @IsObject() derivation!: Derivation;
  @IsString() reason!: string;
  @IsString() attachment!: string;
  @IsInstant() approvedAt!: Instant;
  @IsDay() validUntil!: Day;
}

// Asked: changes of a contract that was reviewed (CON-4).

export const amendmentStates = ['in-review', 'returned', 'approved', 'abandoned'] as const;
export type AmendmentState = (typeof amendmentStates)[number];

/** A line of a schedule as buyer and seller agree on it; the lines add up to the price. */
export class AgreedLine {
  @Length(1, 60) label!: string;
  @IsIn(['price', 'loan']) kind!: 'price' | 'loan';
  @IsPayment() amount!: Money;
  @IsDay() dueOn!: Day;
}

/** What is to be different from the contract that stands; what is left out stays as it is. */
export class AmendmentChanges {
  @Optional() @IsUUID() customerId?: string;
  /** Co-buyers with shares; the customer alone when the customer changes and these are left out. */
  @Optional() @ArrayNotEmpty() @Each(() => Buyer) buyers?: Buyer[];
  @Optional() @IsUUID() planId?: string;
  /** Instead of the plan's own lines. */
  @Optional() @ArrayNotEmpty() @Each(() => AgreedLine) schedule?: AgreedLine[];
  /** The price becomes lower by this discount approval only (CON-2), used up when the amendment is approved. */
  @Optional() @IsUUID() discountApprovalId?: string;
  /** So much of the approval; all of it when left out. */
  @Optional() @IsPayment() discountAmount?: Money;
  @Optional() @Nested(() => Clauses) clauses?: Clauses;
}

export class AmendmentAnswer {
  @IsUUID() amendmentId!: string;
  @IsUUID() contractId!: string;
  /** Which version of the contract it becomes. */
  @IsInt() version!: number;
  @IsIn(amendmentStates) state!: AmendmentState;
}

/** Drafts a change beside the contract, which stands until the change is approved (CON-4). */
export class DraftAmendment extends Command('sales.draft-amendment', AmendmentAnswer) {
  @IsUUID() contractId!: string;
  @Nested(() => AmendmentChanges) changes!: AmendmentChanges;
  @Length(1, 500) reason!: string;
  /** Reference of the customer's application. */
  @Optional() @Length(1, 200) attachment?: string;
}

/** The same four in the same order; a return needs a reason (CON-3, CON-4). */
export class ReviewAmendment extends Command('sales.review-amendment', AmendmentAnswer) {
  @IsUUID() amendmentId!: string;
  @IsIn(reviewStages) stage!: ReviewStage;
  @IsIn(['approve', 'return']) decision!: 'approve' | 'return';
  @Optional() @Length(1, 500) reason?: string;
}

/** Sends a returned amendment into review again: the changes as they are now wanted, all of them. */
export class ResubmitAmendment extends Command('sales.resubmit-amendment', AmendmentAnswer) {
  @IsUUID() amendmentId!: string;
  @Nested(() => AmendmentChanges) changes!: AmendmentChanges;
  @Length(1, 500) reason!: string;
}

/** Gives an amendment up that is not approved: the contract stands as it is. */
export class AbandonAmendment extends Command('sales.abandon-amendment', AmendmentAnswer) {
  @IsUUID() amendmentId!: string;
  @Length(1, 500) reason!: string;
}

/** What buyer and seller agreed on in one version of a contract. */
export class AgreedTerms {
  @IsUUID() customerId!: string;
  @Each(() => Buyer) buyers!: Buyer[];
  @IsUUID() planId!: string;
  @IsMoney() price!: Money;
  @IsObject() priceDerivation!: Derivation;
  @Optional() @IsUUID() discountApprovalId?: string;
  @IsMoney() pricePerM2!: Money;
  @IsObject() pricePerM2Derivation!: Derivation;
  @IsMoney() loan!: Money;
  @Each(() => ScheduleLine) schedule!: ScheduleLine[];
  @Nested(() => Clauses) clauses!: Clauses;
  @Each(() => LintFinding) findings!: LintFinding[];
  /** SHA-256 over the canonical content of the contract: exactly what the reviewers sign off (CON-3). */
  @IsString() contentHash!: string;
}

export class AmendmentSheet extends AmendmentAnswer {
  @IsString() number!: string;
  @IsUUID() projectId!: string;
  @IsString() unitCode!: string;
  @IsString() reason!: string;
  @Optional() @IsString() attachment?: string;
  @Nested(() => AgreedTerms) terms!: AgreedTerms;
  @Each(() => ReviewRow) reviews!: ReviewRow[];
  @IsString() draftedBy!: string;
  @IsInstant() draftedAt!: Instant;
  @Optional() @IsString() nextStep?: string;
  @Optional() @IsString() overdueFor?: string;
}

export class AmendmentById extends Query('sales.amendment-by-id', AmendmentSheet) {
  @IsUUID() amendmentId!: string;
}

export class AmendmentRow extends AmendmentAnswer {
  @IsString() number!: string;
  @IsString() unitCode!: string;
  @IsString() reason!: string;
  @Optional() @IsIn(reviewStages) stage?: ReviewStage;
  @IsInstant() draftedAt!: Instant;
  @IsBoolean() overdue!: boolean;
}

export class AmendmentPage {
  @Each(() => AmendmentRow) items!: AmendmentRow[];
  @Optional() @IsString() next?: string;
}

/** Amendments of a project by state and by whose review is awaited, oldest first: the review queues. */
export class Amendments extends Query('sales.amendments', AmendmentPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(amendmentStates) state?: AmendmentState;
  @Optional() @IsIn(reviewStages) stage?: ReviewStage;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class VersionSheet extends AgreedTerms {
  @IsInt() version!: number;
  @IsInstant() approvedAt!: Instant;
  @IsString() approvedBy!: string;
  /** Why it is another than the version before. */
  @Optional() @IsString() reason?: string;
  @Optional() @IsUUID() amendmentId?: string;
}

export class VersionList {
  @Each(() => VersionSheet) items!: VersionSheet[];
}

/** Every version that was approved, oldest first (CON-4). */
export class ContractVersions extends Query('sales.contract-versions', VersionList) {
  @IsUUID() contractId!: string;
}

/** One approved version. */
export class ContractVersionByNumber extends Query('sales.contract-version', VersionSheet) {
  @IsUUID() contractId!: string;
  @Matches(/^[1-9]\d{0,3}$/) version!: string;
}

/** Another version of the contract stands from now on: whoever keeps a copy takes these terms (CON-4). */
export class ContractRevised extends Told('sales.contract-revised', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsString() number!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsString() unitCode!: string;
  @IsInt() version!: number;
  @IsUUID() customerId!: string;
  @IsUUID() consultantId!: string;
  @IsMoney() price!: Money;
  @IsMoney() pricePerM2!: Money;
  @IsIn(pricingBases) pricingBasis!: PricingBasis;
  @IsArea() buildingArea!: Area;
  @IsArea() innerArea!: Area;
  @IsMoney() loan!: Money;
  @Each(() => ScheduleLine) schedule!: ScheduleLine[];
  @Nested(() => Clauses) clauses!: Clauses;
  @IsDay() revisedOn!: Day;
  @IsString() reason!: string;
}

// The registry (CON-6).

/** Asks the registry to cancel a filing, before buyer or unit change or the contract is withdrawn (CON-4, CON-5). */
export class CancelFiling extends Command('sales.cancel-filing', ContractAnswer) {
  @IsUUID() contractId!: string;
  @Length(1, 500) reason!: string;
}

/** The registry cancelled the filing; until it is filed again the contract is not on file (CON-4). */
export class FilingCancelled extends Told('sales.filing-cancelled', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() projectId!: string;
  @IsString() filingNumber!: string;
  @IsInstant() cancelledAt!: Instant;
  @IsString() reason!: string;
}

// Withdrawal after signing 退房 (CON-5): requested, approved by the company, executed, settled by finance.

export const contractWithdrawalStates = [
  ...(['requested', 'approved', 'refused', 'executed', 'settled', 'finance-refused'] as const),
] as const;
export type ContractWithdrawalState = (typeof contractWithdrawalStates)[number];

export class ContractWithdrawalAnswer {
  @IsUUID() withdrawalId!: string;
  @IsUUID() contractId!: string;
  @IsIn(contractWithdrawalStates) state!: ContractWithdrawalState;
}

/** Asks for a contract to be withdrawn; `retain` is what the seller keeps of the money paid (CON-5). */
export class RequestContractWithdrawal extends Command('sales.request-contract-withdrawal', ContractWithdrawalAnswer) {
  @IsUUID() contractId!: string;
  @IsMoney() retain!: Money;
  @Length(1, 500) reason!: string;
  /** Reference of the customer's application. */
  @Optional() @Length(1, 200) attachment?: string;
}

/** The general manager or a deputy, never the one who asked (CON-5, ALL-4). */
export class DecideContractWithdrawal extends Command('sales.decide-contract-withdrawal', ContractWithdrawalAnswer) {
  @IsUUID() withdrawalId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

/** The sales supervisor, never the one who approved: finance then gives back what was paid (CON-5). */
export class ExecuteContractWithdrawal extends Command('sales.execute-contract-withdrawal', ContractWithdrawalAnswer) {
  @IsUUID() withdrawalId!: string;
}

export class ContractWithdrawalSheet extends ContractWithdrawalAnswer {
  @IsUUID() projectId!: string;
  @IsString() number!: string;
  @IsString() unitCode!: string;
  @IsMoney() retain!: Money;
  @IsString() reason!: string;
  @Optional() @IsString() attachment?: string;
  @IsInstant() requestedAt!: Instant;
  @IsString() requestedBy!: string;
  @Optional() @IsString() decidedBy?: string;
  @Optional() @IsString() decisionReason?: string;
  @Optional() @IsString() executedBy?: string;
  /** As finance settled it. */
  @Optional() @IsMoney() refunded?: Money;
  @Optional() @IsMoney() retained?: Money;
}

export class ContractWithdrawalById extends Query('sales.contract-withdrawal-by-id', ContractWithdrawalSheet) {
  @IsUUID() withdrawalId!: string;
}

/** The contract was withdrawn: finance has settled it, and the unit is free (CON-5). */
export class ContractWithdrawn extends Told('sales.contract-withdrawn', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() withdrawalId!: string;
  @IsMoney() refunded!: Money;
  @IsMoney() retained!: Money;
  @IsString() reason!: string;
}

// Papers 套打 (CON-7, §3.1.3): samples of a project, versioned, and what is printed from them.

export const paperKinds = ['subscription', 'contract', 'amendment', 'supplement'] as const;
export type PaperKind = (typeof paperKinds)[number];
export const blockKinds = ['heading', 'text', 'parties', 'unit', 'schedule', 'signatures'] as const;
export type BlockKind = (typeof blockKinds)[number];

/** A piece of a sample; in `text` a placeholder such as `{price}` becomes what the paper says. */
export class TemplateBlock {
  @IsIn(blockKinds) kind!: BlockKind;
  /** Of a heading and a text. */
  @Optional() @Length(1, 2000) text?: string;
}

export class TemplateAnswer {
  @IsUUID() templateId!: string;
  @IsIn(paperKinds) paper!: PaperKind;
  @IsInt() version!: number;
}

/** A new version of a project's sample of a paper (§3.1.3); papers made before keep the version of their day. */
export class DefineTemplate extends Command('sales.define-template', TemplateAnswer) {
  @IsUUID() projectId!: string;
  @IsIn(paperKinds) paper!: PaperKind;
  @Length(1, 60) title!: string;
  @ArrayNotEmpty() @Each(() => TemplateBlock) blocks!: TemplateBlock[];
  /** The standard clauses of a contract, which a signing begins from (CON-1). */
  @Optional() @Nested(() => Clauses) clauses?: Clauses;
}

export class TemplateSheet {
  @IsIn(paperKinds) paper!: PaperKind;
  /** 0 is the sample of the house, until the project has its own. */
  @IsInt() version!: number;
  @IsString() title!: string;
  @Each(() => TemplateBlock) blocks!: TemplateBlock[];
  @Optional() @Nested(() => Clauses) clauses?: Clauses;
  /** What may stand in braces in this paper. */
  @IsString({ each: true }) placeholders!: string[];
}

export class TemplateList {
  @Each(() => TemplateSheet) items!: TemplateSheet[];
}

/** The samples of a project in force. */
export class Templates extends Query('sales.templates', TemplateList) {
  @IsUUID() projectId!: string;
}

/** The subscription agreement 定购协议 as PDF; who took it is kept (ALL-9). */
export class SubscriptionPdf extends Query('sales.subscription-pdf', FileAnswer) {
  @IsUUID() subscriptionId!: string;
}

/** The contract 买卖合同 as it stands, as PDF; who took it is kept (ALL-9). */
export class ContractPdf extends Query('sales.contract-pdf', FileAnswer) {
  @IsUUID() contractId!: string;
}

/** One approved version as PDF: the contract as signed, or the amendment 变更协议 that made it. */
export class VersionPdf extends Query('sales.version-pdf', FileAnswer) {
  @IsUUID() contractId!: string;
  @Matches(/^[1-9]\d{0,3}$/) version!: string;
}

/** The supplementary agreement 补充协议 as PDF (CON-7). */
export class SupplementPdf extends Query('sales.supplement-pdf', FileAnswer) {
  @IsUUID() contractId!: string;
}

/** The clerk took the papers to a registry without a line, and says what it answered (CON-6). */
export class RecordFiling extends Command('sales.record-filing', ContractAnswer) {
  @IsUUID() contractId!: string;
  @IsInstant() submittedAt!: Instant;
  /** Together with the number, once it is registered. */
  @Optional() @IsInstant() registeredAt?: Instant;
  @Optional() @Length(1, 60) number?: string;
}

/** The clerk had the filing cancelled at a registry without a line (CON-4). */
export class RecordFilingCancellation extends Command('sales.record-filing-cancellation', ContractAnswer) {
  @IsUUID() contractId!: string;
  @IsInstant() cancelledAt!: Instant;
}
