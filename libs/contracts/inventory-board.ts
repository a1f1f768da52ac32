import type { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import { IsBoolean, IsIn, IsString, IsUUID, Matches } from 'class-validator';
import { Each, IsInstant, IsMoney, Optional } from './fields.js';
import { type BoardState, boardStates, BoardUnit, type SetUpState, setUpStates, StateCount } from './inventory.js';
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

/** What the board shows of a unit from now on: the data of an event of the live stream, whose id is `position`. */
export class BoardChangeRow {
  @IsString() position!: string;
  @IsUUID() unitId!: string;
  @IsUUID() buildingId!: string;
  /** `3-1201` */
  @IsString() code!: string;
  @IsIn(boardStates) state!: BoardState;
  @IsString() stateZh!: string;
  @IsInstant() since!: Instant;
  @IsMoney() pricePerM2!: Money;
  @IsMoney() totalPrice!: Money;
  @IsInstant() at!: Instant;
  /** It was taken out of the set-up and is on no board any more. */
  @Optional() @IsBoolean() removed?: boolean;
}

export class BoardChangesAnswer {
  @IsUUID() projectId!: string;
  /** Oldest first; a position comes once. */
  @Each(() => BoardChangeRow) changes!: BoardChangeRow[];
  /** What to ask after next. */
  @IsString() position!: string;
  /** Too much has changed to be told one by one: the board is to be read anew. */
  @IsBoolean() reset!: boolean;
}

const Position = () => Matches(/^\d{1,15}$/, { message: '$property must be a position that the board gave' });

/** What changed on the board of a project after a position, without missing any; without one, where it stands (INV-8). */
export class ProjectBoardChanges extends Query('inventory.project-board-changes', BoardChangesAnswer) {
  @IsUUID() projectId!: string;
  @Optional() @Position() after?: string;
}

/** The same for one building. */
export class BuildingBoardChanges extends Query('inventory.building-board-changes', BoardChangesAnswer) {
  @IsUUID() buildingId!: string;
  @Optional() @Position() after?: string;
}
