import type { Instant } from '#kernel/time.js';
import { IsIn, IsString, IsUUID } from 'class-validator';
import { Each, IsInstant, Optional } from './fields.js';
import { BoardUnit, type SetUpState, setUpStates, StateCount } from './inventory.js';
import { Query } from './message.js';

export class ProjectBoardBuilding {
  @IsUUID() buildingId!: string;
  @IsString() code!: string;
  @IsString() name!: string;
  @IsIn(setUpStates) state!: SetUpState;
  @Each(() => StateCount) counts!: StateCount[];
}

export class ProjectBoardUnit extends BoardUnit {
  @IsUUID() buildingId!: string;
}

export class ProjectBoardSheet {
  @IsUUID() projectId!: string;
  @Each(() => StateCount) counts!: StateCount[];
  @Each(() => ProjectBoardBuilding) buildings!: ProjectBoardBuilding[];
  @Each(() => ProjectBoardUnit) units!: ProjectBoardUnit[];
  /** The past moment that it shows. */
  @Optional() @IsInstant() at?: Instant;
  /** What to follow the changes of the board after; not of a past moment. */
  @Optional() @IsString() position?: string;
}

/** The sales board 销控表 of a whole project, now or as it stood at a past moment (INV-8). */
export class ProjectBoard extends Query('inventory.project-board', ProjectBoardSheet) {
  @IsUUID() projectId!: string;
  @Optional() @IsInstant() at?: Instant;
}
