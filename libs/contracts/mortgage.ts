import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { ArrayNotEmpty, IsBoolean, IsIn, IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';

/** MOR-4, in this order; `refused` leads back to choosing another bank. */
export const mortgageStates = [
  ...(['collecting', 'collected', 'checked', 'bank-chosen', 'submitted'] as const),
  ...(['more-papers', 'refused', 'approved'] as const),
  ...(['customer-signed', 'registering', 'registered', 'disbursed', 'cancelled'] as const),
] as const;
export type MortgageState = (typeof mortgageStates)[number];

// Asked.

export class MortgageAnswer {
  @IsUUID() applicationId!: string;
  @IsIn(mortgageStates) state!: MortgageState;
}

export class Paper {
  /** Code on the checklist: `id-card`, `income-proof`, `down-payment-receipt`. */
  @Length(1, 40) code!: string;
  @IsInt() @Min(1) @Max(99) copies!: number;
}

/** The consultant takes in papers against the checklist (MOR-1). */
export class TakeInPapers extends Command('mortgage.take-in-papers', MortgageAnswer) {
  @IsUUID() applicationId!: string;
  @ArrayNotEmpty() @Each(() => Paper) papers!: Paper[];
}

/** The mortgage clerk checks; incomplete papers cannot pass (MOR-2). */
export class CheckPapers extends Command('mortgage.check-papers', MortgageAnswer) {
  @IsUUID() applicationId!: string;
  @IsIn(['pass', 'return']) decision!: 'pass' | 'return';
  @Optional() @Length(1, 500) reason?: string;
}

/** Finance chooses the bank (MOR-3). */
export class ChooseBank extends Command('mortgage.choose-bank', MortgageAnswer) {
  @IsUUID() applicationId!: string;
  @Length(1, 60) bank!: string;
}

/** Sends checked papers of a filed contract to the bank (MOR-3); its answer comes by itself. */
export class SubmitToBank extends Command('mortgage.submit-to-bank', MortgageAnswer) {
  @IsUUID() applicationId!: string;
}

/** The customer signed at the bank (§3.7.4). */
export class RecordCustomerSigned extends Command('mortgage.record-customer-signed', MortgageAnswer) {
  @IsUUID() applicationId!: string;
  @IsDay() signedOn!: Day;
}

/** Sends the mortgage to the registry 抵押登记 (MOR-4); number and time come back from it. */
export class RegisterMortgage extends Command('mortgage.register-mortgage', MortgageAnswer) {
  @IsUUID() applicationId!: string;
}

/** The accountant confirms money that the bank said it paid (MOR-5); it may come in parts. */
export class ConfirmDisbursement extends Command('mortgage.confirm-disbursement', MortgageAnswer) {
  @IsUUID() applicationId!: string;
  @IsUUID() disbursementId!: string;
}

export class DisbursementRow {
  @IsUUID() disbursementId!: string;
  @IsMoney() amount!: Money;
  @IsInstant() announcedAt!: Instant;
  @Optional() @IsInstant() confirmedAt?: Instant;
}

/** A line of the bank's checklist (MOR-1). */
export class ChecklistRow {
  @IsString() code!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
  @IsBoolean() required!: boolean;
  @IsBoolean() taken!: boolean;
}

export class MortgageSheet extends MortgageAnswer {
  @IsUUID() contractId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsString() unitCode!: string;
  @IsMoney() amount!: Money;
  @Optional() @IsString() bank?: string;
  /** The state in words. */
  @IsString() stateZh!: string;
  @IsString() stateEn!: string;
  /** Why it is in this state, where a reason was given. */
  @Optional() @IsString() reason?: string;
  /** Until when the next step is due. */
  @Optional() @IsInstant() dueBy?: Instant;
  /** Whether the contract is filed, as the bank requires (MOR-3). */
  @IsBoolean() filed!: boolean;
  @Each(() => ChecklistRow) checklist!: ChecklistRow[];
  /** Codes of the checklist that are not in yet. */
  @IsString({ each: true }) missing!: string[];
  @Each(() => Paper) papers!: Paper[];
  @Each(() => DisbursementRow) disbursements!: DisbursementRow[];
  @Optional() @IsString() registrationNumber?: string;
}

export class MortgageById extends Query('mortgage.application-by-id', MortgageSheet) {
  @IsUUID() applicationId!: string;
}

export class MortgageOfDeal extends Query('mortgage.application-of-deal', MortgageSheet) {
  @IsUUID() dealId!: string;
}

export class MortgageRow extends MortgageAnswer {
  @IsString() unitCode!: string;
  @IsMoney() amount!: Money;
  @Optional() @IsString() bank?: string;
  /** Until when the next step is due; `overdue` once that has passed. */
  @Optional() @IsInstant() dueBy?: Instant;
  @IsBoolean() overdue!: boolean;
}

export class MortgagePage {
  @Each(() => MortgageRow) items!: MortgageRow[];
  @Optional() @IsString() next?: string;
}

/** Applications of a project by state: the lists of MOR-4. */
export class Mortgages extends Query('mortgage.applications', MortgagePage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(mortgageStates) state?: MortgageState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

// Told, about the application.

/** The application moved to another state (MOR-4). */
export class MortgageAdvanced extends Told('mortgage.advanced', 1, 'applicationId') {
  @IsUUID() applicationId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsIn(mortgageStates) state!: MortgageState;
  @Optional() @IsString() reason?: string;
}

/** The bank's money arrived, whole or in part: a receipt against the loan (MOR-5). */
export class LoanDisbursed extends Told('mortgage.loan-disbursed', 1, 'applicationId') {
  @IsUUID() applicationId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() dealId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() disbursementId!: string;
  @IsString() bank!: string;
  @IsMoney() amount!: Money;
}
