import type { Instant } from '#kernel/time.js';
import { IsIn, IsInt, IsString, IsUUID, Length } from 'class-validator';
import { Each, IsInstant, IsPageSize, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';

export const reservationStates = ['live', 'released', 'expired', 'sold'] as const;
export type ReservationState = (typeof reservationStates)[number];
export const consentDecisions = ['consent', 'refuse'] as const;
export type ConsentDecision = (typeof consentDecisions)[number];

// Asked.

export class ReservationAnswer {
  @IsUUID() reservationId!: string;
  @IsIn(reservationStates) state!: ReservationState;
  /** When it frees the unit by itself, or ended. */
  @IsInstant() until!: Instant;
  @IsInt() extensionsLeft!: number;
}

/** Keeps an available unit for somebody, without money (RES-1): a customer, or a person who is only named. */
export class ReserveUnit extends Command('sales.reserve-unit', ReservationAnswer) {
  @IsUUID() unitId!: string;
  @Optional() @IsUUID() customerId?: string;
  /** Who it is for, when that is no customer yet. */
  @Optional() @Length(1, 60) beneficiary?: string;
  @Length(1, 500) reason!: string;
  /** The project's longest time when left out. */
  @Optional() @IsInstant() until?: Instant;
}

/** A later end, as often as the project allows (RES-1). */
export class ExtendReservation extends Command('sales.extend-reservation', ReservationAnswer) {
  @IsUUID() reservationId!: string;
  @Optional() @IsInstant() until?: Instant;
  @Length(1, 500) reason!: string;
}

/** Gives the unit back before the time; by whoever holds the reservation, or the sales manager (RES-1). */
export class ReleaseReservation extends Command('sales.release-reservation', ReservationAnswer) {
  @IsUUID() reservationId!: string;
  @Length(1, 500) reason!: string;
}

export class ConsentAnswer {
  @IsUUID() reservationId!: string;
  @IsUUID() customerId!: string;
  @IsIn(['asked', ...consentDecisions]) state!: 'asked' | ConsentDecision;
}

/** The supervisor tells the holder who is to buy, who is not the one it was reserved for (RES-1, §3.2.4). */
export class AskConsent extends Command('sales.ask-consent', ConsentAnswer) {
  @IsUUID() reservationId!: string;
  @IsUUID() customerId!: string;
  @Length(1, 500) reason!: string;
}

/** The holder's word on that buyer; a refusal needs a reason (RES-1). */
export class AnswerConsent extends Command('sales.answer-consent', ConsentAnswer) {
  @IsUUID() reservationId!: string;
  @IsUUID() customerId!: string;
  @IsIn(consentDecisions) decision!: ConsentDecision;
  @Optional() @Length(1, 500) reason?: string;
}

export class ConsentRow {
  @IsUUID() customerId!: string;
  @IsIn(['asked', ...consentDecisions]) state!: 'asked' | ConsentDecision;
  @IsInstant() askedAt!: Instant;
  @IsString() askedFor!: string;
  @Optional() @IsInstant() answeredAt?: Instant;
  @Optional() @IsString() reason?: string;
}

export class ReservationRow extends ReservationAnswer {
  @IsUUID() unitId!: string;
  @IsString() unitCode!: string;
  @IsUUID() holderId!: string;
  @IsString() holder!: string;
  @IsInstant() reservedAt!: Instant;
  @Optional() @IsInstant() endedAt?: Instant;
  @Optional() @IsString() endedFor?: string;
}

/** The name of who it is for is masked (ALL-9). */
export class ReservationSheet extends ReservationRow {
  @IsUUID() projectId!: string;
  @Optional() @IsUUID() customerId?: string;
  @Optional() @IsString() beneficiary?: string;
  @IsString() reason!: string;
  @Optional() @IsUUID() subscriptionId?: string;
  @Each(() => ConsentRow) consents!: ConsentRow[];
}

export class ReservationById extends Query('sales.reservation-by-id', ReservationSheet) {
  @IsUUID() reservationId!: string;
}

export class ReservationPage {
  @Each(() => ReservationRow) items!: ReservationRow[];
  /** Pass as `after` to read on; absent on the last page. */
  @Optional() @IsString() next?: string;
}

/** Reservations of a project, oldest first; those of one state when it is given. */
export class Reservations extends Query('sales.reservations', ReservationPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(reservationStates) state?: ReservationState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class MaliciousRow {
  @IsIn(['holder', 'beneficiary']) as!: 'holder' | 'beneficiary';
  @IsUUID() personId!: string;
  /** A holder's name; a customer's is masked. */
  @IsString() name!: string;
  /** How many of theirs expired unsold within the project's window. */
  @IsInt() expired!: number;
  @IsInstant() lastAt!: Instant;
}

export class MaliciousPage {
  @Each(() => MaliciousRow) items!: MaliciousRow[];
  @Optional() @IsString() next?: string;
}

/** Who has had too many reservations expire unsold 恶意预留 (RES-2, §2.3.2), as it stands now. */
export class MaliciousReservations extends Query('sales.malicious-reservations', MaliciousPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsString() after?: string;
}

// Told.

/** Somebody keeps the unit, without money, until `until` (RES-1). */
export class UnitReserved extends Told('sales.unit-reserved', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() reservationId!: string;
  @IsUUID() projectId!: string;
  @IsString() unitCode!: string;
  @IsUUID() holderId!: string;
  @Optional() @IsUUID() customerId?: string;
  @IsInstant() until!: Instant;
  @IsString() reason!: string;
}

export class ReservationExtended extends Told('sales.reservation-extended', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() reservationId!: string;
  @IsUUID() projectId!: string;
  @IsInstant() until!: Instant;
  @IsString() reason!: string;
}

/** The holder has said whether this buyer may have the reserved unit (RES-1, §3.2.4). */
export class ConsentAnswered extends Told('sales.consent-answered', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() reservationId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() customerId!: string;
  @IsIn(consentDecisions) decision!: ConsentDecision;
  @Optional() @IsString() reason?: string;
}

/** The unit is free again, or with `subscriptionId` passes to that subscription without a gap (RES-1). */
export class ReservationEnded extends Told('sales.reservation-ended', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() reservationId!: string;
  @IsUUID() projectId!: string;
  @IsString() rule!: string;
  @Optional() @IsUUID() subscriptionId?: string;
}

/** Somebody's reservations have expired unsold so often that finance makes it known 恶意预留 (RES-2). */
export class MaliciousReservation extends Told('sales.malicious-reservation', 1, 'personId') {
  @IsUUID() personId!: string;
  @IsIn(['holder', 'beneficiary']) as!: 'holder' | 'beneficiary';
  @IsUUID() projectId!: string;
  @IsUUID() reservationId!: string;
  @IsInt() expired!: number;
  @IsInt() withinDays!: number;
}
