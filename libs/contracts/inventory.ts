import type { Area } from '#kernel/area.js';
import type { DeadlineLengths } from '#kernel/deadlines.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import { roundingPoints, roundingWays, type RoundingPoint, type RoundingWay } from '#kernel/rounding.js';
import type { Day, Instant } from '#kernel/time.js';
import { ArrayNotEmpty, IsBase64, IsIn, IsInt, IsObject, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { Each, IsArea, IsDay, IsInstant, IsMoney, IsRate, Nested, Optional } from './fields.js';
import { FinanceSettings } from './finance-settings.js';
import { Command, Query, Told } from './message.js';

export const setUpStates = ['drafting', 'submitted', 'verified', 'locked', 'on-sale'] as const;
export type SetUpState = (typeof setUpStates)[number];
export const pricingBases = ['building', 'inner', 'unit'] as const;
export type PricingBasis = (typeof pricingBases)[number];
export const planKinds = ['lump-sum', 'instalments', 'mortgage', 'provident-fund', 'combined'] as const;
export type PlanKind = (typeof planKinds)[number];
/** Whose money a loan is: a bank's 商业贷款, or the housing provident fund's 公积金贷款. */
export const loanKinds = ['commercial', 'provident-fund'] as const;
export type LoanKind = (typeof loanKinds)[number];
/** Who a discount is for, beyond everybody: members 会员 (MEM-1). */
export const customerKinds = ['member'] as const;
export type CustomerKind = (typeof customerKinds)[number];
/** What holds among the discounts of one group (INV-6). */
export const groupRules = ['best', 'exclude'] as const;
export type GroupRule = (typeof groupRules)[number];
export const boardStates = [
  ...['withheld', 'available', 'reserved', 'subscribed', 'contracted', 'handed-over', 'titled'],
] as const;
/** INV-5, as the board shows it. */
export type BoardState = 'withheld' | 'available' | 'reserved' | 'subscribed' | 'contracted' | 'handed-over' | 'titled';

/** What a project decides about reservations; what is left out is 1 extension, and 3 that expire in 30 days (RES-2). */
export class ReservationSettings {
  @Optional() @IsInt() @Min(0) @Max(20) extensionsMax?: number;
  @Optional() @IsInt() @Min(1) @Max(100) maliciousCount?: number;
  @Optional() @IsInt() @Min(1) @Max(366) maliciousDays?: number;
}

/** What a project decides about subscriptions; what is left out is 2 keeps, and nothing retained (SUB-4, SUB-6). */
export class SubscriptionSettings {
  /** How often a subscription with a short deposit may be kept. */
  @Optional() @IsInt() @Min(0) @Max(20) keepsMax?: number;
  /** The share of what was paid of a legal deposit that the agreement lets the seller retain at a withdrawal. */
  @Optional() @IsRate() retainShare?: Rate;
}

/** What a project decides for itself: the deposit and the lengths of the deadline catalogue it overrides (ALL-6). */
export class ProjectPolicy {
  @IsMoney() deposit!: Money;
  /** `{ "SUB-3.deposit": "PT12H" }`; what is left out has the catalogue's length. */
  @Optional() @IsObject() deadlines?: DeadlineLengths;
  @Optional() @Nested(() => ReservationSettings) reservations?: ReservationSettings;
  @Optional() @Nested(() => SubscriptionSettings) subscriptions?: SubscriptionSettings;
  @Optional() @Nested(() => FinanceSettings) finance?: FinanceSettings;
}

export class ProjectAnswer {
  @IsUUID() projectId!: string;
}

/** A new project (§3.1.1). */
export class OpenProject extends Command('inventory.open-project', ProjectAnswer) {
  @Length(1, 20) code!: string;
  @Length(1, 80) name!: string;
  @Nested(() => ProjectPolicy) policy!: ProjectPolicy;
}

/** A row of the spreadsheet that was not imported, and why. Rows count from 1, the heading being row 1. */
export class RejectedRow {
  @IsInt() row!: number;
  @IsString() column!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
}

export class BuildingImported {
  @IsUUID() buildingId!: string;
  @IsInt() imported!: number;
  @Each(() => RejectedRow) rejected!: RejectedRow[];
}

/** A building's units from a spreadsheet: good rows are imported, bad rows reported one by one (INV-1). */
export class ImportBuilding extends Command('inventory.import-building', BuildingImported) {
  @IsUUID() projectId!: string;
  @Length(1, 20) code!: string;
  @Length(1, 80) name!: string;
  /** The xlsx file. */
  @IsBase64() file!: string;
}

export class BuildingAnswer {
  @IsUUID() buildingId!: string;
  @IsIn(setUpStates) state!: SetUpState;
}

/** Sales has entered everything and hands it to finance (INV-2). */
export class SubmitBuilding extends Command('inventory.submit-building', BuildingAnswer) {
  @IsUUID() buildingId!: string;
}

/** Finance compared it with the approved price list (§3.1.4); `return` sends it back to drafting. */
export class VerifyBuilding extends Command('inventory.verify-building', BuildingAnswer) {
  @IsUUID() buildingId!: string;
  @IsIn(['verify', 'return']) decision!: 'verify' | 'return';
  @Optional() @Length(1, 500) reason?: string;
}

/** From here on only change orders change it (INV-2, INV-3). */
export class LockBuilding extends Command('inventory.lock-building', BuildingAnswer) {
  @IsUUID() buildingId!: string;
}

export class PermitAnswer {
  @IsUUID() permitId!: string;
}

/** A pre-sale permit 预售许可证 and the buildings it covers (INV-4). */
export class RecordPermit extends Command('inventory.record-permit', PermitAnswer) {
  @IsUUID() projectId!: string;
  @Length(1, 60) number!: string;
  @IsDay() issuedOn!: Day;
  /** Its last day; without one it stays in force. */
  @Optional() @IsDay() validUntil?: Day;
  @ArrayNotEmpty() @IsUUID(undefined, { each: true }) buildingIds!: string[];
}

/** Offers every unit of a locked building that a permit covers (INV-2, INV-4). */
export class PutOnSale extends Command('inventory.put-on-sale', BuildingAnswer) {
  @IsUUID() buildingId!: string;
}

/** A line of a payment plan: how much, rounded to what, and when it falls due, which is said in one of three ways. */
export class PlanLine {
  @Length(1, 40) label!: string;
  /** Share of the price, e.g. `"0.30"`. The last line takes the remainder, and may be without share and amount. */
  @Optional() @IsRate() share?: Rate;
  /** A fixed amount in place of a share. */
  @Optional() @IsMoney() amount?: Money;
  @IsIn(['price', 'loan']) kind!: 'price' | 'loan';
  /** Of a loan line; in a combined plan each says its own. */
  @Optional() @IsIn(loanKinds) loanKind?: LoanKind;
  @Optional() @IsInt() @Min(0) @Max(3650) dueDaysAfterSigning?: number;
  @Optional() @IsDay() dueOn?: Day;
  /** The construction node of the building that it waits for, by its code, and how many days after that. */
  @Optional() @Length(1, 40) node?: string;
  @Optional() @IsInt() @Min(0) @Max(3650) dueDaysAfterNode?: number;
  /** The rounding point of the line; the fen, half-up, when left out. */
  @Optional() @IsIn(roundingPoints) roundTo?: RoundingPoint;
  @Optional() @IsIn(roundingWays) roundBy?: RoundingWay;
}

export class PlanAnswer {
  @IsUUID() planId!: string;
}

/** A payment plan as data (INV-6). The shares add up to 1, or the last line takes what is left. */
export class DefinePaymentPlan extends Command('inventory.define-payment-plan', PlanAnswer) {
  @IsUUID() projectId!: string;
  @Length(1, 20) code!: string;
  @Length(1, 80) name!: string;
  @IsIn(planKinds) kind!: PlanKind;
  @ArrayNotEmpty() @Each(() => PlanLine) lines!: PlanLine[];
  /** The plan that this one takes the place of, and why: that one is not sold on any more, deals keep it (ALL-3). */
  @Optional() @IsUUID() supersedes?: string;
  @Optional() @Length(1, 500) reason?: string;
}

export class DiscountAnswer {
  @IsUUID() discountId!: string;
}

/** With what a discount takes off, when and for whom: the same in the command, the sheet and the event. */
// TypeScript asks for exactly this constructor of a mixin.
// oxlint-disable-next-line typescript/no-explicit-any
function DiscountTerms<Base extends new (...all: any[]) => object>(base: Base) {
  class Terms extends base {
    @Optional() @IsRate() rate?: Rate;
    @Optional() @IsMoney() amount?: Money;
    /** The plans it is granted with; all when left out. */
    @Optional() @IsIn(planKinds, { each: true }) planKinds?: PlanKind[];
    @Optional() @IsDay() validUntil?: Day;
    /** First day on which it is granted. */
    @Optional() @IsDay() validFrom?: Day;
    /** Of the discounts of a group one is granted: the `best` for the buyer; or naming two is refused (`exclude`). */
    @Optional() @Length(1, 40) group?: string;
    @Optional() @IsIn(groupRules) groupRule?: GroupRule;
    /** Only for units of these layouts, from this list price on, for these customers. */
    @Optional() @ArrayNotEmpty() @Length(1, 40, { each: true }) layouts?: string[];
    @Optional() @IsMoney() minimumPrice?: Money;
    @Optional() @ArrayNotEmpty() @IsIn(customerKinds, { each: true }) customerKinds?: CustomerKind[];
    /** What the price is rounded to after a rate; the fen, half-up, when left out. */
    @Optional() @IsIn(roundingPoints) roundTo?: RoundingPoint;
    @Optional() @IsIn(roundingWays) roundBy?: RoundingWay;
  }
  return Terms;
}

/** A standard discount as data (INV-6): either `rate` (0.98 leaves 98%) or `amount` off; lower `order` applies first. */
export class DefineDiscount extends DiscountTerms(Command('inventory.define-discount', DiscountAnswer)) {
  @IsUUID() projectId!: string;
  @Length(1, 20) code!: string;
  @Length(1, 80) name!: string;
  @IsInt() @Min(1) @Max(99) order!: number;
  /** The discount that this one takes the place of, and why (ALL-3). */
  @Optional() @IsUUID() supersedes?: string;
  @Optional() @Length(1, 500) reason?: string;
}

export class UnitAnswer {
  @IsUUID() unitId!: string;
  @IsIn(boardStates) state!: BoardState;
}

/** Takes an available unit off the board 销控 (INV-5). */
export class WithholdUnit extends Command('inventory.withhold-unit', UnitAnswer) {
  @IsUUID() unitId!: string;
  @Length(1, 500) reason!: string;
}

/** Puts a withheld unit back on the board. */
export class ReleaseUnit extends Command('inventory.release-unit', UnitAnswer) {
  @IsUUID() unitId!: string;
  @Length(1, 500) reason!: string;
}

export const priceChangeStates = ['requested', 'reviewed', 'approved', 'refused', 'executed'] as const;
export type PriceChangeState = (typeof priceChangeStates)[number];

export class PriceChangeAnswer {
  @IsUUID() priceChangeId!: string;
  @IsIn(priceChangeStates) state!: PriceChangeState;
}

export class PriceChangeLine {
  @IsUUID() unitId!: string;
  /** For a m² of the area that the unit is priced by; for one priced as a whole 套, its price. As it is when left out. */
  @Optional() @IsMoney() pricePerM2?: Money;
  @Optional() @IsMoney() floorPrice?: Money;
  @Optional() @Length(1, 40) layout?: string;
  @Optional() @Length(1, 20) orientation?: string;
  @Optional() @Length(1, 20) use?: string;
  @Optional() @IsArea() buildingArea?: Area;
  @Optional() @IsArea() innerArea?: Area;
}

/** A change order for the prices of a locked building, and for what its units are (INV-3). */
export class RequestPriceChange extends Command('inventory.request-price-change', PriceChangeAnswer) {
  @IsUUID() buildingId!: string;
  @Length(1, 500) reason!: string;
  @Length(1, 200) attachment!: string;
  /** From when it is in force, by itself, if it is approved by then; else the administrator puts it in force. */
  @Optional() @IsInstant() effectiveFrom?: Instant;
  @ArrayNotEmpty() @Each(() => PriceChangeLine) lines!: PriceChangeLine[];
}

export class ReviewPriceChange extends Command('inventory.review-price-change', PriceChangeAnswer) {
  @IsUUID() priceChangeId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

export class ApprovePriceChange extends Command('inventory.approve-price-change', PriceChangeAnswer) {
  @IsUUID() priceChangeId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

/** The administrator puts the approved prices in force; a held unit keeps its price until it is released (INV-3). */
export class ExecutePriceChange extends Command('inventory.execute-price-change', PriceChangeAnswer) {
  @IsUUID() priceChangeId!: string;
}

export class ProjectRow {
  @IsUUID() projectId!: string;
  @IsString() code!: string;
  @IsString() name!: string;
}

export class ProjectList {
  @Each(() => ProjectRow) items!: ProjectRow[];
}

export class Projects extends Query('inventory.projects', ProjectList) {}

export class PlanRow extends PlanAnswer {
  @IsString() code!: string;
  @IsString() name!: string;
  @IsIn(planKinds) kind!: PlanKind;
  @Each(() => PlanLine) lines!: PlanLine[];
  /** Since when it is sold on no more, and why; deals keep theirs (ALL-3). */
  @Optional() @IsInstant() endedAt?: Instant;
  @Optional() @IsString() endedFor?: string;
  @Optional() @IsUUID() supersededBy?: string;
}

export class DiscountRow extends DiscountTerms(DiscountAnswer) {
  @IsString() code!: string;
  @IsString() name!: string;
  @IsInt() order!: number;
  /** Since when it is granted no more, and why; deals keep theirs (ALL-3). */
  @Optional() @IsInstant() endedAt?: Instant;
  @Optional() @IsString() endedFor?: string;
  @Optional() @IsUUID() supersededBy?: string;
}

export class BuildingRow extends BuildingAnswer {
  @IsString() code!: string;
  @IsString() name!: string;
  @IsInt() units!: number;
  /** 分期, where the project is built in phases (INV-1). */
  @Optional() @IsString() phase?: string;
}

export class ProjectSheet extends ProjectRow {
  @Nested(() => ProjectPolicy) policy!: ProjectPolicy;
  @Each(() => BuildingRow) buildings!: BuildingRow[];
  @Each(() => PlanRow) plans!: PlanRow[];
  @Each(() => DiscountRow) discounts!: DiscountRow[];
}

export class ProjectById extends Query('inventory.project-by-id', ProjectSheet) {
  @IsUUID() projectId!: string;
}

export class BoardUnit {
  @IsUUID() unitId!: string;
  /** `3-1201` */
  @IsString() code!: string;
  @IsInt() floor!: number;
  @IsString() layout!: string;
  @IsString() use!: string;
  @IsArea() buildingArea!: Area;
  @IsMoney() pricePerM2!: Money;
  @IsMoney() totalPrice!: Money;
  @IsIn(boardStates) state!: BoardState;
  @IsInstant() since!: Instant;
  /** The home that it is tied to as its parking space or storage room (INV-7); not of a past moment. */
  @Optional() @IsUUID() tiedTo?: string;
}

/** How many units are in a state; every state is there, in the order of a unit's life. */
export class StateCount {
  @IsIn(boardStates) state!: BoardState;
  @IsString() stateZh!: string;
  @IsInt() units!: number;
}

export class BoardSheet {
  @IsUUID() buildingId!: string;
  @IsIn(setUpStates) state!: SetUpState;
  @Each(() => StateCount) counts!: StateCount[];
  @Each(() => BoardUnit) units!: BoardUnit[];
  /** The past moment that it shows. */
  @Optional() @IsInstant() at?: Instant;
  /** What to follow the changes of the board after; not of a past moment. */
  @Optional() @IsString() position?: string;
}

/** The sales board 销控表 of one building, now or as it stood at a past moment (INV-8). */
export class Board extends Query('inventory.board', BoardSheet) {
  @IsUUID() buildingId!: string;
  @Optional() @IsInstant() at?: Instant;
}

/** A parking space or storage room that is tied to a home (INV-7). */
export class TiedUnit {
  @IsUUID() unitId!: string;
  @IsString() code!: string;
  @IsString() use!: string;
}

export class UnitSheet extends BoardUnit {
  @IsUUID() projectId!: string;
  @IsUUID() buildingId!: string;
  @IsString() orientation!: string;
  @IsArea() innerArea!: Area;
  @IsArea() sharedArea!: Area;
  @IsIn(pricingBases) pricingBasis!: PricingBasis;
  /** Told to those who set, verify and approve prices, and not to those who sell. */
  @Optional() @IsMoney() floorPrice?: Money;
  @IsInt() priceVersion!: number;
  @Optional() @IsString() permitNumber?: string;
  @Optional() @IsMoney() filedPrice?: Money;
  /** What is tied to it. */
  @Each(() => TiedUnit) attachments!: TiedUnit[];
}

export class UnitById extends Query('inventory.unit-by-id', UnitSheet) {
  @IsUUID() unitId!: string;
}

/** A project exists, with its own deadline lengths and deposit. */
export class ProjectOpened extends Told('inventory.project-opened', 1, 'projectId') {
  @IsUUID() projectId!: string;
  @IsString() code!: string;
  @IsString() name!: string;
  @Nested(() => ProjectPolicy) policy!: ProjectPolicy;
}

export class PaymentPlanDefined extends Told('inventory.payment-plan-defined', 1, 'planId') {
  @IsUUID() planId!: string;
  @IsUUID() projectId!: string;
  @IsString() code!: string;
  @IsString() name!: string;
  @IsIn(planKinds) kind!: PlanKind;
  @Each(() => PlanLine) lines!: PlanLine[];
}

export class DiscountDefined extends DiscountTerms(Told('inventory.discount-defined', 1, 'discountId')) {
  @IsUUID() discountId!: string;
  @IsUUID() projectId!: string;
  @IsString() code!: string;
  @IsString() name!: string;
  @IsInt() order!: number;
}

/** A unit may be sold: it is locked, a permit covers it, and this is its price. */
export class UnitOffered extends Told('inventory.unit-offered', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() buildingId!: string;
  @IsString() unitCode!: string;
  @IsString() layout!: string;
  @IsString() use!: string;
  @IsIn(pricingBases) pricingBasis!: PricingBasis;
  @IsArea() buildingArea!: Area;
  @IsArea() innerArea!: Area;
  @IsMoney() pricePerM2!: Money;
  @IsMoney() totalPrice!: Money;
  @IsMoney() floorPrice!: Money;
  @IsInt() priceVersion!: number;
  @IsString() permitNumber!: string;
  @IsInstant() offeredAt!: Instant;
  /** The price that was filed 备案价, above which it is not sold (INV-4). */
  @Optional() @IsMoney() filedPrice?: Money;
}

/** A change order gave the unit another price; deals that stand keep theirs (INV-3). */
export class UnitRepriced extends Told('inventory.unit-repriced', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() priceChangeId!: string;
  @IsMoney() pricePerM2!: Money;
  @IsMoney() totalPrice!: Money;
  @IsMoney() floorPrice!: Money;
  @IsInt() priceVersion!: number;
  /** From when it is in force, which may be still to come: nobody sells at it before. */
  @Optional() @IsInstant() effectiveFrom?: Instant;
  /** What the order makes of the unit besides, when it does. */
  @Optional() @IsString() layout?: string;
  @Optional() @IsString() orientation?: string;
  @Optional() @IsString() use?: string;
  @Optional() @IsArea() buildingArea?: Area;
  @Optional() @IsArea() innerArea?: Area;
}

export class UnitWithheld extends Told('inventory.unit-withheld', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsString() reason!: string;
}

/** The unit is back on the board, by a release or because a hold was there first (INV-5). */
export class UnitReleased extends Told('inventory.unit-released', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsString() reason!: string;
}
