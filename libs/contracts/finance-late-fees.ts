import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Day, Instant } from '#kernel/time.js';
import { IsBoolean, IsIn, IsInt, IsObject, IsString, IsUUID, Length, Max, Min, ValidateBy } from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPayment, IsRate, IsShare, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';

// What a project decides.

/** How a project takes late fees (FIN-7); the contract's clauses say the rates. */
export class LateFeeSettings {
  /** Whether the bank's part of the price has a late fee, too; it has none when left out. */
  @Optional() @IsBoolean() onLoan?: boolean;
  /** Whether money that nobody told otherwise goes to late fees after everything else that is owed, also what is due later. */
  @Optional() @IsBoolean() last?: boolean;
}

/** What happens that a fee is taken for: a rename 更名, a swap 换房, an amendment 变更, the notice of handover, the title. */
export const feeOccasions = ['rename', 'swap', 'amendment', 'handover', 'title'] as const;
export type FeeOccasion = (typeof feeOccasions)[number];
const ways = ['amount', 'rate', 'perM2'] as const;

/** A fee of a project (FIN-1): an amount, a share of the price or so much per m², due so many days after. */
export class FeeSetting {
  @IsIn(feeOccasions) on!: FeeOccasion;
  @Length(1, 40)
  @IsOneWay()
  label!: string;
  @Optional() @IsPayment() amount?: Money;
  @Optional() @IsShare() rate?: Rate;
  /** Of the building area; before there is a contract it is not known. */
  @Optional() @IsPayment() perM2?: Money;
  /** Due on the day itself when left out. */
  @Optional() @IsInt() @Min(0) @Max(365) dueDays?: number;
}

/** A fee is computed in one way; by area only where there is a contract. */
function IsOneWay(): PropertyDecorator {
  const validate = (_: unknown, args?: { object: object }) => {
    const fee = (args?.object ?? {}) as FeeSetting;
    const beforeContract = fee.on === 'rename' || fee.on === 'swap';
    return ways.filter((way) => fee[way] !== undefined).length === 1 && !(beforeContract && fee.perM2);
  };
  const defaultMessage = () => 'a fee has one of amount, rate and perM2; of a rename or swap not perM2';
  return ValidateBy({ name: 'isOneWay', validator: { validate, defaultMessage } });
}

// Asked.

export const waiverStates = ['requested', 'approved', 'refused'] as const;
export type WaiverState = (typeof waiverStates)[number];

export class WaiverAnswer {
  @IsUUID() waiverId!: string;
  @IsIn(waiverStates) state!: WaiverState;
  /** What was asked to be waived; all that there is when left out. */
  @Optional() @IsMoney() amount?: Money;
  /** What is waived, once it is approved, and how that was computed. */
  @Optional() @IsMoney() granted?: Money;
  @Optional() @IsObject() derivation?: Derivation;
}

/** Asks that the late fee of an instalment is waived 减免, all of it or so much (FIN-7). */
export class RequestLateFeeWaiver extends Command('finance.request-late-fee-waiver', WaiverAnswer) {
  @IsUUID() dealId!: string;
  /** The instalment, or its late fee. */
  @IsUUID() receivableId!: string;
  /** All that there is when it is approved, when left out. */
  @Optional() @IsPayment() amount?: Money;
  @Length(1, 500) reason!: string;
}

/** Another person decides (ALL-4); at most what the fee is then is waived, and a refusal gives its reason. */
export class DecideLateFeeWaiver extends Command('finance.decide-late-fee-waiver', WaiverAnswer) {
  @IsUUID() waiverId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

/** So much of an instalment, so many days late, at the rate of its tier. */
export class LateSliceRow {
  @IsMoney() overdue!: Money;
  /** When it was paid; what is still unpaid has none. */
  @Optional() @IsDay() paidOn?: Day;
  @IsInt() days!: number;
  @IsRate() rate!: Rate;
  @IsInt() tier!: number;
  /** Rounded for reading; the instalment's fee is rounded once, from the exact sum. */
  @IsMoney() fee!: Money;
}

export class WaiverRow extends WaiverAnswer {
  @IsString() reason!: string;
  @IsInstant() requestedAt!: Instant;
  @Optional() @IsInstant() decidedAt?: Instant;
  @Optional() @IsString() decisionReason?: string;
}

export class LateFeeRow {
  /** The instalment. */
  @IsUUID() receivableId!: string;
  /** The late fee that is owed for it, once money came in late. */
  @Optional() @IsUUID() lateFeeId?: string;
  @IsString() label!: string;
  @IsDay() dueOn!: Day;
  /** Later than `dueOn` by a delay or a revision; left out while it waits for a construction node. */
  @Optional() @IsDay() lateAfter?: Day;
  @IsMoney() unpaid!: Money;
  @Each(() => LateSliceRow) slices!: LateSliceRow[];
  /** Of what was paid late; and what runs on what is unpaid, on the day that is asked about. */
  @IsMoney() fee!: Money;
  @IsMoney() accrued!: Money;
  /** What is waived of both. */
  @IsMoney() waived!: Money;
  @IsMoney() paid!: Money;
  /** What is left of fee and accrued after waivers and payments. */
  @IsMoney() outstanding!: Money;
  @IsObject() derivation!: Derivation;
  @IsObject() accruedDerivation!: Derivation;
  @Each(() => WaiverRow) waivers!: WaiverRow[];
}

/** The late fees of a deal, instalment by instalment, slice by slice (FIN-7, ALL-2). */
export class LateFeeSheet {
  @IsUUID() dealId!: string;
  @IsDay() on!: Day;
  /** A day's share, and from beyond how many days which other; without a contract there is none. */
  @Optional() @IsRate() rate?: Rate;
  @Optional() @IsInt() tierDays?: number;
  @Optional() @IsRate() rateBeyond?: Rate;
  @Each(() => LateFeeRow) items!: LateFeeRow[];
  @IsMoney() outstanding!: Money;
}

/** Why the late fees of a deal are what they are, today or on a later day if nothing is paid (FIN-7). */
export class LateFees extends Query('finance.late-fees', LateFeeSheet) {
  @IsUUID() dealId!: string;
  @Optional() @IsDay() on?: Day;
}

// Told.

/** So much of the late fees of an instalment is waived 减免 (FIN-7). */
export class LateFeeWaived extends Told('finance.late-fee-waived', 1, 'dealId') {
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() waiverId!: string;
  @IsUUID() receivableId!: string;
  @IsMoney() amount!: Money;
  @IsString() reason!: string;
}
