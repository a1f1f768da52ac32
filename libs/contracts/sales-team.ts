import type { Instant } from '#kernel/time.js';
import { ArrayNotEmpty, ArrayUnique, IsBoolean, IsIn, IsInt, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Each, IsInstant, IsPageSize, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';

/** A month in China, `YYYY-MM`. */
export const monthForm = /^20\d\d-(0[1-9]|1[0-2])$/;

export const questionKinds = ['text', 'whole-number', 'one-of', 'some-of'] as const;
export type QuestionKind = (typeof questionKinds)[number];

// Asked: the deal survey 成交客户调查 (CRM-3).

/** A question of the deal survey; `options` are those of `one-of` and `some-of`. */
export class Question {
  @Matches(/^[a-z][a-z0-9-]{0,39}$/) code!: string;
  @Length(1, 200) text!: string;
  @IsIn(questionKinds) kind!: QuestionKind;
  @Optional() @ArrayUnique() @Length(1, 100, { each: true }) options?: string[];
  @IsBoolean() required!: boolean;
}

export class QuestionnaireAnswer {
  @IsUUID() questionnaireId!: string;
  @IsInt() version!: number;
}

/** The next version of the project's questionnaire; surveys keep the version that they answered (CRM-3). */
export class DefineQuestionnaire extends Command('sales.define-questionnaire', QuestionnaireAnswer) {
  @IsUUID() projectId!: string;
  @ArrayNotEmpty() @Each(() => Question) questions!: Question[];
}

export class QuestionnaireSheet extends QuestionnaireAnswer {
  @Each(() => Question) questions!: Question[];
  @IsInstant() definedAt!: Instant;
}

export class QuestionnairePage {
  @Each(() => QuestionnaireSheet) items!: QuestionnaireSheet[];
  @Optional() @IsString() next?: string;
}

/** The versions of a project's questionnaire, newest first (CRM-3). */
export class Questionnaires extends Query('sales.questionnaires', QuestionnairePage) {
  @IsUUID() projectId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

/** What was answered to one question: a text, a whole number as text, or the options chosen. */
export class SurveyAnswer {
  @Length(1, 40) code!: string;
  @Optional() @Length(1, 1000) text?: string;
  @Optional() @ArrayNotEmpty() @ArrayUnique() @Length(1, 100, { each: true }) options?: string[];
}

export class SurveyRecorded {
  @IsUUID() subscriptionId!: string;
  /** After the two working days (CRM-3). */
  @IsBoolean() late!: boolean;
}

/** The consultant records the survey of a deal, once (CRM-3). */
export class RecordSurvey extends Command('sales.record-survey', SurveyRecorded) {
  @IsUUID() subscriptionId!: string;
  @IsUUID() questionnaireId!: string;
  @ArrayNotEmpty() @Each(() => SurveyAnswer) answers!: SurveyAnswer[];
}

export class SurveySheet {
  @IsUUID() subscriptionId!: string;
  @IsUUID() customerId!: string;
  @IsUUID() consultantId!: string;
  @IsInstant() dueBy!: Instant;
  @Optional() @IsUUID() questionnaireId?: string;
  @Optional() @Each(() => SurveyAnswer) answers?: SurveyAnswer[];
  @Optional() @IsInstant() answeredAt?: Instant;
  @Optional() @IsBoolean() late?: boolean;
}

export class SurveyOfSubscription extends Query('sales.survey-of-subscription', SurveySheet) {
  @IsUUID() subscriptionId!: string;
}

export class MissingSurveyRow {
  @IsUUID() subscriptionId!: string;
  @IsUUID() customerId!: string;
  @IsUUID() consultantId!: string;
  @IsString() unitCode!: string;
  @IsInstant() dueBy!: Instant;
  @IsBoolean() overdue!: boolean;
}

export class MissingSurveyPage {
  @Each(() => MissingSurveyRow) items!: MissingSurveyRow[];
  @Optional() @IsString() next?: string;
}

/** Surveys that are still to be recorded, soonest due first; with `overdue` the list 未做成交调查 (CRM-3). */
export class MissingSurveys extends Query('sales.missing-surveys', MissingSurveyPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(['true']) overdue?: 'true';
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Length(1, 80) after?: string;
}

export class TimelinessRow {
  @IsUUID() consultantId!: string;
  @IsInt() entriesOnTime!: number;
  @IsInt() entriesLate!: number;
  @IsInt() surveysOnTime!: number;
  @IsInt() surveysLate!: number;
  /** Not recorded, and the two working days are over. */
  @IsInt() surveysMissing!: number;
}

export class TimelinessPage {
  @Each(() => TimelinessRow) items!: TimelinessRow[];
  @Optional() @IsString() next?: string;
}

/** Customers entered and surveys recorded in time and late, a consultant a row, in the month of entry or sale (CRM-3). */
export class Timeliness extends Query('sales.timeliness', TimelinessPage) {
  @IsUUID() projectId!: string;
  @Matches(monthForm, { message: 'month must be a month such as "2026-11"' }) month!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

// Asked: commission for customers nobody wrote about (CRM-6).

export class CommissionAnswer {
  @IsUUID() contractId!: string;
  /** Whether the deal earns commission now. */
  @IsBoolean() earns!: boolean;
}

/** The sales manager explains a deal with too few customer events, once: it earns commission after all (CRM-6). */
export class ExplainCommission extends Command('sales.explain-commission', CommissionAnswer) {
  @IsUUID() contractId!: string;
  @Length(1, 500) reason!: string;
}

export class CommissionFlagRow extends CommissionAnswer {
  @IsString() number!: string;
  @IsUUID() customerId!: string;
  @IsUUID() consultantId!: string;
  /** How many events the customer had when the contract was signed. */
  @IsInt() events!: number;
  @IsInstant() flaggedAt!: Instant;
  @Optional() @IsString() explainedBy?: string;
  @Optional() @IsInstant() explainedAt?: Instant;
  @Optional() @IsString() reason?: string;
}

export class CommissionFlagPage {
  @Each(() => CommissionFlagRow) items!: CommissionFlagRow[];
  @Optional() @IsString() next?: string;
}

/** Contracts flagged for too few customer events, oldest first: to be explained, or explained (CRM-6). */
export class CommissionFlags extends Query('sales.commission-flags', CommissionFlagPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(['open', 'explained']) state?: 'open' | 'explained';
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Length(1, 80) after?: string;
}

// Told, about the unit.

/** At signing the customer had fewer than three recorded events: no commission, unless it is explained (CRM-6). */
export class CommissionFlagged extends Told('sales.commission-flagged', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() consultantId!: string;
  @IsInt() events!: number;
}

/** The sales manager explained it: the deal earns commission after all (CRM-6). */
export class CommissionExplained extends Told('sales.commission-explained', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() consultantId!: string;
  @IsString() reason!: string;
}
