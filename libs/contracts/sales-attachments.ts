import type { Instant } from '#kernel/time.js';
import { IsString, IsUUID, Length } from 'class-validator';
import { Each, IsInstant } from './fields.js';
import { Command, Query, Told } from './message.js';

export class AttachmentRow {
  @IsUUID() attachmentId!: string;
  @IsUUID() contractId!: string;
  /** The parking space or storage room, and the home. */
  @IsUUID() unitId!: string;
  @IsString() unitCode!: string;
  @IsString() use!: string;
  @IsUUID() homeUnitId!: string;
  @IsString() homeUnitCode!: string;
  @IsInstant() tiedAt!: Instant;
}

export class AttachmentList {
  @Each(() => AttachmentRow) items!: AttachmentRow[];
}

/** Ties a parking space 车位 or storage room 储藏室 of the same customer to the contract of their home (INV-7). */
export class TieUnit extends Command('sales.tie-unit', AttachmentRow) {
  @IsUUID() contractId!: string;
  @IsUUID() unitId!: string;
}

/** Takes it from the contract again, before the first review has signed (INV-7). */
export class UntieUnit extends Command('sales.untie-unit', AttachmentRow) {
  @IsUUID() contractId!: string;
  @IsUUID() unitId!: string;
  @Length(1, 500) reason!: string;
}

/** What is tied to a contract. */
export class Attachments extends Query('sales.attachments', AttachmentList) {
  @IsUUID() contractId!: string;
}

/** A parking space or storage room belongs to the contract of a home. With the end of either hold the tie ends too. */
export class UnitTied extends Told('sales.unit-tied', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() contractId!: string;
  /** The home's. */
  @IsUUID() subscriptionId!: string;
  @IsUUID() homeUnitId!: string;
  @IsString() homeUnitCode!: string;
}

export class UnitUntied extends Told('sales.unit-untied', 1, 'unitId') {
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() homeUnitId!: string;
  @IsString() homeUnitCode!: string;
  @IsString() reason!: string;
}
