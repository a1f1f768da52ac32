import type { Area } from '#kernel/area.js';
import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { IsBase64, IsBoolean, IsIn, IsInt, IsObject, IsString, IsUUID, Length } from 'class-validator';
import { Each, IsArea, IsDay, IsInstant, IsMoney, IsPageSize, Nested, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { badRowRules, ImportRefused, IsRowNumber, type BadRowRule } from './inventory-imports.js';
import { pricingBases, RejectedRow, type PricingBasis } from './inventory.js';
import { Command, Query, Told } from './message.js';
import { Clauses, depositTypes, ScheduleLine, type DepositType } from './sales.js';

export const takeoverStates = ['waiting', 'checking', 'checked', 'writing', 'done', 'refused'] as const;
/** How far a take-over is: `checked` waits for somebody else to carry it out; `refused` wrote nothing, and says why. */
export type TakeoverState = (typeof takeoverStates)[number];

export const oldDealStages = ['subscribed', 'signed', 'sealed', 'filed'] as const;
/** How far a deal had come before this system: 已认购, 已签约, 已盖章, 已备案. */
export type OldDealStage = (typeof oldDealStages)[number];

// Asked.

export class TakeoverAnswer {
  @IsUUID() takeoverId!: string;
  @IsIn(takeoverStates) state!: TakeoverState;
}

/**
 * Hands in the old deals of a project 旧合同期初导入, xlsx or csv, a row for each line of a schedule (CON-1). It is
 * answered at once and checked by itself; nothing is written before somebody else carries it out (ALL-4).
 */
export class HandInOldDeals extends Command('sales.hand-in-old-deals', TakeoverAnswer) {
  @IsUUID() projectId!: string;
  /** With a bad row in it: `nothing` is taken over unless said; `skip` leaves out the deals with bad rows. */
  @Optional() @IsIn(badRowRules) onError?: BadRowRule;
  /** The day on which this system takes over; the day of the hand-in when left out. Late fees run from it (FIN-7). */
  @Optional() @IsDay() takenOverOn?: Day;
  @IsBase64() file!: string;
}

/** Has what was checked taken over, by somebody who did not hand it in (ALL-4); what is there already is left alone. */
export class CarryOutOldDeals extends Command('sales.carry-out-old-deals', TakeoverAnswer) {
  @IsUUID() takeoverId!: string;
}

/** What the table brings; amounts of the good rows alone. */
export class OldDealTotals {
  /** Deals in the table that are good, those that were there already, and those taken over by this. */
  @IsInt() deals!: number;
  @IsInt() there!: number;
  @IsInt() taken!: number;
  @IsMoney() price!: Money;
  @IsMoney() loan!: Money;
}

export class TakeoverProgress {
  @IsIn(takeoverStates) state!: TakeoverState;
  @IsUUID() projectId!: string;
  @IsIn(badRowRules) onError!: BadRowRule;
  @Optional() @IsDay() takenOverOn?: Day;
  /** Rows under the heading; known once the file is read. */
  @Optional() @IsInt() rowsTotal?: number;
  @IsInt() rowsChecked!: number;
  @IsInt() rowsWritten!: number;
  @IsInt() rowsRejected!: number;
  @IsUUID() requestedBy!: string;
  @IsInstant() requestedAt!: Instant;
  @Optional() @IsUUID() carriedOutBy?: string;
  @Optional() @IsInstant() finishedAt?: Instant;
  @Optional() @Nested(() => ImportRefused) refused?: ImportRefused;
}

export class OldDealsSheet extends TakeoverProgress {
  @IsUUID() takeoverId!: string;
  @Optional() @Nested(() => OldDealTotals) totals?: OldDealTotals;
}

/** How far a take-over of old deals is, and what it came to. */
export class OldDealsById extends Query('sales.old-deals-by-id', OldDealsSheet) {
  @IsUUID() takeoverId!: string;
}

export class OldDealsList {
  @Each(() => OldDealsSheet) items!: OldDealsSheet[];
}

/** The newest 100 take-overs of a project. */
export class OldDealTakeovers extends Query('sales.old-deal-takeovers', OldDealsList) {
  @IsUUID() projectId!: string;
}

export class TakeoverRowPage {
  @Each(() => RejectedRow) items!: RejectedRow[];
  /** Pass as `after` to read on; absent on the last page. */
  @Optional() @IsInt() next?: number;
}

/** The bad rows of a take-over, row by row. */
export class OldDealRows extends Query('sales.old-deal-rows', TakeoverRowPage) {
  @IsUUID() takeoverId!: string;
  @Optional() @IsPageSize() limit?: number;
  /** The row number to read on after. */
  @Optional() @IsRowNumber() after?: number;
}

/** The bad rows as a workbook to correct and hand in again, for nobody but who handed the table in (ALL-9). */
export class OldDealCorrections extends Query('sales.old-deal-corrections', FileAnswer) {
  @IsUUID() takeoverId!: string;
}

/** An empty workbook with the headings and an example of each stage. */
export class OldDealTemplate extends Query('sales.old-deal-template', FileAnswer) {
  @IsUUID() projectId!: string;
}

export class OldDealTakenBack {
  @IsUUID() subscriptionId!: string;
  @IsString() number!: string;
}

/** Takes back a deal that was taken over wrongly, while nothing else has happened to it (ALL-3). */
export class TakeBackOldDeal extends Command('sales.take-back-old-deal', OldDealTakenBack) {
  @IsUUID() subscriptionId!: string;
  @Length(1, 500) reason!: string;
}

// Told.

/** The contract of a deal that was taken over. */
export class OldContract {
  @IsUUID() contractId!: string;
  @IsDay() signedOn!: Day;
  @IsMoney() pricePerM2!: Money;
  @IsIn(pricingBases) pricingBasis!: PricingBasis;
  @IsArea() buildingArea!: Area;
  @IsArea() innerArea!: Area;
  @IsMoney() loan!: Money;
  @Each(() => ScheduleLine) schedule!: ScheduleLine[];
  @Nested(() => Clauses) clauses!: Clauses;
  @Optional() @IsString() filingNumber?: string;
  @Optional() @IsInstant() registeredAt?: Instant;
}

/**
 * An old deal is in this system from now on, as far as it had come; its dates are those of the paper. Deadlines that
 * began before are nobody's: whoever listens sets those alone that are still to come.
 */
export class ContractTakenOver extends Told('sales.contract-taken-over', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsString() unitCode!: string;
  /** The unit's building, where sales knows it: whose supervised account its money belongs to (FIN-12). */
  @Optional() @IsUUID() buildingId?: string;
  @IsUUID() customerId!: string;
  @IsUUID() consultantId!: string;
  /** The number of the old contract, or of the old subscription while there is none. */
  @IsString() number!: string;
  @IsIn(oldDealStages) stage!: OldDealStage;
  @IsMoney() listPrice!: Money;
  @IsMoney() price!: Money;
  @IsObject() derivation!: Derivation;
  @IsMoney() deposit!: Money;
  @IsIn(depositTypes) depositType!: DepositType;
  @IsDay() subscribedOn!: Day;
  /** Absent while it is only subscribed. */
  @Optional() @Nested(() => OldContract) contract?: OldContract;
  @IsDay() takenOverOn!: Day;
  /** Late fees run from this day on, and not before (FIN-7). */
  @IsDay() lateFeesFrom!: Day;
  /** What was owed of late fees when it was taken over. */
  @Optional() @IsMoney() openingLateFee?: Money;
  /** Whether the papers for its loan are still to be taken in (MOR-1). */
  @IsBoolean() opensMortgage!: boolean;
}
