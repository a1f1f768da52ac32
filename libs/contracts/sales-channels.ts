import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Instant } from '#kernel/time.js';
import { IsBoolean, IsIn, IsInt, IsObject, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Each, IsInstant, IsMoney, IsPageSize, IsPayment, IsRate, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';

/** A report is confirmed by a visit, or lapses (CRM-8). */
export const channelReportStates = ['reported', 'visited', 'lapsed'] as const;
export type ChannelReportState = (typeof channelReportStates)[number];

// Asked.

export class ChannelPartnerAnswer {
  @IsUUID() partnerId!: string;
  /** The version of its commission rule. */
  @IsInt() rule!: number;
}

/** A channel partner of a project: a share of the contract price, or an amount a contract (CRM-8). */
export class DefineChannelPartner extends Command('sales.define-channel-partner', ChannelPartnerAnswer) {
  @IsUUID() projectId!: string;
  @Length(1, 100) name!: string;
  @Optional() @IsRate() rate?: Rate;
  @Optional() @IsPayment() amount?: Money;
}

/** Another commission rule: for what is reported from now on (CRM-8). */
export class SetChannelRule extends Command('sales.set-channel-rule', ChannelPartnerAnswer) {
  @IsUUID() partnerId!: string;
  @Optional() @IsRate() rate?: Rate;
  @Optional() @IsPayment() amount?: Money;
  @Length(1, 500) reason!: string;
}

/** The partner reports nobody any more; what is reported stays protected (CRM-8). */
export class EndChannelPartner extends Command('sales.end-channel-partner', ChannelPartnerAnswer) {
  @IsUUID() partnerId!: string;
  @Length(1, 500) reason!: string;
}

export class ChannelPartnerRow extends ChannelPartnerAnswer {
  @IsString() name!: string;
  @Optional() @IsRate() rate?: Rate;
  @Optional() @IsMoney() amount?: Money;
  @IsBoolean() ended!: boolean;
}

export class ChannelPartnerPage {
  @Each(() => ChannelPartnerRow) items!: ChannelPartnerRow[];
  @Optional() @IsString() next?: string;
}

export class ChannelPartners extends Query('sales.channel-partners', ChannelPartnerPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class ChannelReportAnswer {
  @IsUUID() reportId!: string;
  @IsIn(channelReportStates) state!: ChannelReportState;
  @IsInstant() protectedUntil!: Instant;
}

/** A partner reports a customer 报备, whom nobody in the project knows yet: protected for a while (CRM-8). */
export class ReportChannelCustomer extends Command('sales.report-channel-customer', ChannelReportAnswer) {
  @IsUUID() partnerId!: string;
  @Length(1, 60) customerName!: string;
  @Matches(/^\+?\d{7,15}$/, { message: 'phone must be 7 to 15 digits' }) phone!: string;
}

/** The reported customer came: the visit confirms the report, and its protection begins anew (CRM-8). */
export class ConfirmChannelVisit extends Command('sales.confirm-channel-visit', ChannelReportAnswer) {
  @IsUUID() reportId!: string;
  @IsUUID() customerId!: string;
}

/** Name and phone are masked (ALL-9). */
export class ChannelReportRow extends ChannelReportAnswer {
  @IsUUID() partnerId!: string;
  @IsString() customerName!: string;
  @IsString() phone!: string;
  @IsInstant() reportedAt!: Instant;
  @Optional() @IsInstant() visitedAt?: Instant;
  @Optional() @IsUUID() customerId?: string;
}

export class ChannelReportPage {
  @Each(() => ChannelReportRow) items!: ChannelReportRow[];
  @Optional() @IsString() next?: string;
}

/** Reported customers by the end of their protection; `lapsed` is the list 报备失效 (CRM-8). */
export class ChannelReports extends Query('sales.channel-reports', ChannelReportPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsUUID() partnerId?: string;
  @Optional() @IsIn(channelReportStates) state?: ChannelReportState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Length(1, 80) after?: string;
}

export class ChannelCommissionRow {
  @IsUUID() commissionId!: string;
  @IsUUID() partnerId!: string;
  @IsUUID() reportId!: string;
  @IsUUID() contractId!: string;
  @IsString() number!: string;
  /** Below zero for one that is taken back. */
  @IsMoney() amount!: Money;
  @IsObject() derivation!: Derivation;
  @IsInstant() at!: Instant;
  /** The entry that this one takes back. */
  @Optional() @IsUUID() reverses?: string;
}

export class ChannelCommissionPage {
  @Each(() => ChannelCommissionRow) items!: ChannelCommissionRow[];
  @Optional() @IsString() next?: string;
}

/** What partners earned, and what was taken back with a deal that came to nothing, oldest first (CRM-8). */
export class ChannelCommissions extends Query('sales.channel-commissions', ChannelCommissionPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsUUID() partnerId?: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

// Told, about the unit.

/** A contract was signed within the protection of a confirmed report: the partner earned a commission (CRM-8). */
export class ChannelCommissionEarned extends Told('sales.channel-commission-earned', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() partnerId!: string;
  @IsUUID() reportId!: string;
  @IsUUID() commissionId!: string;
  @IsMoney() amount!: Money;
  @IsObject() derivation!: Derivation;
}

/** The deal came to nothing: the partner’s commission is taken back (CRM-8). */
export class ChannelCommissionReversed extends Told('sales.channel-commission-reversed', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() partnerId!: string;
  @IsUUID() commissionId!: string;
  @IsUUID() reverses!: string;
  @IsMoney() amount!: Money;
  /** The rule by which the deal ended. */
  @IsString() rule!: string;
}
