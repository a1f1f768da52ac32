import type { Length as Span } from '#kernel/deadlines.js';
import { IsBoolean, IsIn, IsString, IsUUID, Length } from 'class-validator';
import { Each, IsInstant, Nested, Optional } from './fields.js';
import { ProjectAnswer, ProjectPolicy } from './inventory.js';
import { Command, Query, Told } from './message.js';

/** A project's deposit and lengths of deadlines from now on; deadlines that run already keep theirs (ALL-6). */
export class ChangePolicy extends Command('inventory.change-policy', ProjectAnswer) {
  @IsUUID() projectId!: string;
  @Nested(() => ProjectPolicy) policy!: ProjectPolicy;
  @Length(1, 500) reason!: string;
}

/** A deadline of the catalogue as it runs in a project (ALL-6). */
export class DeadlineRow {
  /** `SUB-3.deposit` */
  @IsString() id!: string;
  @IsString() rule!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
  /** ISO 8601, as the project has it: `PT12H`, `P7D`. */
  @IsString() length!: Span;
  /** Whether the project has set it for itself. */
  @IsBoolean() own!: boolean;
  @IsIn(['elapsed', 'calendar', 'working']) clock!: 'elapsed' | 'calendar' | 'working';
  /** When it would end if it began now. */
  @IsInstant() fromNow!: Date;
  /** The list 清单 that a late item is on. */
  @Optional() @IsString() listZh?: string;
  @Optional() @IsString() listEn?: string;
  /** Whether the system then acts by itself. */
  @IsBoolean() acts!: boolean;
}

export class DeadlineSheet {
  @Each(() => DeadlineRow) items!: DeadlineRow[];
}

/** The deadline catalogue 期限目录 of a project (ALL-6). */
export class Deadlines extends Query('inventory.deadlines', DeadlineSheet) {
  @IsUUID() projectId!: string;
}

/** The project decides otherwise from now on (ALL-6). */
export class PolicyChanged extends Told('inventory.policy-changed', 1, 'projectId') {
  @IsUUID() projectId!: string;
  @Nested(() => ProjectPolicy) policy!: ProjectPolicy;
  @IsString() reason!: string;
}
