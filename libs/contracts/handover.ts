import type { Area } from '#kernel/area.js';
import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Day } from '#kernel/time.js';
import { ArrayNotEmpty, IsBoolean, IsIn, IsInt, IsObject, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { Each, IsArea, IsDay, IsMoney, IsPageSize, IsRate, Optional } from './fields.js';
import { pricingBases, type PricingBasis } from './inventory.js';
import { Command, Query, Told } from './message.js';

export const handoverStates = [
  'waiting',
  'cleared',
  'requested',
  'notified',
  'inspected',
  'handed',
  'checked',
] as const;
export type HandoverState = (typeof handoverStates)[number];
export const settlementStates = ['entered', 'checked', 'verified', 'signed', 'paid'] as const;
export type SettlementState = (typeof settlementStates)[number];
export const titleStates = ['applying', 'submitted', 'issued', 'collected', 'refused'] as const;
export type TitleState = (typeof titleStates)[number];

// Asked: handover 接楼.

export class HandoverAnswer {
  @IsUUID() contractId!: string;
  @IsIn(handoverStates) state!: HandoverState;
}

/** Takes a cleared unit into handover (HAN-1). */
export class RequestHandover extends Command('handover.request-handover', HandoverAnswer) {
  @IsUUID() contractId!: string;
}

/** The written notice and its proof of delivery (HAN-2). */
export class GiveNotice extends Command('handover.give-notice', HandoverAnswer) {
  @IsUUID() contractId!: string;
  @IsDay() noticeOn!: Day;
  @Length(1, 200) proof!: string;
}

export class InspectionItem {
  @Length(1, 60) item!: string;
  @IsBoolean() passed!: boolean;
  @Optional() @Length(0, 500) note?: string;
}

/** The inspection 验房 by checklist (HAN-2); what did not pass becomes a defect to repair. */
export class RecordInspection extends Command('handover.record-inspection', HandoverAnswer) {
  @IsUUID() contractId!: string;
  @IsDay() inspectedOn!: Day;
  @ArrayNotEmpty() @Each(() => InspectionItem) items!: InspectionItem[];
}

/** Keys and papers are signed for; not earlier than the notice allows (HAN-2, HAN-3). */
export class HandKeys extends Command('handover.hand-keys', HandoverAnswer) {
  @IsUUID() contractId!: string;
  @IsDay() handedOn!: Day;
  @IsInt() @Min(1) @Max(99) keys!: number;
  @Length(1, 60) signedForBy!: string;
}

/** The sales supervisor checks: the unit is handed over 已接楼 (HAN-3). */
export class CheckHandover extends Command('handover.check-handover', HandoverAnswer) {
  @IsUUID() contractId!: string;
}

// Asked: certified area and settlement.

export class SettlementAnswer {
  @IsUUID() settlementId!: string;
  @IsIn(settlementStates) state!: SettlementState;
}

/** The certified area 实测面积 from the first registration (TIT-1); again, until finance has verified it, to correct it. */
export class EnterCertifiedArea extends Command('handover.enter-certified-area', SettlementAnswer) {
  @IsUUID() contractId!: string;
  @IsArea() buildingArea!: Area;
  @IsArea() innerArea!: Area;
}

export class SettlementSheet extends SettlementAnswer {
  @IsUUID() contractId!: string;
  @IsUUID() unitId!: string;
  @IsString() unitCode!: string;
  @IsIn(pricingBases) method!: PricingBasis;
  @IsArea() contractArea!: Area;
  @IsArea() certifiedArea!: Area;
  /** (A1 − A0) / A0, rounded for reading; the decision is made on the exact ratio. */
  @IsRate() ratio!: Rate;
  @IsBoolean() mayRescind!: boolean;
  @IsMoney() oldPrice!: Money;
  @IsMoney() difference!: Money;
  @IsMoney() newPrice!: Money;
  @IsObject() derivation!: Derivation;
}

/** The sales supervisor checks; the settlement is computed by the contract's own method (TIT-1, TIT-2). */
export class CheckCertifiedArea extends Command('handover.check-certified-area', SettlementSheet) {
  @IsUUID() settlementId!: string;
}

/** Finance verifies the settlement (TIT-4); beyond 3% the buyer's choice to keep the home must be said. */
export class VerifySettlement extends Command('handover.verify-settlement', SettlementAnswer) {
  @IsUUID() settlementId!: string;
  @Optional() @IsBoolean() buyerKeeps?: boolean;
}

// Asked: title 产权.

export class TitleAnswer {
  @IsUUID() contractId!: string;
  @IsIn(titleStates) state!: TitleState;
}

/** Sends the title papers to the registry, once the invoice is confirmed (TIT-4). */
export class ApplyTitle extends Command('handover.apply-title', TitleAnswer) {
  @IsUUID() contractId!: string;
  @ArrayNotEmpty() @Length(1, 60, { each: true }) papers!: string[];
}

/** The customer collected the certificate. */
export class CollectCertificate extends Command('handover.collect-certificate', TitleAnswer) {
  @IsUUID() contractId!: string;
  @IsDay() collectedOn!: Day;
  @Length(1, 60) collectedBy!: string;
}

// Asked: what handover knows.

export class HandoverSheet extends HandoverAnswer {
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsString() unitCode!: string;
  @IsBoolean() cleared!: boolean;
  @Optional() @IsDay() noticeOn?: Day;
  @Optional() @IsDay() handedOn?: Day;
  @Each(() => InspectionItem) defects!: InspectionItem[];
  @Optional() @IsString() settlementId?: string;
  @Optional() @IsIn(titleStates) titleState?: TitleState;
  @Optional() @IsString() certificateNumber?: string;
  /** Why the registry refused the title; it can then be applied for again. */
  @Optional() @IsString() titleRefusedFor?: string;
}

export class HandoverByContract extends Query('handover.handover-by-contract', HandoverSheet) {
  @IsUUID() contractId!: string;
}

export class SettlementById extends Query('handover.settlement-by-id', SettlementSheet) {
  @IsUUID() settlementId!: string;
}

export class HandoverRow extends HandoverAnswer {
  @IsUUID() unitId!: string;
  @IsString() unitCode!: string;
}

export class HandoverPage {
  @Each(() => HandoverRow) items!: HandoverRow[];
  @Optional() @IsString() next?: string;
}

/** Units of a project by handover state: the lists 可正常接楼 (cleared) and 已接楼 (checked). */
export class Handovers extends Query('handover.handovers', HandoverPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(handoverStates) state?: HandoverState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

// Told, about the unit.

export class HandoverNoticeGiven extends Told('handover.notice-given', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() projectId!: string;
  @IsDay() noticeOn!: Day;
}

export class UnitHandedOver extends Told('handover.unit-handed-over', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() projectId!: string;
  @IsDay() handedOn!: Day;
}

/** Finance verified the settlement: the supplementary contract can be signed (TIT-4). */
export class AreaSettled extends Told('handover.area-settled', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() settlementId!: string;
  @IsMoney() oldPrice!: Money;
  @IsMoney() difference!: Money;
  @IsMoney() newPrice!: Money;
  @IsObject() derivation!: Derivation;
  /** As certified (TIT-1). */
  @Optional() @IsArea() buildingArea?: Area;
  @Optional() @IsArea() innerArea?: Area;
}

export class TitleIssued extends Told('handover.title-issued', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() projectId!: string;
  @IsString() certificateNumber!: string;
  @IsDay() issuedOn!: Day;
}

export class CertificateCollected extends Told('handover.certificate-collected', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() projectId!: string;
  @IsDay() collectedOn!: Day;
}
