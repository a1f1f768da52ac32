import type { Area } from '#kernel/area.js';
import { newId } from '#kernel/ids.js';
import type { Money } from '#kernel/money.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { EnteredUnit } from '../rules/row.js';

/** Who, when and why, as the audit has it (ALL-3). */
export interface Audited {
  at: Date;
  actor: string;
  actor_name: string;
  command: string;
  reason?: string;
  trace?: string;
}

/** How many rows one statement writes: few enough to be far from any time limit. */
export const rowsAtOnce = 1_000;

/**
 * Enters units with their first price and what the board shows, all in one statement with the audit of it (ALL-3).
 * Until the building is on sale nobody may have the unit: it stands withheld (INV-4, INV-5).
 */
export async function enterUnits(
  em: EntityManager,
  projectId: string,
  units: (EnteredUnit & { buildingId: string })[],
  by: Audited,
): Promise<void> {
  for (let at = 0; at < units.length; at += rowsAtOnce) {
    const rows = units.slice(at, at + rowsAtOnce).map((unit) => ({
      ...{ ...written(unit), buildingId: unit.buildingId, id: newId(), priceId: newId(), changeId: newId() },
    }));
    await em.execute(enter, [JSON.stringify(rows), JSON.stringify(by), projectId]);
    await checkNow(em);
  }
}

/** What the database checks at the end of a transaction is checked now, so that the end is not late. */
export async function checkNow(em: EntityManager): Promise<void> {
  await em.execute('set constraints all immediate');
  await em.execute('set constraints all deferred');
}

/** A unit's fields as the database keeps them: fen and hundredths. */
export function written(unit: EnteredUnit) {
  const { code, floor, layout, orientation, use, pricingBasis, derivation } = unit;
  return { code, floor, layout, orientation, use, pricingBasis, derivation, ...areas(unit), ...prices(unit) };
}

function areas(unit: { buildingArea: Area; innerArea: Area; sharedArea: Area }) {
  const [buildingArea, innerArea, sharedArea] = [unit.buildingArea, unit.innerArea, unit.sharedArea].map(hundredths);
  return { buildingArea, innerArea, sharedArea };
}

function prices(unit: { pricePerM2: Money; totalPrice: Money; floorPrice: Money }) {
  const [pricePerM2, totalPrice, floorPrice] = [unit.pricePerM2, unit.totalPrice, unit.floorPrice].map(fen);
  return { pricePerM2, totalPrice, floorPrice };
}

function hundredths(area: Area): string {
  return area.hundredths.toString();
}

function fen(amount: Money): string {
  return amount.fen.toString();
}

/** The columns that a statement reads from JSON. */
export const unitColumns = `
  id uuid, "buildingId" uuid, "priceId" uuid, "changeId" uuid, code text, floor int, layout text, orientation text,
  use text, "buildingArea" bigint, "innerArea" bigint, "sharedArea" bigint, "pricingBasis" text, "pricePerM2" bigint,
  "totalPrice" bigint, "floorPrice" bigint, derivation jsonb`;

/** Who does it, when and why. */
export const byColumns = 'at timestamptz, actor uuid, actor_name text, command text, reason text, trace text';

/** Lines of the audit from `lines (entity, id, change, before, after)`. */
export const auditLines = `
  insert into audit (at, actor, actor_name, command, entity, entity_id, change, before, after, reason, trace)
  select by.at, by.actor, by.actor_name, by.command, l.entity, l.id::text, l.change, l.before, l.after, by.reason,
    by.trace
  from lines l cross join by`;

const enter = `
  with given as (select * from jsonb_to_recordset(?::jsonb) as g (${unitColumns})),
  by as (select * from jsonb_to_record(?::jsonb) as b (${byColumns})),
  project as (select ?::uuid as id),
  units as (
    insert into unit (id, project_id, building_id, code, floor, layout, orientation, use, building_area, inner_area,
      shared_area, pricing_basis, entered_by, entered_at, price_version, newest_version, state, since, changed_at)
    select g.id, project.id, g."buildingId", g.code, g.floor, g.layout, g.orientation, g.use, g."buildingArea",
      g."innerArea", g."sharedArea", g."pricingBasis", by.actor, by.at, 1, 1, 'withheld', by.at, by.at
    from given g, by, project),
  prices as (
    insert into price_version (id, unit_id, version, price_per_m2, total_price, floor_price, derivation, made_at)
    select g."priceId", g.id, 1, g."pricePerM2", g."totalPrice", g."floorPrice", g.derivation, by.at from given g, by),
  changes as (
    insert into board_change (id, unit_id, building_id, project_id, at, since, state, price_version, by_id, by_name)
    select g."changeId", g.id, g."buildingId", project.id, by.at, by.at, 'withheld', 1, by.actor, by.actor_name
    from given g, by, project),
  lines as (
    select 'unit' as entity, g.id, 'create' as change, null::jsonb as before,
      to_jsonb(g) - array['priceId', 'changeId', 'pricePerM2', 'totalPrice', 'floorPrice', 'derivation']
        || jsonb_build_object('projectId', project.id, 'enteredBy', by.actor, 'enteredAt', by.at, 'priceVersion', 1,
          'newestVersion', 1, 'state', 'withheld') as after
    from given g, by, project
    union all
    select 'price_version', g."priceId", 'create', null, jsonb_build_object('id', g."priceId", 'unitId', g.id,
      'version', 1, 'pricePerM2', g."pricePerM2", 'totalPrice', g."totalPrice", 'floorPrice', g."floorPrice",
      'derivation', g.derivation, 'madeAt', by.at)
    from given g, by)
  ${auditLines}`;
