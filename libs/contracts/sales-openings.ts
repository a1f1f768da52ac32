import type { Instant } from '#kernel/time.js';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
} from 'class-validator';
import { Each, IsInstant, IsPageSize, Nested, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { Command, Query, Told } from './message.js';

export const openingModes = ['first-come', 'draw'] as const;
export type OpeningMode = (typeof openingModes)[number];
/** What became of an attempt; `limited`: too many, or too soon after the one before (OPEN-1). */
export const attemptOutcomes = ['won', 'lost', 'early', 'out-of-turn', 'limited', 'refused'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];
export const drawStages = ['listing', 'committed', 'drawn', 'picking', 'done'] as const;
export type DrawStage = (typeof drawStages)[number];

// Asked.

export class OpeningAnswer {
  @IsUUID() openingId!: string;
  @IsInt() units!: number;
  @IsInstant() opensAt!: Instant;
  @IsInstant() endsAt!: Instant;
}

/** A sale that opens at an instant (OPEN-1): these units, or all of these buildings; before the bell nobody buys them. */
export class AnnounceOpening extends Command('sales.announce-opening', OpeningAnswer) {
  @IsUUID() projectId!: string;
  @Length(1, 80) name!: string;
  @IsIn(openingModes) mode!: OpeningMode;
  @IsInstant() opensAt!: Instant;
  @IsInstant() endsAt!: Instant;
  @Optional() @ArrayNotEmpty() @ArrayMaxSize(2000) @IsUUID(undefined, { each: true }) unitIds?: string[];
  @Optional() @ArrayNotEmpty() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) buildingIds?: string[];
  /** So many attempts of a buyer on a unit within the window; 5 in 60 seconds when left out. */
  @Optional() @IsInt() @Min(1) @Max(100) attemptsMax?: number;
  @Optional() @IsInt() @Min(1) @Max(86_400) windowSeconds?: number;
  /** So long after an attempt the next one on the same unit; 3 seconds when left out. */
  @Optional() @IsInt() @Min(0) @Max(3600) coolDownSeconds?: number;
  /** So many units can be marked for a customer; 5 when left out. */
  @Optional() @IsInt() @Min(0) @Max(100) favouritesMax?: number;
  /** Draw: whoever was passed over has another turn at the end (OPEN-2). */
  @Optional() @IsBoolean() passedAgain?: boolean;
}

/** A rehearsal: a copy of the opening, at another time, that touches no real hold (OPEN-1). */
export class PlanRehearsal extends Command('sales.plan-rehearsal', OpeningAnswer) {
  @IsUUID() openingId!: string;
  @IsInstant() opensAt!: Instant;
  @IsInstant() endsAt!: Instant;
}

/** Begins the rehearsal anew; what was tried before stays readable as an earlier run. */
export class ResetRehearsal extends Command('sales.reset-rehearsal', OpeningAnswer) {
  @IsUUID() openingId!: string;
}

/** The opening does not take place; its units are sold as all others. */
export class CancelOpening extends Command('sales.cancel-opening', OpeningAnswer) {
  @IsUUID() openingId!: string;
  @Length(1, 500) reason!: string;
}

export class RehearsedAttempt {
  @IsUUID() attemptId!: string;
  @IsInt() sequence!: number;
}

/** An attempt in a rehearsal: by the same rules and limits, on rehearsal rows (OPEN-1). */
export class RehearseAttempt extends Command('sales.rehearse-attempt', RehearsedAttempt) {
  @IsUUID() openingId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() customerId!: string;
}

export class FavouritesAnswer {
  @IsUUID() openingId!: string;
  @IsUUID() customerId!: string;
  @IsUUID(undefined, { each: true }) unitIds!: string[];
}

/** The units that a customer would like, before the bell (OPEN-1); replaces those marked before. */
export class MarkFavourites extends Command('sales.mark-favourites', FavouritesAnswer) {
  @IsUUID() openingId!: string;
  @IsUUID() customerId!: string;
  @ArrayMaxSize(100) @IsUUID(undefined, { each: true }) unitIds!: string[];
}

export class ParticipantAnswer {
  @IsUUID() openingId!: string;
  @IsInt() participants!: number;
}

/** Customers of the project take part in the draw and get numbers in this order (OPEN-2). */
export class AddParticipants extends Command('sales.add-participants', ParticipantAnswer) {
  @IsUUID() openingId!: string;
  @ArrayNotEmpty() @ArrayMaxSize(2000) @IsUUID(undefined, { each: true }) customerIds!: string[];
}

export class DrawAnswer {
  @IsUUID() openingId!: string;
  @IsIn(drawStages) stage!: DrawStage;
  /** SHA-256 of the system's seed and the list. */
  @Optional() @IsString() commitment?: string;
}

/** Fixes the list and the system's secret seed, and publishes the hash of both (OPEN-2). */
export class CommitDraw extends Command('sales.commit-draw', DrawAnswer) {
  @IsUUID() openingId!: string;
}

/** The witnesses say their words after the hash is out; then the seed is revealed and the order follows (OPEN-2). */
export class RunDraw extends Command('sales.run-draw', DrawAnswer) {
  @IsUUID() openingId!: string;
  @Optional() @ArrayMaxSize(20) @Length(1, 100, { each: true }) witnesses?: string[];
}

export class OpeningRow extends OpeningAnswer {
  @IsString() name!: string;
  @IsIn(openingModes) mode!: OpeningMode;
  @IsBoolean() rehearsal!: boolean;
  @IsBoolean() cancelled!: boolean;
}

export class OpeningPage {
  @Each(() => OpeningRow) items!: OpeningRow[];
  @Optional() @IsString() next?: string;
}

export class Openings extends Query('sales.openings', OpeningPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class OutcomeCount {
  @IsIn(attemptOutcomes) outcome!: AttemptOutcome;
  @IsInt() attempts!: number;
}

export class OpeningSheet extends OpeningRow {
  @IsUUID() projectId!: string;
  @IsInt() attemptsMax!: number;
  @IsInt() windowSeconds!: number;
  @IsInt() coolDownSeconds!: number;
  @IsInt() favouritesMax!: number;
  @IsBoolean() passedAgain!: boolean;
  /** Which run of a rehearsal it is; 1 of a real opening. */
  @IsInt() run!: number;
  @Optional() @IsUUID() rehearsalOf?: string;
  @Each(() => OutcomeCount) outcomes!: OutcomeCount[];
  @Optional() @IsIn(drawStages) stage?: DrawStage;
  /** Whose turn it is to pick, and until when (OPEN-2). */
  @Optional() @IsInt() turn?: number;
  @Optional() @IsInstant() turnUntil?: Instant;
}

export class OpeningById extends Query('sales.opening-by-id', OpeningSheet) {
  @IsUUID() openingId!: string;
}

export class HeatRow {
  @IsUUID() unitId!: string;
  @IsString() unitCode!: string;
  @IsInt() favourites!: number;
}

export class HeatMap {
  @Each(() => HeatRow) units!: HeatRow[];
}

/** How many customers would like each unit, without names (OPEN-1). */
export class OpeningHeat extends Query('sales.opening-heat', HeatMap) {
  @IsUUID() openingId!: string;
}

export class HeldBy {
  @IsString() kind!: string;
  @IsString() by!: string;
  @IsInstant() since!: Instant;
}

/** The attempt's link in the chain of its opening: a hash over the one before and this receipt's. */
export class ReceiptLink {
  @IsInt() number!: number;
  @IsString() previous!: string;
  @IsString() hash!: string;
}

export class AttemptRow {
  @IsUUID() attemptId!: string;
  @IsInt() sequence!: number;
  @IsInstant() at!: Instant;
  @IsUUID() unitId!: string;
  @IsString() unitCode!: string;
  @IsUUID() customerId!: string;
  @IsIn(attemptOutcomes) outcome!: AttemptOutcome;
  /** The refusal that was answered. */
  @Optional() @IsString() code?: string;
  /** What held the unit. */
  @Optional() @Nested(() => HeldBy) held?: HeldBy;
}

/** What a buyer can be shown of an attempt; SHA-256 of `line` is `hash` (OPEN-1). */
export class AttemptReceipt extends AttemptRow {
  @IsUUID() openingId!: string;
  @IsBoolean() rehearsal!: boolean;
  @IsInt() run!: number;
  @Optional() @IsUUID() subscriptionId?: string;
  @IsString() line!: string;
  @IsString() hash!: string;
  /** There within seconds, when the attempt has been linked into the chain. */
  @Optional() @Nested(() => ReceiptLink) link?: ReceiptLink;
}

export class AttemptById extends Query('sales.attempt-by-id', AttemptReceipt) {
  @IsUUID() attemptId!: string;
}

export class AttemptPage {
  @Each(() => AttemptRow) items!: AttemptRow[];
  @Optional() @IsString() next?: string;
}

/** Every attempt of an opening, won or lost, by sequence (OPEN-1); of a rehearsal's latest run unless another is named. */
export class Attempts extends Query('sales.attempts', AttemptPage) {
  @IsUUID() openingId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsString() after?: string;
}

/** The published file of the draw: numbers and masked names; seed and order once it is drawn (OPEN-2). */
export class DrawFile extends Query('sales.draw-file', FileAnswer) {
  @IsUUID() openingId!: string;
}

// Told.

export class OpeningAnnounced extends Told('sales.opening-announced', 1, 'openingId') {
  @IsUUID() openingId!: string;
  @IsUUID() projectId!: string;
  @IsString() name!: string;
  @IsIn(openingModes) mode!: OpeningMode;
  @IsInt() units!: number;
  @IsInstant() opensAt!: Instant;
  @IsInstant() endsAt!: Instant;
}

export class OpeningCancelled extends Told('sales.opening-cancelled', 1, 'openingId') {
  @IsUUID() openingId!: string;
  @IsUUID() projectId!: string;
  @IsString() reason!: string;
}

/** List and seed are fixed; this hash of both is public before the draw (OPEN-2). */
export class DrawCommitted extends Told('sales.draw-committed', 1, 'openingId') {
  @IsUUID() openingId!: string;
  @IsUUID() projectId!: string;
  @IsInt() participants!: number;
  @IsString() commitment!: string;
}

/** The seed is revealed, and with it the order of the numbers (OPEN-2). */
export class DrawRun extends Told('sales.draw-run', 1, 'openingId') {
  @IsUUID() openingId!: string;
  @IsUUID() projectId!: string;
  @IsString() seed!: string;
  @IsString({ each: true }) witnesses!: string[];
}
