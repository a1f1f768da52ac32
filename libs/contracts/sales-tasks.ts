import type { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import { IsBoolean, IsIn, IsString, IsUUID, Length } from 'class-validator';
import { Each, IsInstant, IsMoney, IsPageSize, Optional } from './fields.js';
import { Query } from './message.js';

/** What a consultant has to see to (CRM-4). */
export const taskKinds = [
  ...(['follow-up', 'survey', 'deposit', 'signing', 'instalment'] as const),
  ...(['mortgage-papers', 'mortgage-more-papers', 'mortgage-signing', 'service-request'] as const),
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** Something that is due: what, by when, about whom, and what to do next in words (CRM-4). */
export class TaskRow {
  @IsIn(taskKinds) kind!: TaskKind;
  @IsInstant() dueBy!: Instant;
  @IsBoolean() overdue!: boolean;
  @IsString() zh!: string;
  @IsString() en!: string;
  @IsUUID() projectId!: string;
  @IsUUID() customerId!: string;
  @Optional() @IsString() unitCode?: string;
  @Optional() @IsUUID() subscriptionId?: string;
  @Optional() @IsUUID() contractId?: string;
  @Optional() @IsUUID() applicationId?: string;
  @Optional() @IsUUID() requestId?: string;
  /** What is still to be paid of it. */
  @Optional() @IsMoney() amount?: Money;
}

export class TaskPage {
  @Each(() => TaskRow) items!: TaskRow[];
  @Optional() @IsString() next?: string;
}

/**
 * My tasks 我的任务, or a consultant’s for who stands above: what is due for the customers that are theirs, soonest
 * first (CRM-4). A follow-up shows from three days after the last event, an instalment from a week before its day.
 */
export class Tasks extends Query('sales.tasks', TaskPage) {
  @Optional() @IsUUID() consultantId?: string;
  @Optional() @IsUUID() projectId?: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Length(1, 200) after?: string;
}
