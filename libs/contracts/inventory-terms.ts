import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { ArrayMaxSize, ArrayNotEmpty, IsIn, IsInt, IsObject, IsString, IsUUID, Length } from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPayment, Optional } from './fields.js';
import { DiscountAnswer, PlanAnswer } from './inventory.js';
import { Command, Query, Told } from './message.js';

/** The plan is sold on no more; deals that were made on it keep it (INV-6, ALL-3). */
export class EndPaymentPlan extends Command('inventory.end-payment-plan', PlanAnswer) {
  @IsUUID() planId!: string;
  @Length(1, 500) reason!: string;
}

/** The discount is granted no more; deals that have it keep it (INV-6, ALL-3). */
export class EndDiscount extends Command('inventory.end-discount', DiscountAnswer) {
  @IsUUID() discountId!: string;
  @Length(1, 500) reason!: string;
}

/** No deal is made on the plan any more; another may have taken its place (INV-6). */
export class PaymentPlanEnded extends Told('inventory.payment-plan-ended', 1, 'planId') {
  @IsUUID() planId!: string;
  @IsUUID() projectId!: string;
  @IsInstant() endedAt!: Instant;
  @IsString() reason!: string;
  @Optional() @IsUUID() supersededBy?: string;
}

/** The discount is granted no more; another may have taken its place (INV-6). */
export class DiscountEnded extends Told('inventory.discount-ended', 1, 'discountId') {
  @IsUUID() discountId!: string;
  @IsUUID() projectId!: string;
  @IsInstant() endedAt!: Instant;
  @IsString() reason!: string;
  @Optional() @IsUUID() supersededBy?: string;
}

export const nodeStates = ['planned', 'reached'] as const;
export type NodeState = (typeof nodeStates)[number];

export class NodeAnswer {
  @IsUUID() nodeId!: string;
  @IsIn(nodeStates) state!: NodeState;
}

/** A construction node 工程节点 of a building and the day it is planned for; another day needs a reason (INV-6). */
export class PlanNode extends Command('inventory.plan-node', NodeAnswer) {
  @IsUUID() buildingId!: string;
  /** What payment plans call it: `topped-out`. */
  @Length(1, 40) code!: string;
  @Length(1, 40) name!: string;
  @IsDay() plannedOn!: Day;
  @Optional() @Length(1, 500) reason?: string;
}

/** The node was reached on this day, as the paper proves; to correct a day that was recorded needs a reason. */
export class ReachNode extends Command('inventory.reach-node', NodeAnswer) {
  @IsUUID() nodeId!: string;
  @IsDay() reachedOn!: Day;
  /** The paper that proves it: the supervising engineer's certificate, a photo. */
  @Length(1, 200) proof!: string;
  @Optional() @Length(1, 500) reason?: string;
}

export class NodeRow extends NodeAnswer {
  @IsString() code!: string;
  @IsString() name!: string;
  @IsDay() plannedOn!: Day;
  @Optional() @IsDay() reachedOn?: Day;
  @Optional() @IsString() proof?: string;
}

export class NodeList {
  @Each(() => NodeRow) items!: NodeRow[];
}

/** The construction nodes of a building, in the order of their planned days. */
export class Nodes extends Query('inventory.nodes', NodeList) {
  @IsUUID() buildingId!: string;
}

/** The building's node is planned for this day, for the first time or anew. */
export class NodePlanned extends Told('inventory.node-planned', 1, 'nodeId') {
  @IsUUID() nodeId!: string;
  @IsUUID() buildingId!: string;
  @IsUUID() projectId!: string;
  @IsString() code!: string;
  @IsString() name!: string;
  @IsDay() plannedOn!: Day;
}

/** The building's node was reached: what waits for it falls due so many days after this one (INV-6). */
export class NodeReached extends Told('inventory.node-reached', 1, 'nodeId') {
  @IsUUID() nodeId!: string;
  @IsUUID() buildingId!: string;
  @IsUUID() projectId!: string;
  @IsString() code!: string;
  @IsDay() reachedOn!: Day;
  @IsString() proof!: string;
}

export class UnitPriceRow {
  @IsInt() version!: number;
  @IsMoney() pricePerM2!: Money;
  @IsMoney() totalPrice!: Money;
  /** Told to those who set, verify and approve prices, and not to those who sell. */
  @Optional() @IsMoney() floorPrice?: Money;
  @IsObject() derivation!: Derivation;
  @IsInstant() madeAt!: Instant;
  @IsInstant() effectiveFrom!: Instant;
  /** The change order that made it; none for what was set up before the lock. */
  @Optional() @IsUUID() priceChangeId?: string;
  @Optional() @IsString() reason?: string;
}

export class UnitPriceList {
  @IsUUID() unitId!: string;
  /** The version that the unit is shown at; a held unit keeps the one it was taken at. */
  @IsInt() shown!: number;
  /** The version in force, which is shown when the unit is free. */
  @IsInt() inForce!: number;
  @Each(() => UnitPriceRow) items!: UnitPriceRow[];
}

/** Every price that a unit has had, has, and will have (INV-3). */
export class UnitPrices extends Query('inventory.unit-prices', UnitPriceList) {
  @IsUUID() unitId!: string;
}

export const permitStates = ['effective', 'suspended', 'expired'] as const;
export type PermitState = (typeof permitStates)[number];

export class PermitStanding {
  @IsUUID() permitId!: string;
  @IsIn(permitStates) state!: PermitState;
}

export class PermitRow extends PermitStanding {
  @IsString() number!: string;
  @IsDay() issuedOn!: Day;
  @Optional() @IsDay() validUntil?: Day;
  /** Why it stands as it does, where somebody has changed it. */
  @Optional() @IsString() changedFor?: string;
  @IsUUID(undefined, { each: true }) buildingIds!: string[];
}

export class PermitList {
  @Each(() => PermitRow) items!: PermitRow[];
}

/** The pre-sale permits of a project, and how each stands (INV-4). */
export class Permits extends Query('inventory.permits', PermitList) {
  @IsUUID() projectId!: string;
}

/** The authority suspended the permit: nothing is offered or subscribed under it any more (INV-4). */
export class SuspendPermit extends Command('inventory.suspend-permit', PermitStanding) {
  @IsUUID() permitId!: string;
  @Length(1, 500) reason!: string;
}

/** The permit is in force again, or for longer, as the authority said (INV-4). */
export class ResumePermit extends Command('inventory.resume-permit', PermitStanding) {
  @IsUUID() permitId!: string;
  @Length(1, 500) reason!: string;
  /** Its new last day; the one it has stands when left out. */
  @Optional() @IsDay() validUntil?: Day;
}

export class FiledPriceLine {
  @IsUUID() unitId!: string;
  /** The total price that was filed for the unit. */
  @IsPayment() filedPrice!: Money;
}

export class FiledPricesRecorded {
  @IsUUID() permitId!: string;
  @IsInt() recorded!: number;
}

/** The prices 备案价 that were filed for units of locked buildings with their permit (INV-4). */
export class RecordFiledPrices extends Command('inventory.record-filed-prices', FiledPricesRecorded) {
  @IsUUID() permitId!: string;
  @ArrayNotEmpty() @ArrayMaxSize(5_000) @Each(() => FiledPriceLine) lines!: FiledPriceLine[];
}

/** A permit is in force, for the buildings whose units are then offered under it (INV-4). */
export class PermitRecorded extends Told('inventory.permit-recorded', 1, 'permitId') {
  @IsUUID() permitId!: string;
  @IsUUID() projectId!: string;
  @IsString() number!: string;
  @IsDay() issuedOn!: Day;
  @Optional() @IsDay() validUntil?: Day;
}

/** Nothing is subscribed under the permit any more: it was suspended, or its last day has passed (INV-4). */
export class PermitSuspended extends Told('inventory.permit-suspended', 1, 'permitId') {
  @IsUUID() permitId!: string;
  @IsUUID() projectId!: string;
  @IsString() number!: string;
  @IsIn(['suspended', 'expired']) cause!: 'suspended' | 'expired';
  @IsString() reason!: string;
}

/** The permit is in force again, or for longer (INV-4). */
export class PermitResumed extends Told('inventory.permit-resumed', 1, 'permitId') {
  @IsUUID() permitId!: string;
  @IsUUID() projectId!: string;
  @IsString() number!: string;
  @IsString() reason!: string;
  @Optional() @IsDay() validUntil?: Day;
}

/** What was filed for the unit: it is not sold above that (INV-4). */
export class FiledPriceRecorded extends Told('inventory.filed-price-recorded', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() permitId!: string;
  @IsMoney() filedPrice!: Money;
}
