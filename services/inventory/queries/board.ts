import { Board, type BoardState, type SetUpState } from '#contracts/inventory.js';
import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';

@Controller()
export class BoardQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The board 销控表: one statement for the building, its units and the prices they are shown at. */
  @Answers(Board)
  async board({ payload, actor }: Asked<Board>) {
    const { buildingId } = payload;
    const rows = await this.unitOfWork.read((em) => em.execute<BoardRow[]>(board, [buildingId]));
    const [building] = rows;
    if (!building) return refuse('ALL.unknown', { what: 'Building', id: buildingId });
    mayTouch(actor, building);
    return { buildingId, state: building.setUp, units: rows.filter((row) => row.unitId).map(unitOf) };
  }
}

interface BoardRow {
  projectId: string;
  setUp: SetUpState;
  unitId: string;
  code: string;
  floor: number;
  layout: string;
  area: string;
  price: string;
  total: string;
  state: BoardState;
  since: string;
}

function unitOf({ unitId, code, floor, layout, area, price, total, state, since }: BoardRow) {
  const buildingArea = Area.hundredths(BigInt(area));
  const [pricePerM2, totalPrice] = [Money.fen(BigInt(price)), Money.fen(BigInt(total))];
  return { unitId, code, floor, layout, buildingArea, pricePerM2, totalPrice, state, since: new Date(since) };
}

const board = `
  select b.project_id as "projectId", b.state as "setUp", u.id as "unitId", u.code, u.floor, u.layout,
    u.building_area as area, p.price_per_m2 as price, p.total_price as total, u.state, u.since
  from building b
  left join unit u on u.building_id = b.id
  left join price_version p on p.unit_id = u.id and p.version = u.price_version
  where b.id = ?
  order by u.floor desc, u.code`;
