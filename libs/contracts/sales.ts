import type { Area } from '#kernel/area.js';
import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Day, Instant } from '#kernel/time.js';
import {
  ArrayNotEmpty,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Each, IsArea, IsDay, IsInstant, IsMoney, IsPageSize, IsPayment, IsRate, Nested, Optional } from './fields.js';
import { loanKinds, pricingBases, type LoanKind, type PricingBasis } from './inventory.js';
import { Command, Query, Told } from './message.js';

export const subscriptionStates = ['awaiting-deposit', 'effective', 'contracted', 'cancelled'] as const;
export type SubscriptionState = (typeof subscriptionStates)[number];
/** What a deposit is in law (SUB-2): 定金 can be forfeited, 订金 and 诚意金 are given back. */
export const depositTypes = ['legal', 'prepayment', 'earnest'] as const;
export type DepositType = (typeof depositTypes)[number];
export const contractStates = [
  ...(['in-review', 'returned', 'approved', 'sealed', 'filing', 'filed'] as const),
  ...(['unfiling', 'withdrawing', 'withdrawn'] as const),
] as const;
export type ContractState = (typeof contractStates)[number];
/** The order of the review (CON-3). */
export const reviewStages = ['supervisor', 'manager', 'accounting', 'cfo'] as const;
export type ReviewStage = (typeof reviewStages)[number];

// Asked.

export class Buyer {
  @IsUUID() customerId!: string;
  /** Share of the ownership; the shares add up to 1. */
  @IsRate() share!: Rate;
}

export class Subscribed {
  @IsUUID() subscriptionId!: string;
  @IsUUID() unitId!: string;
  @IsString() unitCode!: string;
  @IsMoney() dealPrice!: Money;
  @IsObject() derivation!: Derivation;
  @IsMoney() deposit!: Money;
  @Optional() @IsIn(depositTypes) depositType?: DepositType;
  @Optional() @IsRate() mortgageRatio?: Rate;
  @IsInstant() depositBy!: Instant;
  @IsInstant() signBy!: Instant;
  /** In an opening: the receipt of the attempt (OPEN-1). */
  @Optional() @IsUUID() attemptId?: string;
}

/** Subscribes an available unit for a customer (SUB-1). */
export class SubscribeUnit extends Command('sales.subscribe-unit', Subscribed) {
  @IsUUID() unitId!: string;
  @IsUUID() customerId!: string;
  /** Co-buyers with shares; the customer alone when left out. */
  @Optional() @ArrayNotEmpty() @Each(() => Buyer) buyers?: Buyer[];
  @IsUUID() planId!: string;
  @Optional() @IsUUID(undefined, { each: true }) discountIds?: string[];
  /** A discount approval for this unit and customer; it is used up (CON-2). */
  @Optional() @IsUUID() discountApprovalId?: string;
  /** The project's deposit or more, at most 20% of the price; the project's when left out (SUB-2). */
  @Optional() @IsPayment() deposit?: Money;
  /** What the deposit is in law; 定金 when left out. */
  @Optional() @IsIn(depositTypes) depositType?: DepositType;
  /** The share of the price that is borrowed, as the payment plan has it. */
  @Optional() @IsRate() mortgageRatio?: Rate;
}

/** The clauses of a contract as data (CON-1); rates are a day's share of the amount. */
export class Clauses {
  @IsRate() buyerLateRate!: Rate;
  @IsInt() @Min(0) @Max(365) buyerGraceDays!: number;
  @IsRate() sellerLateRate!: Rate;
  @IsInt() @Min(0) @Max(365) sellerGraceDays!: number;
  @IsDay() handoverBy!: Day;
  @IsInt() @Min(0) @Max(365) handoverNoticeDays!: number;
  /** How a difference between contract and certified area is settled (TIT-2). */
  @IsIn(pricingBases) areaMethod!: PricingBasis;
  /** Late beyond so many days this rate replaces the buyer's first one for the whole period (model contract art. 8). */
  @Optional() @IsInt() @Min(1) @Max(365) buyerLateTierDays?: number;
  @Optional() @IsRate() buyerLateRateBeyond?: Rate;
  /** The same of the seller's late handover. */
  @Optional() @IsInt() @Min(1) @Max(365) sellerLateTierDays?: number;
  @Optional() @IsRate() sellerLateRateBeyond?: Rate;
  /** Buyer's and seller's own clause on area differences, which is printed instead of the method's. */
  @Optional() @Length(1, 1000) areaOwnClause?: string;
  /** Within so many days the seller has the contract filed, and hands in what the title needs. */
  @Optional() @IsInt() @Min(1) @Max(365) filingWithinDays?: number;
  @Optional() @IsInt() @Min(1) @Max(1825) titleWithinDays?: number;
}

/** Something in the clauses that the law or fairness frowns on (CON-1). */
export class LintFinding {
  @IsString() code!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
}

/** A line of the payment schedule: how much falls due when, and how that was computed. */
export class ScheduleLine {
  @IsInt() line!: number;
  @IsString() label!: string;
  @IsIn(['price', 'loan']) kind!: 'price' | 'loan';
  @IsMoney() amount!: Money;
  /** Of a line that waits for a construction node: counted from the day that is planned, until it is reached. */
  @IsDay() dueOn!: Day;
  @IsObject() derivation!: Derivation;
  @Optional() @IsIn(loanKinds) loanKind?: LoanKind;
  /** The construction node of the building that the line waits for, and how many days after it the line is due. */
  @Optional() @IsUUID() nodeId?: string;
  @Optional() @IsString() node?: string;
  @Optional() @IsInt() dueDaysAfterNode?: number;
}

export class ContractMade {
  @IsUUID() contractId!: string;
  @IsString() number!: string;
  @Each(() => LintFinding) findings!: LintFinding[];
  @Each(() => ScheduleLine) schedule!: ScheduleLine[];
}

/** Makes the contract from an effective subscription (CON-1). */
export class SignContract extends Command('sales.sign-contract', ContractMade) {
  @IsUUID() subscriptionId!: string;
  @Nested(() => Clauses) clauses!: Clauses;
  /** A discount approval for this unit and customer; it is used up (CON-2). */
  @Optional() @IsUUID() discountApprovalId?: string;
}

export class ContractAnswer {
  @IsUUID() contractId!: string;
  @IsIn(contractStates) state!: ContractState;
}

/** One of the four reviews, in order; a return needs a reason (CON-3). */
export class ReviewContract extends Command('sales.review-contract', ContractAnswer) {
  @IsUUID() contractId!: string;
  @IsIn(reviewStages) stage!: ReviewStage;
  @IsIn(['approve', 'return']) decision!: 'approve' | 'return';
  @Optional() @Length(1, 500) reason?: string;
}

/** The consultant sends a returned contract into review again, with corrected clauses. */
export class ResubmitContract extends Command('sales.resubmit-contract', ContractAnswer) {
  @IsUUID() contractId!: string;
  @Nested(() => Clauses) clauses!: Clauses;
  @Length(1, 500) reason!: string;
}

/** The seal clerk compared the paper with the system and sealed it (CON-3). */
export class SealContract extends Command('sales.seal-contract', ContractAnswer) {
  @IsUUID() contractId!: string;
  /** What the foot of the paper says: its trace or its verification code; refused when it is another paper's. */
  @Optional() @Matches(/^[0-9a-fA-F]{8,64}$/) paper?: string;
}

/** Sends a sealed contract to the registry (CON-6); number and time come back from it. */
export class FileContract extends Command('sales.file-contract', ContractAnswer) {
  @IsUUID() contractId!: string;
}

export class SupplementMade {
  @IsUUID() supplementId!: string;
  @IsMoney() newPrice!: Money;
  @IsMoney() difference!: Money;
}

/** The supplementary contract after the area settlement (CON-7). */
export class SignSupplement extends Command('sales.sign-supplement', SupplementMade) {
  @IsUUID() contractId!: string;
}

export class SubscriptionSheet extends Subscribed {
  @IsUUID() projectId!: string;
  @IsUUID() customerId!: string;
  @IsUUID() consultantId!: string;
  @Each(() => Buyer) buyers!: Buyer[];
  /** What the cashier has confirmed of the deposit so far (SUB-2). */
  @IsMoney() paid!: Money;
  @IsIn(subscriptionStates) state!: SubscriptionState;
  /** The overdue lists it is on, by their deadlines: `SUB-3.deposit` (partly paid, SUB-4), `SUB-7.signing`. */
  @IsString({ each: true }) overdue!: string[];
  @Optional() @IsString() cancelledFor?: string;
  /** How often it was kept with a short deposit, and since when finance is to decide on it (SUB-4). */
  @Optional() @IsInt() kept?: number;
  @Optional() @IsInstant() referredAt?: Instant;
  /** The rename, swap or withdrawal that is under way (SUB-5, SUB-6). */
  @Optional() @IsUUID() changeId?: string;
  /** The subscription in whose place it was made (SUB-5). */
  @Optional() @IsUUID() swapOf?: string;
  /** The last moment for signing without the general manager (SUB-7). */
  @Optional() @IsInstant() signLatestBy?: Instant;
}

export class SubscriptionById extends Query('sales.subscription-by-id', SubscriptionSheet) {
  @IsUUID() subscriptionId!: string;
}

export class ReviewRow {
  @IsIn(reviewStages) stage!: ReviewStage;
  @IsIn(['approve', 'return']) decision!: 'approve' | 'return';
  @IsString() by!: string;
  @IsInstant() at!: Instant;
  @Optional() @IsString() reason?: string;
  /** SHA-256 over exactly what was reviewed (CON-3). */
  @Optional() @IsString() contentHash?: string;
}

export class ContractSheet extends ContractAnswer {
  @IsString() number!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() unitId!: string;
  @IsString() unitCode!: string;
  @IsUUID() projectId!: string;
  @IsUUID() customerId!: string;
  @IsUUID() consultantId!: string;
  /** 1 as signed, one more with each approved amendment (CON-4). */
  @IsInt() version!: number;
  /** SHA-256 over the canonical content; a paper shows its first sixteen digits (CON-3). */
  @IsString() contentHash!: string;
  /** Whether exactly this content is what all four signed off (CON-3). */
  @IsBoolean() signedOff!: boolean;
  /** When the first instalment was paid; with the seal the time for filing runs (CON-6). */
  @Optional() @IsInstant() paidSlipAt?: Instant;
  /** The amendment under way beside it. */
  @Optional() @IsUUID() amendmentId?: string;
  /** As signed; a supplementary contract may have another. */
  @IsMoney() price!: Money;
  @IsObject() priceDerivation!: Derivation;
  /** The discount approval attached to it (CON-2). */
  @Optional() @IsUUID() discountApprovalId?: string;
  @IsMoney() pricePerM2!: Money;
  @IsObject() pricePerM2Derivation!: Derivation;
  @Nested(() => Clauses) clauses!: Clauses;
  @Each(() => LintFinding) findings!: LintFinding[];
  @Each(() => ScheduleLine) schedule!: ScheduleLine[];
  @Each(() => ReviewRow) reviews!: ReviewRow[];
  @Optional() @IsString() filingNumber?: string;
  @Optional() @IsInstant() registeredAt?: Instant;
  /** Why the registry refused the last filing; it can be corrected and filed again. */
  @Optional() @IsString() filingRefusedFor?: string;
  @Optional() @Nested(() => SupplementMade) supplement?: SupplementMade;
  /** Who does what next, in words. */
  @Optional() @IsString() nextStep?: string;
  /** The deadline of that step, when it has passed. */
  @Optional() @IsString() overdueFor?: string;
  /** First eight digits of the trace that made it (GAT-5). */
  @IsString() trace!: string;
}

export class ContractById extends Query('sales.contract-by-id', ContractSheet) {
  @IsUUID() contractId!: string;
}

export class ContractRow extends ContractAnswer {
  @IsString() number!: string;
  @IsString() unitCode!: string;
  @IsMoney() price!: Money;
  @IsInstant() signedAt!: Instant;
  @IsBoolean() overdue!: boolean;
}

export class ContractPage {
  @Each(() => ContractRow) items!: ContractRow[];
  /** Pass as `after` to read on; absent on the last page. */
  @Optional() @IsString() next?: string;
}

/** Contracts of a project by state, oldest first: the review queues and the list 已审核. */
export class Contracts extends Query('sales.contracts', ContractPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(contractStates) state?: ContractState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

// Told, about the unit, so that whoever listens hears a unit's life in order.

/** A buyer now holds the unit; the deposit is owed until `depositBy`. */
export class UnitSubscribed extends Told('sales.unit-subscribed', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsString() unitCode!: string;
  @IsUUID() customerId!: string;
  @IsUUID() consultantId!: string;
  @IsMoney() listPrice!: Money;
  @IsMoney() dealPrice!: Money;
  @IsObject() derivation!: Derivation;
  @IsMoney() deposit!: Money;
  @IsInstant() depositBy!: Instant;
  @IsInstant() signBy!: Instant;
  /** 定金 when left out, which alone can be forfeited (SUB-2). */
  @Optional() @IsIn(depositTypes) depositType?: DepositType;
  /** The subscription that this one takes the place of once the receipts are exchanged (SUB-5). */
  @Optional() @IsUUID() swapOf?: string;
  /** Whose supervised account its money belongs to, where the building has one (FIN-12). */
  @Optional() @IsUUID() buildingId?: string;
}

/** The deposit is in: the subscription takes effect (SUB-2). */
export class SubscriptionTookEffect extends Told('sales.subscription-took-effect', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsInstant() effectiveAt!: Instant;
}

/** The unit is free again; `rule` says why, e.g. `SUB-3.deposit-unpaid`. */
export class SubscriptionCancelled extends Told('sales.subscription-cancelled', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsString() rule!: string;
}

export class ContractSigned extends Told('sales.contract-signed', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsString() number!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsString() unitCode!: string;
  @IsUUID() customerId!: string;
  @IsUUID() consultantId!: string;
  @IsMoney() price!: Money;
  @IsMoney() pricePerM2!: Money;
  @IsIn(pricingBases) pricingBasis!: PricingBasis;
  @IsArea() buildingArea!: Area;
  @IsArea() innerArea!: Area;
  /** Sum of the schedule's loan lines; zero without a mortgage. */
  @IsMoney() loan!: Money;
  @Each(() => ScheduleLine) schedule!: ScheduleLine[];
  @Nested(() => Clauses) clauses!: Clauses;
  @IsDay() signedOn!: Day;
}

/** A returned contract is in review again, from the first stage (CON-3). */
export class ContractResubmitted extends Told('sales.contract-resubmitted', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsString() reason!: string;
}

/** The clauses are others than those told before: whoever keeps a copy takes these. Price and schedule stand. */
export class ContractAmended extends Told('sales.contract-amended', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @Nested(() => Clauses) clauses!: Clauses;
  @IsString() reason!: string;
}

export class ContractReviewed extends Told('sales.contract-reviewed', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() projectId!: string;
  @IsIn(reviewStages) stage!: ReviewStage;
  @IsIn(['approve', 'return']) decision!: 'approve' | 'return';
  @Optional() @IsString() reason?: string;
  /** The amendment that was reviewed beside the contract (CON-4). */
  @Optional() @IsUUID() amendmentId?: string;
}

/** All four reviews passed: the list 已审核 (CON-3). */
export class ContractApproved extends Told('sales.contract-approved', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() projectId!: string;
}

export class ContractSealed extends Told('sales.contract-sealed', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() projectId!: string;
  @IsInstant() sealedAt!: Instant;
}

/** The registry has the contract on file (CON-6). */
export class ContractFiled extends Told('sales.contract-filed', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() projectId!: string;
  @IsString() filingNumber!: string;
  @IsInstant() registeredAt!: Instant;
}

/** The registry refused the filing: the contract is sealed as before, to be corrected and filed again (CON-6). */
export class ContractFilingRefused extends Told('sales.contract-filing-refused', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() projectId!: string;
  @IsString() reason!: string;
}

/** The contract price follows the certified area (CON-7, TIT-4). */
export class SupplementSigned extends Told('sales.supplement-signed', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() supplementId!: string;
  @IsUUID() settlementId!: string;
  @IsMoney() oldPrice!: Money;
  @IsMoney() newPrice!: Money;
  @IsMoney() difference!: Money;
  @IsObject() derivation!: Derivation;
}
