import type { Instant } from '#kernel/time.js';
import { IsIn, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Each, IsInstant, Nested, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';

export const customerEventKinds = ['first-call', 'first-visit', 'call', 'visit', 'message'] as const;
export type CustomerEventKind = (typeof customerEventKinds)[number];

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
  @Matches(/^\+?\d{7,15}$/, { message: 'phone must be 7 to 15 digits' }) phone!: string;
  @Optional() @Matches(/^[0-9A-Za-z()-]{5,30}$/, { message: 'idNumber must be an ID number' }) idNumber?: string;
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

export class CustomerEventRow {
  @IsIn(customerEventKinds) kind!: CustomerEventKind;
  @IsInstant() at!: Instant;
  @IsString() by!: string;
  @Optional() @IsString() note?: string;
}

/** Name, phone and ID are masked (ALL-9). */
export class CustomerSheet extends CustomerAnswer {
  @IsUUID() projectId!: string;
  @IsString() name!: string;
  @IsString() phone!: string;
  @IsUUID() ownerId!: string;
  @IsString() source!: string;
  @IsString() needs!: string;
  @Each(() => CustomerEventRow) events!: CustomerEventRow[];
}

export class CustomerById extends Query('sales.customer-by-id', CustomerSheet) {
  @IsUUID() customerId!: string;
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
