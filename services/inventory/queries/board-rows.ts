import type { BoardState, SetUpState } from '#contracts/inventory.js';
import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Which board is meant. */
export type Where = { buildingId: string } | { projectId: string };

/** The buildings of a board, by code; of a past moment, as far as their set-up had come. */
export function buildingsOn(em: EntityManager, where: Where, at?: Instant): Promise<BuildingRow[]> {
  const state = at ? stateThen : 'b.state';
  const moments = at ? [at, at, at, at] : [];
  return em.execute<BuildingRow[]>(
    `select b.id as "buildingId", b.project_id as "projectId", b.code, b.name, ${state} as state
     from building b where ${'buildingId' in where ? 'b.id' : 'b.project_id'} = ? order by b.code`,
    [...moments, idOf(where)],
  );
}

/** The units of a board, building by building from the top floor down; of a past moment, those that were there then. */
export async function unitsOn(em: EntityManager, where: Where, at?: Instant) {
  const column = 'buildingId' in where ? 'u.building_id' : 'u.project_id';
  const rows = await em.execute<UnitRow[]>(
    `select u.id as "unitId", u.building_id as "buildingId", u.code, u.floor, u.layout, u.use, u.building_area as area,
       p.price_per_m2 as price, p.total_price as total, s.state, s.since, s.tied_to as "tiedTo"
     from unit u join building b on b.id = u.building_id
     ${at ? shownThen : shownNow}
     join price_version p on p.unit_id = u.id and p.version = s.price_version
     where ${column} = ? and (u.removed_at is null${at ? ' or u.removed_at > ?' : ''})
     order by b.code, u.floor desc, u.code`,
    [...(at ? [at] : []), idOf(where), ...(at ? [at] : [])],
  );
  return rows.map(unitOf);
}

/** The position up to which the changes of a project are seen by whoever reads its board after this. */
export async function positionOf(em: EntityManager, projectId: string): Promise<string> {
  const [row] = await em.execute<{ position: string }[]>(
    `select coalesce(max(position), 0) as position from board_change
     where project_id = ? and position <= (select settled from board_settled(?))`,
    [projectId, projectId],
  );
  return String(row!.position);
}

export interface BuildingRow {
  buildingId: string;
  projectId: string;
  code: string;
  name: string;
  state: SetUpState;
}

interface UnitRow {
  unitId: string;
  buildingId: string;
  code: string;
  floor: number;
  layout: string;
  use: string;
  area: string;
  price: string;
  total: string;
  state: BoardState;
  since: string;
  tiedTo: string | null;
}

function idOf(where: Where): string {
  return 'buildingId' in where ? where.buildingId : where.projectId;
}

function unitOf({ area, price, total, since, tiedTo, ...facts }: UnitRow) {
  const [pricePerM2, totalPrice] = [Money.fen(BigInt(price)), Money.fen(BigInt(total))];
  const shown = { ...facts, buildingArea: Area.hundredths(BigInt(area)), pricePerM2, totalPrice };
  return { ...shown, since: new Date(since), ...(tiedTo ? { tiedTo } : {}) };
}

const shownNow = 'cross join lateral (select u.state, u.since, u.price_version, u.tied_to) s';

/** One step into an index for each unit, however much has happened to it since. */
const shownThen = `cross join lateral (
  select c.state, c.since, c.price_version, null::uuid as tied_to from board_change c
  where c.unit_id = u.id and c.at <= ? order by c.at desc, c.position desc limit 1) s`;

/** A building that was sent back has forgotten when it was handed in before. */
const stateThen = `case when b.on_sale_at <= ? then 'on-sale' when b.locked_at <= ? then 'locked'
  when b.verified_at <= ? then 'verified' when b.submitted_at <= ? then 'submitted' else 'drafting' end`;
