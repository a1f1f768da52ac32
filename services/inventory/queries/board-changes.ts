import type { BoardState } from '#contracts/inventory.js';
import { BuildingBoardChanges, ProjectBoardChanges } from '#contracts/inventory-board.js';
import { Money } from '#kernel/money.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { Project } from '../entities/project.js';
import { boardNames } from '../rules/board.js';

/** How many changes are told one by one; who is further behind reads the board anew. */
const most = 2_000;

/** What changes on the boards, in an order that misses nothing. */
@Controller()
export class BoardChangeQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ProjectBoardChanges)
  ofProject({ payload: { projectId, after }, actor }: Asked<ProjectBoardChanges>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      return changesAfter(em, projectId, after);
    });
  }

  @Answers(BuildingBoardChanges)
  ofBuilding({ payload: { buildingId, after }, actor }: Asked<BuildingBoardChanges>) {
    return this.unitOfWork.read(async (em) => {
      const building = await em.findOneOrFail(Building, buildingId);
      mayTouch(actor, building);
      const found = await changesAfter(em, building.projectId, after);
      return { ...found, changes: found.changes.filter((change) => change.buildingId === buildingId) };
    });
  }
}

/** First how far the changes are settled, then those up to there: two statements, so that the second sees them all. */
async function changesAfter(em: EntityManager, projectId: string, after?: string) {
  const [now] = await em.execute<{ newest: string; settled: string }[]>('select * from board_settled(?)', [projectId]);
  const [newest, settled] = [Number(now!.newest), Number(now!.settled)];
  const from = after === undefined ? settled : Number(after);
  const position = String(Math.max(from > newest ? 0 : from, settled));
  // A position to come is one of a database that is there no more.
  if (from > newest) return { projectId, changes: [], position, reset: true };
  if (from >= settled) return { projectId, changes: [], position, reset: false };
  const rows = await em.execute<ChangeRow[]>(changesBetween, [projectId, from, settled, most + 1]);
  if (rows.length > most) return { projectId, changes: [], position, reset: true };
  return { projectId, changes: rows.map(changeOf), position, reset: false };
}

interface ChangeRow {
  position: string;
  unitId: string;
  buildingId: string;
  code: string;
  state: BoardState;
  since: string;
  price: string;
  total: string;
  at: string;
  removed: boolean;
}

function changeOf({ price, total, since, at, position, removed, ...facts }: ChangeRow) {
  const [pricePerM2, totalPrice] = [Money.fen(BigInt(price)), Money.fen(BigInt(total))];
  const moments = { since: new Date(since), at: new Date(at) };
  return {
    position: String(position),
    ...facts,
    stateZh: boardNames[facts.state],
    pricePerM2,
    totalPrice,
    ...moments,
    ...(removed ? { removed } : {}),
  };
}

const changesBetween = `
  select c.position, c.unit_id as "unitId", c.building_id as "buildingId", u.code, c.state, c.since,
    p.price_per_m2 as price, p.total_price as total, c.at, u.removed_at is not null as removed
  from board_change c join unit u on u.id = c.unit_id
  join price_version p on p.unit_id = c.unit_id and p.version = c.price_version
  where c.project_id = ? and c.position > ? and c.position <= ? order by c.position limit ?`;
