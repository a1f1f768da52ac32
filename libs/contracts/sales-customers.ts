import type { Instant } from '#kernel/time.js';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { FileAnswer } from './file.js';
import { Each, IsInstant, IsPageSize, Nested, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';

export const customerEventKinds = ['first-call', 'first-visit', 'call', 'visit', 'message'] as const;
export type CustomerEventKind = (typeof customerEventKinds)[number];

export const assignmentCauses = ['entry', 'collision', 'appeal', 'reassignment', 'leaver'] as const;
export type AssignmentCause = (typeof assignmentCauses)[number];
export const collisionStates = ['open', 'decided'] as const;
export type CollisionState = (typeof collisionStates)[number];
export const appealStates = ['open', 'upheld', 'rejected'] as const;
export type AppealState = (typeof appealStates)[number];

export const exportStates = ['requested', 'approved', 'refused'] as const;
export type ExportState = (typeof exportStates)[number];

const phoneForm = /^\+?\d{7,15}$/;
const phoneWords = { message: 'phone must be 7 to 15 digits' };
const idNumberForm = /^[0-9A-Za-z()-]{5,30}$/;
const idNumberWords = { message: 'idNumber must be an ID number' };

// Asked.

export class CustomerAnswer {
  @IsUUID() customerId!: string;
}

export class FirstEvent {
  @IsIn(['first-call', 'first-visit']) kind!: 'first-call' | 'first-visit';
  @Optional() @Length(0, 1000) note?: string;
}

/** A customer with the first contact; whoever enters first owns the customer in the project (CRM-1). */
export class EnterCustomer extends Command('sales.enter-customer', CustomerAnswer) {
  @IsUUID() projectId!: string;
  @Length(1, 60) name!: string;
  @Matches(phoneForm, phoneWords) phone!: string;
  @Optional() @Matches(idNumberForm, idNumberWords) idNumber?: string;
  @Length(1, 60) source!: string;
  @Length(1, 500) needs!: string;
  @Nested(() => FirstEvent) firstEvent!: FirstEvent;
  /** When the customer was first spoken to; now when left out. Entered within a working day of it, or late (CRM-3). */
  @Optional() @IsInstant() contactedAt?: Instant;
}

/** A later contact with the customer (CRM-1, CRM-2). */
export class RecordCustomerEvent extends Command('sales.record-customer-event', CustomerAnswer) {
  @IsUUID() customerId!: string;
  @IsIn(customerEventKinds) kind!: CustomerEventKind;
  @Optional() @Length(0, 1000) note?: string;
}

/** A further phone by which the customer is found; nobody else's in the project (CRM-1). */
export class AddCustomerPhone extends Command('sales.add-customer-phone', CustomerAnswer) {
  @IsUUID() customerId!: string;
  @Matches(phoneForm, phoneWords) phone!: string;
}

export class CollisionAnswer {
  @IsUUID() collisionId!: string;
  @IsUUID() customerId!: string;
  @IsIn(collisionStates) state!: CollisionState;
  @IsUUID() ownerId!: string;
}

/** The sales manager assigns the customer of a collision 撞单 to one of the two (CRM-1). */
export class DecideCollision extends Command('sales.decide-collision', CollisionAnswer) {
  @IsUUID() collisionId!: string;
  @IsIn(['first', 'second']) for!: 'first' | 'second';
  @Length(1, 500) reason!: string;
}

export class AppealAnswer {
  @IsUUID() appealId!: string;
  @IsUUID() customerId!: string;
  @IsIn(appealStates) state!: AppealState;
}

/** Who had the customer, or collided over it, says why it should be theirs (CRM-1). */
export class AppealOwnership extends Command('sales.appeal-ownership', AppealAnswer) {
  @IsUUID() customerId!: string;
  @Length(1, 500) reason!: string;
}

/** The sales manager decides an appeal: upheld, the customer goes to who appealed, also within the protection (CRM-1). */
export class DecideAppeal extends Command('sales.decide-appeal', AppealAnswer) {
  @IsUUID() appealId!: string;
  @IsIn(['uphold', 'reject']) decision!: 'uphold' | 'reject';
  @Length(1, 500) reason!: string;
}

export class Reassigned {
  @IsInt() reassigned!: number;
}

/** Customers on the reassignment list, or no longer protected, get another consultant (CRM-2). */
export class ReassignCustomers extends Command('sales.reassign-customers', Reassigned) {
  @IsUUID() projectId!: string;
  @ArrayNotEmpty() @ArrayUnique() @ArrayMaxSize(200) @IsUUID(undefined, { each: true }) customerIds!: string[];
  @IsUUID() toId!: string;
  @Length(1, 500) reason!: string;
}

/** Who the customer is, as it was entered. */
export class Unmasked extends CustomerAnswer {
  /** Under which it stands in the log of who saw whom. */
  @IsUUID() unmaskingId!: string;
  @IsString() name!: string;
  @IsString({ each: true }) phones!: string[];
  @Optional() @IsString() idNumber?: string;
}

/** Shows who a customer is, for a reason, and logs that it was shown (ALL-9). */
export class UnmaskCustomer extends Command('sales.unmask-customer', Unmasked) {
  @IsUUID() customerId!: string;
  @Length(1, 500) reason!: string;
}

export class ExportAnswer {
  @IsUUID() exportId!: string;
  @IsString() number!: string;
  @IsIn(exportStates) state!: ExportState;
  @IsBoolean() plain!: boolean;
}

/** Asks for the customers of a project, or of one consultant there, as a file; another approves it (ALL-9). */
export class RequestCustomerExport extends Command('sales.request-customer-export', ExportAnswer) {
  @IsUUID() projectId!: string;
  /** Names, phones and ID numbers as they are, and not masked. */
  @IsBoolean() plain!: boolean;
  @Optional() @IsUUID() ownerId?: string;
  @Length(1, 500) reason!: string;
}

/** A refusal needs a reason. */
export class DecideCustomerExport extends Command('sales.decide-customer-export', ExportAnswer) {
  @IsUUID() exportId!: string;
  @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';
  @Optional() @Length(1, 500) reason?: string;
}

/** The approved export as a workbook with a watermark, for who asked for it; each time is logged (ALL-9). */
export class DownloadCustomerExport extends Command('sales.download-customer-export', FileAnswer) {
  @IsUUID() exportId!: string;
}

export class CustomerEventRow {
  @IsIn(customerEventKinds) kind!: CustomerEventKind;
  @IsInstant() at!: Instant;
  @IsString() by!: string;
  @Optional() @IsString() note?: string;
}

export class AssignmentRow {
  @IsString() to!: string;
  @IsIn(assignmentCauses) because!: AssignmentCause;
  @Optional() @IsString() reason?: string;
  @IsString() by!: string;
  @IsInstant() at!: Instant;
}

/** Name, phone and ID are masked (ALL-9). */
export class CustomerSheet extends CustomerAnswer {
  @IsUUID() projectId!: string;
  @IsString() name!: string;
  @IsString() phone!: string;
  /** Further phones by which they are found. */
  @IsString({ each: true }) otherPhones!: string[];
  @Optional() @IsString() idNumber?: string;
  @IsUUID() ownerId!: string;
  @IsString() owner!: string;
  @IsString() source!: string;
  @IsString() needs!: string;
  @IsInstant() protectedUntil!: Instant;
  /** On the reassignment list since then (CRM-2). */
  @Optional() @IsInstant() reassignSince?: Instant;
  @Each(() => CustomerEventRow) events!: CustomerEventRow[];
  /** Whose it was and is, and why (CRM-1, CRM-2). */
  @Each(() => AssignmentRow) assignments!: AssignmentRow[];
}

export class CustomerById extends Query('sales.customer-by-id', CustomerSheet) {
  @IsUUID() customerId!: string;
}

/** Name and phone are masked (ALL-9). */
export class CustomerRow extends CustomerAnswer {
  @IsString() name!: string;
  @IsString() phone!: string;
  @IsUUID() ownerId!: string;
  @IsString() owner!: string;
  @IsString() source!: string;
  @IsInstant() enteredAt!: Instant;
  @IsInstant() lastEventAt!: Instant;
  @IsInstant() protectedUntil!: Instant;
  @Optional() @IsInstant() reassignSince?: Instant;
}

export class CustomerPage {
  @Each(() => CustomerRow) items!: CustomerRow[];
  @Optional() @IsString() next?: string;
}

/** Customers of a project, one’s own alone for a consultant, oldest first. */
export class Customers extends Query('sales.customers', CustomerPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsUUID() ownerId?: string;
  @Optional() @Length(1, 60) source?: string;
  /** Those on the reassignment list (CRM-2). */
  @Optional() @IsIn(['true', 'false']) toReassign?: 'true' | 'false';
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

/** Who has exactly this phone or ID number; in a body, since addresses of pages are logged (ALL-9). */
export class CustomerMatches extends Query('sales.customer-matches', CustomerPage) {
  @IsUUID() projectId!: string;
  @Optional() @Matches(phoneForm, phoneWords) phone?: string;
  @Optional() @Matches(idNumberForm, idNumberWords) idNumber?: string;
}

export class UnmaskingRow {
  @IsUUID() unmaskingId!: string;
  @IsUUID() customerId!: string;
  @IsUUID() byId!: string;
  @IsString() by!: string;
  @IsString({ each: true }) fields!: string[];
  @IsString() reason!: string;
  @IsInstant() at!: Instant;
}

export class UnmaskingPage {
  @Each(() => UnmaskingRow) items!: UnmaskingRow[];
  @Optional() @IsString() next?: string;
}

/** Who was shown who a customer is, newest first (ALL-9). */
export class Unmaskings extends Query('sales.unmaskings', UnmaskingPage) {
  @Optional() @IsUUID() customerId?: string;
  @Optional() @IsUUID() byId?: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class ExportRow extends ExportAnswer {
  @IsString() reason!: string;
  @IsString() by!: string;
  @IsInstant() at!: Instant;
  @Optional() @IsString() decidedBy?: string;
  @Optional() @IsString() decision?: string;
}

export class ExportPage {
  @Each(() => ExportRow) items!: ExportRow[];
  @Optional() @IsString() next?: string;
}

/** Exports of a project’s customers, newest first (ALL-9). */
export class CustomerExports extends Query('sales.customer-exports', ExportPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(exportStates) state?: ExportState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class ExportDownloadRow {
  @IsString() by!: string;
  @IsInstant() at!: Instant;
  @IsInt() rows!: number;
}

export class ExportSheet extends ExportRow {
  @Each(() => ExportDownloadRow) downloads!: ExportDownloadRow[];
}

export class CustomerExportById extends Query('sales.customer-export-by-id', ExportSheet) {
  @IsUUID() exportId!: string;
}

export class CollisionRow extends CollisionAnswer {
  @IsString() name!: string;
  @IsString() phone!: string;
  @IsString() first!: string;
  @IsString() second!: string;
  /** What was the same. */
  @IsIn(['phone', 'id-number']) same!: 'phone' | 'id-number';
  @IsInstant() at!: Instant;
}

export class CollisionPage {
  @Each(() => CollisionRow) items!: CollisionRow[];
  @Optional() @IsString() next?: string;
}

/** Collisions of a project, oldest first (CRM-1). */
export class Collisions extends Query('sales.collisions', CollisionPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(collisionStates) state?: CollisionState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

/** What the second said of the customer; masked. */
export class SecondEntry {
  @IsUUID() byId!: string;
  @IsString() by!: string;
  @IsString() name!: string;
  @IsString() phone!: string;
  @Optional() @IsString() idNumber?: string;
  @IsString() source!: string;
  @IsString() needs!: string;
  @Each(() => CustomerEventRow) events!: CustomerEventRow[];
}

/** A collision with both histories (CRM-1). */
export class CollisionSheet extends CollisionRow {
  @Nested(() => CustomerSheet) firstEntry!: CustomerSheet;
  @Nested(() => SecondEntry) secondEntry!: SecondEntry;
  @Optional() @IsIn(['first', 'second']) decidedFor?: 'first' | 'second';
  @Optional() @IsString() reason?: string;
  @Optional() @IsString() decidedBy?: string;
  @Optional() @IsInstant() decidedAt?: Instant;
}

export class CollisionById extends Query('sales.collision-by-id', CollisionSheet) {
  @IsUUID() collisionId!: string;
}

export class AppealRow extends AppealAnswer {
  @IsString() by!: string;
  @IsString() reason!: string;
  @IsInstant() at!: Instant;
  @Optional() @IsString() decision?: string;
  @Optional() @IsString() decidedBy?: string;
}

export class AppealPage {
  @Each(() => AppealRow) items!: AppealRow[];
  @Optional() @IsString() next?: string;
}

/** Appeals over customers of a project, oldest first (CRM-1). */
export class Appeals extends Query('sales.appeals', AppealPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(appealStates) state?: AppealState;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @IsUUID() after?: string;
}

export class ColleagueRow {
  @IsUUID() personId!: string;
  @IsString() name!: string;
  /** Customers of theirs in the project. */
  @IsInt() customers!: number;
  /** Left then; their customers are to be reassigned (CRM-2). */
  @Optional() @IsInstant() leftAt?: Instant;
}

export class ColleagueList {
  @Each(() => ColleagueRow) items!: ColleagueRow[];
}

/** Who may have customers in a project, and who left with customers of theirs still to be reassigned (CRM-2). */
export class Colleagues extends Query('sales.colleagues', ColleagueList) {
  @IsUUID() projectId!: string;
}

// Told, about the customer.

export class CustomerEntered extends Told('sales.customer-entered', 1, 'customerId') {
  @IsUUID() customerId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() ownerId!: string;
  @IsString() source!: string;
  /** When the customer was first spoken to, when that was not now (CRM-3). */
  @Optional() @IsInstant() contactedAt?: Instant;
}

/** The customer is another consultant's now (CRM-1, CRM-2). */
export class CustomerReassigned extends Told('sales.customer-reassigned', 1, 'customerId') {
  @IsUUID() customerId!: string;
  @IsUUID() projectId!: string;
  @IsUUID() fromId!: string;
  @IsUUID() toId!: string;
  @IsIn(assignmentCauses) because!: AssignmentCause;
}

/** All customers of somebody who left are reassigned: the account can be closed (CRM-2, GAT-1). */
export class LeaverCleared extends Told('sales.leaver-cleared', 1, 'personId') {
  @IsUUID() personId!: string;
}
