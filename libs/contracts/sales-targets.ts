import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { IsIn, IsInt, IsObject, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, Nested, Optional } from './fields.js';
import { Command, Query } from './message.js';
import { monthForm } from './sales-team.js';

/** Whose results are counted (CRM-5). */
export const scoreSubjects = ['consultant', 'team', 'project'] as const;
export type ScoreSubject = (typeof scoreSubjects)[number];
/** Under 70 points retrain, 70–80 pass, 81–90 good, 91 and more excellent (CRM-5, 思源), by whole points. */
export const assessmentBands = ['retrain', 'pass', 'good', 'excellent'] as const;
export type AssessmentBand = (typeof assessmentBands)[number];

const aMonth = { message: 'month must be a month such as "2026-11"' };

// Teams, as data (CRM-5).

export class TeamAnswer {
  @IsUUID() teamId!: string;
}

export class CreateTeam extends Command('sales.create-team', TeamAnswer) {
  @IsUUID() projectId!: string;
  @Length(1, 60) name!: string;
}

export class TeamMemberAnswer extends TeamAnswer {
  @IsUUID() personId!: string;
}

/** Somebody is in the team from that day on; in one team of a project at a time (CRM-5). */
export class AddTeamMember extends Command('sales.add-team-member', TeamMemberAnswer) {
  @IsUUID() teamId!: string;
  @IsUUID() personId!: string;
  @Length(1, 60) name!: string;
  @IsDay() from!: Day;
}

/** Somebody leaves the team; `until` is the last day on which their results are the team's. */
export class EndTeamMembership extends Command('sales.end-team-membership', TeamMemberAnswer) {
  @IsUUID() teamId!: string;
  @IsUUID() personId!: string;
  @IsDay() until!: Day;
  @Length(1, 500) reason!: string;
}

export class TeamMemberRow {
  @IsUUID() personId!: string;
  @IsString() name!: string;
  @IsDay() from!: Day;
  @Optional() @IsDay() until?: Day;
}

export class TeamSheet extends TeamAnswer {
  @IsString() name!: string;
  @Each(() => TeamMemberRow) members!: TeamMemberRow[];
}

export class TeamPage {
  @Each(() => TeamSheet) items!: TeamSheet[];
  @Optional() @IsString() next?: string;
}

export class Teams extends Query('sales.teams', TeamPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

// Targets and scores of a month (CRM-5).

/** Results, net: a cancellation takes away what the sale had added, a refund what was paid, in the month it comes. */
export class Figures {
  @IsInt() calls!: number;
  @IsInt() visits!: number;
  @IsInt() customers!: number;
  @IsInt() subscriptions!: number;
  @IsInt() contracts!: number;
  @IsMoney() moneyIn!: Money;
}

export class TargetAnswer {
  @IsUUID() targetId!: string;
  /** How often this target has been set. */
  @IsInt() version!: number;
}

/** What is to be reached in a month; what is left out is not assessed. Set again, it says why (CRM-5). */
export class SetTarget extends Command('sales.set-target', TargetAnswer) {
  @IsUUID() projectId!: string;
  @Matches(monthForm, aMonth) month!: string;
  @IsIn(scoreSubjects) subject!: ScoreSubject;
  /** The consultant, the team, or the project itself. */
  @IsUUID() subjectId!: string;
  @Optional() @IsInt() @Min(0) @Max(100_000) calls?: number;
  @Optional() @IsInt() @Min(0) @Max(100_000) visits?: number;
  @Optional() @IsInt() @Min(0) @Max(100_000) customers?: number;
  @Optional() @IsInt() @Min(0) @Max(100_000) subscriptions?: number;
  @Optional() @IsInt() @Min(0) @Max(100_000) contracts?: number;
  @Optional() @IsMoney() moneyIn?: Money;
  @Optional() @Length(1, 500) reason?: string;
}

export class WeightsAnswer {
  @IsInt() version!: number;
}

/** How much each measure counts in the project’s assessment; together 100 (CRM-5). */
export class SetAssessmentWeights extends Command('sales.set-assessment-weights', WeightsAnswer) {
  @IsUUID() projectId!: string;
  @IsInt() @Min(0) @Max(100) calls!: number;
  @IsInt() @Min(0) @Max(100) visits!: number;
  @IsInt() @Min(0) @Max(100) customers!: number;
  @IsInt() @Min(0) @Max(100) subscriptions!: number;
  @IsInt() @Min(0) @Max(100) contracts!: number;
  @IsInt() @Min(0) @Max(100) moneyIn!: number;
  @Length(1, 500) reason!: string;
}

/** Points of a hundred, how they were computed, and what they mean (CRM-5, ALL-2). */
export class Score {
  @IsInt() points!: number;
  /** Before rounding, as a fraction: `161/2`. */
  @IsString() exact!: string;
  @IsIn(assessmentBands) band!: AssessmentBand;
  @IsObject() derivation!: Derivation;
}

export class ScoreRow {
  @IsUUID() subjectId!: string;
  @Nested(() => Figures) actual!: Figures;
  @Optional() @Nested(() => Figures) target?: Figures;
  /** Absent where there is no target. */
  @Optional() @Nested(() => Score) score?: Score;
}

export class ScorePage {
  @Each(() => ScoreRow) items!: ScoreRow[];
  @Optional() @IsString() next?: string;
}

/** Results beside targets as they are now: by consultant, team or project (CRM-5). */
export class Scores extends Query('sales.scores', ScorePage) {
  @IsUUID() projectId!: string;
  @Matches(monthForm, aMonth) month!: string;
  @IsIn(scoreSubjects) subject!: ScoreSubject;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class MonthClosed {
  @IsUUID() projectId!: string;
  @IsString() month!: string;
  /** How many were assessed: consultants, teams and the project, where they had a target. */
  @IsInt() assessed!: number;
}

/** The month is over: its scores are frozen with their derivations (CRM-5, ALL-2). */
export class CloseAssessmentMonth extends Command('sales.close-assessment-month', MonthClosed) {
  @IsUUID() projectId!: string;
  @Matches(monthForm, aMonth) month!: string;
}

export class AssessmentRow extends ScoreRow {
  @IsString() month!: string;
  @IsIn(scoreSubjects) subject!: ScoreSubject;
  @IsInstant() closedAt!: Instant;
}

export class AssessmentPage {
  @Each(() => AssessmentRow) items!: AssessmentRow[];
  @Optional() @IsString() next?: string;
}

/** Frozen monthly assessments of a project, newest first; by band, who is to be trained again (CRM-5). */
export class Assessments extends Query('sales.assessments', AssessmentPage) {
  @IsUUID() projectId!: string;
  @Optional() @Matches(monthForm, aMonth) month?: string;
  @Optional() @IsIn(scoreSubjects) subject?: ScoreSubject;
  @Optional() @IsIn(assessmentBands) band?: AssessmentBand;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}
