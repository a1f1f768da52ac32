import type { Instant } from '#kernel/time.js';
import { IsBoolean, IsIn, IsString, IsUUID, Length } from 'class-validator';
import { Each, IsInstant, IsPageSize, Optional } from './fields.js';
import { Command, Query } from './message.js';

export const serviceRequestKinds = ['complaint', 'after-sales'] as const;
export type ServiceRequestKind = (typeof serviceRequestKinds)[number];
/** The life of a request (CRM-7); one that the customer is not content with is `assigned` again. */
export const serviceRequestStates = ['registered', 'assigned', 'answered', 'closed'] as const;
export type ServiceRequestState = (typeof serviceRequestStates)[number];
export const serviceRequestSteps = ['register', 'assign', 'answer', 'close', 'reopen'] as const;
export type ServiceRequestStep = (typeof serviceRequestSteps)[number];

// Asked.

export class ServiceRequestAnswer {
  @IsUUID() requestId!: string;
  @IsIn(serviceRequestStates) state!: ServiceRequestState;
  /** Until when it is to be answered. */
  @IsInstant() answerBy!: Instant;
}

/** Customer service takes down what a customer complains of or asks for, about a unit or not (CRM-7). */
export class RegisterServiceRequest extends Command('sales.register-service-request', ServiceRequestAnswer) {
  @IsUUID() projectId!: string;
  @IsUUID() customerId!: string;
  @Optional() @IsUUID() unitId?: string;
  @IsIn(serviceRequestKinds) kind!: ServiceRequestKind;
  @Length(1, 2000) text!: string;
}

/** Who is to answer it; may be given to another until it is answered (CRM-7). */
export class AssignServiceRequest extends Command('sales.assign-service-request', ServiceRequestAnswer) {
  @IsUUID() requestId!: string;
  @IsUUID() assigneeId!: string;
  @Optional() @Length(1, 500) reason?: string;
}

/** What the customer was told (CRM-7); the deadline stops. */
export class AnswerServiceRequest extends Command('sales.answer-service-request', ServiceRequestAnswer) {
  @IsUUID() requestId!: string;
  @Length(1, 2000) text!: string;
}

/** By the customer's word it is settled (CRM-7): `word` is what the customer said. */
export class CloseServiceRequest extends Command('sales.close-service-request', ServiceRequestAnswer) {
  @IsUUID() requestId!: string;
  @Length(1, 1000) word!: string;
}

/** The customer is not content, or it came back: it is to be answered again, within a new deadline (CRM-7). */
export class ReopenServiceRequest extends Command('sales.reopen-service-request', ServiceRequestAnswer) {
  @IsUUID() requestId!: string;
  @Length(1, 1000) word!: string;
}

export class ServiceRequestStepRow {
  @IsIn(serviceRequestSteps) step!: ServiceRequestStep;
  @IsString() by!: string;
  @IsInstant() at!: Instant;
  @Optional() @IsUUID() assigneeId?: string;
  @Optional() @IsString() text?: string;
}

export class ServiceRequestRow extends ServiceRequestAnswer {
  @IsIn(serviceRequestKinds) kind!: ServiceRequestKind;
  @IsUUID() customerId!: string;
  @Optional() @IsUUID() unitId?: string;
  @Optional() @IsUUID() assigneeId?: string;
  @IsBoolean() overdue!: boolean;
  @IsInstant() registeredAt!: Instant;
}

export class ServiceRequestSheet extends ServiceRequestRow {
  @IsUUID() projectId!: string;
  /** Everything that was done about it, oldest first. */
  @Each(() => ServiceRequestStepRow) history!: ServiceRequestStepRow[];
}

export class ServiceRequestById extends Query('sales.service-request-by-id', ServiceRequestSheet) {
  @IsUUID() requestId!: string;
}

export class ServiceRequestPage {
  @Each(() => ServiceRequestRow) items!: ServiceRequestRow[];
  @Optional() @IsString() next?: string;
}

/** Complaints and after-sales requests, soonest due first; with `overdue` the list 逾期客诉 (CRM-7). */
export class ServiceRequests extends Query('sales.service-requests', ServiceRequestPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(serviceRequestStates) state?: ServiceRequestState;
  @Optional() @IsIn(['true']) overdue?: 'true';
  @Optional() @IsUUID() assigneeId?: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Length(1, 80) after?: string;
}
