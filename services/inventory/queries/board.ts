import { Board } from '#contracts/inventory.js';
import { ProjectBoard } from '#contracts/inventory-board.js';
import { InvalidInput } from '#contracts/parse.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { countsOf } from '../rules/board.js';
import { buildingsOn, positionOf, unitsOn } from './board-rows.js';

@Controller()
export class BoardQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The board 销控表 of a building. */
  @Answers(Board)
  board({ payload, actor, at: now }: Asked<Board>) {
    const { buildingId, at } = payload;
    return this.unitOfWork.read(async (em) => {
      const [building] = await buildingsOn(em, { buildingId }, at);
      if (!building) return refuse('ALL.unknown', { what: 'Building', id: buildingId });
      mayTouch(actor, building);
      notToCome(at, now);
      const position = at ? undefined : await positionOf(em, building.projectId);
      const units = await unitsOn(em, { buildingId }, at);
      return { buildingId, state: building.state, counts: countsOf(units), units, ...asOf(at, position) };
    });
  }

  /** The board of a project: its buildings in the order of their codes, each with its units. */
  @Answers(ProjectBoard)
  projectBoard({ payload, actor, at: now }: Asked<ProjectBoard>) {
    const { projectId, at } = payload;
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      notToCome(at, now);
      const position = at ? undefined : await positionOf(em, projectId);
      const found = await buildingsOn(em, { projectId }, at);
      const units = await unitsOn(em, { projectId }, at);
      const byBuilding = Map.groupBy(units, (unit) => unit.buildingId);
      const buildings = found.map(({ projectId: _, ...building }) => ({
        ...building,
        counts: countsOf(byBuilding.get(building.buildingId) ?? []),
      }));
      return { projectId, counts: countsOf(units), buildings, units, ...asOf(at, position) };
    });
  }
}

function notToCome(at: Instant | undefined, now: Instant): void {
  if (!at || at <= now) return;
  throw new InvalidInput([{ field: 'at', check: 'isPast', message: 'at must be a moment that has passed' }]);
}

function asOf(at: Instant | undefined, position: string | undefined) {
  return { ...(at ? { at } : {}), ...(position ? { position } : {}) };
}
