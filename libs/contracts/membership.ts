import type { Derivation } from '#kernel/derivation.js';
import { IsBoolean, IsIn, IsInt, IsObject, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Optional } from './fields.js';
import { Command, Query, Told } from './message.js';

export const pointsStates = ['applied', 'approved', 'refused', 'confirmed', 'redeemed', 'clawed-back'] as const;
export type PointsState = (typeof pointsStates)[number];

// Asked.

export class MemberAnswer {
  @IsUUID() memberId!: string;
  @IsString() card!: string;
}

/** A member and the card (MEM-1). `customerId` links a member who is a customer, against self-referral (MEM-3). */
export class RegisterMember extends Command('membership.register-member', MemberAnswer) {
  @IsUUID() projectId!: string;
  @Length(1, 60) name!: string;
  @Matches(/^\+?\d{7,15}$/, { message: 'phone must be 7 to 15 digits' }) phone!: string;
  @Optional() @IsUUID() customerId?: string;
}

export class PointsAnswer {
  @IsUUID() applicationId!: string;
  @IsIn(pointsStates) state!: PointsState;
}

/** The referrer's points for a signed contract (MEM-2): one referrer a deal, nobody refers themselves (MEM-3). */
export class ApplyPoints extends Command('membership.apply-points', PointsAnswer) {
  @Matches(/^M\d{8}$/, { message: 'card must be a member card such as M00000001' }) card!: string;
  @IsUUID() contractId!: string;
}

export class ApprovePoints extends Command('membership.approve-points', PointsAnswer) {
  @IsUUID() applicationId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

/** The cashier confirms with the approved paper in hand (§3.10.2). */
export class ConfirmPoints extends Command('membership.confirm-points', PointsAnswer) {
  @IsUUID() applicationId!: string;
}

/** Redeemable when the referred buyer has paid at least 80% (§3.10.3). */
export class RedeemPoints extends Command('membership.redeem-points', PointsAnswer) {
  @IsUUID() applicationId!: string;
}

export class PointsSheet extends PointsAnswer {
  @IsUUID() memberId!: string;
  @IsString() card!: string;
  @IsUUID() contractId!: string;
  @IsInt() points!: number;
  @IsObject() derivation!: Derivation;
  @IsBoolean() redeemable!: boolean;
  /** Share of the price paid so far, as a rate. */
  @IsString() priceShare!: string;
  /** Why it was refused or clawed back. */
  @Optional() @IsString() reason?: string;
  /** Points that were redeemed before the deal fell through and could not be taken back (MEM-3). */
  @Optional() @IsInt() shortfall?: number;
}

export class PointsById extends Query('membership.points-by-id', PointsSheet) {
  @IsUUID() applicationId!: string;
}

export class MemberSheet extends MemberAnswer {
  @IsString() name!: string;
  @IsString() phone!: string;
  /** Sum of the points ledger. */
  @IsInt() balance!: number;
  @IsInt() frozen!: number;
}

export class MemberById extends Query('membership.member-by-id', MemberSheet) {
  @IsUUID() memberId!: string;
}

// Told, about the application.

/** A points application moved on: applied, approved, refused, confirmed, redeemed, clawed back (MEM-2, MEM-3). */
export class PointsAdvanced extends Told('membership.points-advanced', 1, 'applicationId') {
  @IsUUID() applicationId!: string;
  @IsUUID() memberId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsInt() points!: number;
  @IsIn(pointsStates) state!: PointsState;
}

/** Somebody has a member card now (MEM-1); `customerId` when the member is a customer. */
export class MemberRegistered extends Told('membership.member-registered', 1, 'memberId') {
  @IsUUID() memberId!: string;
  @IsUUID() projectId!: string;
  @Optional() @IsUUID() customerId?: string;
}
