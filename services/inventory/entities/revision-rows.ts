import { newId } from '#kernel/ids.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Correction, ExistingUnit } from '../rules/correction.js';
import { type Audited, auditLines, byColumns, checkNow, rowsAtOnce, unitColumns, written } from './unit-rows.js';

/** Corrects units before the lock: the revision is kept, a new price is a new version that the board shows (ALL-3). */
export async function correctUnits(
  em: EntityManager,
  corrections: Correction[],
  reason: string,
  by: Audited,
): Promise<void> {
  for (let at = 0; at < corrections.length; at += rowsAtOnce) {
    const rows = corrections.slice(at, at + rowsAtOnce).map(({ unit, to, before, after, version }) => ({
      ...{ ...written(to), id: unit.id, buildingId: unit.buildingId, before, after, version },
      ...{ revisionId: newId(), priceId: newId(), changeId: newId() },
    }));
    await em.execute(correct, [JSON.stringify(rows), JSON.stringify(by), reason]);
    await checkNow(em);
  }
}

/** Takes units out of the set-up; they are kept, and shown nowhere any more (ALL-3). */
export async function removeUnits(
  em: EntityManager,
  units: Pick<ExistingUnit, 'id' | 'buildingId' | 'code'>[],
  reason: string,
  by: Audited,
): Promise<void> {
  for (let at = 0; at < units.length; at += rowsAtOnce) {
    const rows = units.slice(at, at + rowsAtOnce).map(({ id, buildingId, code }) => ({
      ...{ id, buildingId, revisionId: newId(), changeId: newId(), before: { code }, after: { removedFor: reason } },
    }));
    await em.execute(remove, [JSON.stringify(rows), JSON.stringify(by), reason]);
    await checkNow(em);
  }
}

const revisionColumns = 'id uuid, "buildingId" uuid, "revisionId" uuid, "changeId" uuid, before jsonb, after jsonb';

/** The board is another one, whatever of a unit was corrected: those who look at it are told (INV-8). */
const changes = `changes as (
    insert into board_change (id, unit_id, building_id, project_id, at, since, state, price_version, hold_id,
      by_id, by_name)
    select g."changeId", u.id, u.building_id, u.project_id, u.changed_at, u.since, u.state, u.price_version, u.hold_id,
      by.actor, by.actor_name
    from given g join units u on u.id = g.id, by)`;

const correct = `
  with given as (
    select * from jsonb_to_recordset(?::jsonb)
      as g (${unitColumns}, version int, "revisionId" uuid, before jsonb, after jsonb)),
  by as (select * from jsonb_to_record(?::jsonb) as b (${byColumns})),
  revisions as (
    insert into unit_revision (id, unit_id, building_id, kind, before, after, reason, by_id, by_name, at)
    select g."revisionId", g.id, g."buildingId", 'corrected', g.before, g.after, ?, by.actor, by.actor_name, by.at
    from given g, by),
  units as (
    update unit u set version = u.version + 1, code = g.code, floor = g.floor, layout = g.layout,
      orientation = g.orientation, use = g.use, building_area = g."buildingArea", inner_area = g."innerArea",
      shared_area = g."sharedArea", pricing_basis = g."pricingBasis",
      price_version = coalesce(g.version, u.price_version), newest_version = coalesce(g.version, u.newest_version),
      changed_at = greatest(u.changed_at, by.at)
    from given g, by where u.id = g.id and u.removed_at is null
    returning u.*),
  prices as (
    insert into price_version (id, unit_id, version, price_per_m2, total_price, floor_price, derivation, made_at)
    select g."priceId", g.id, g.version, g."pricePerM2", g."totalPrice", g."floorPrice", g.derivation, by.at
    from given g, by where g.version is not null),
  ${changes},
  lines as (
    select 'unit' as entity, g.id, 'update' as change, g.before, g.after from given g
    union all
    select 'price_version', g."priceId", 'create', null, jsonb_build_object('id', g."priceId", 'unitId', g.id,
      'version', g.version, 'pricePerM2', g."pricePerM2", 'totalPrice', g."totalPrice", 'floorPrice', g."floorPrice",
      'derivation', g.derivation, 'madeAt', by.at)
    from given g, by where g.version is not null)
  ${auditLines}`;

const remove = `
  with given as (select * from jsonb_to_recordset(?::jsonb) as g (${revisionColumns})),
  by as (select * from jsonb_to_record(?::jsonb) as b (${byColumns})),
  why as (select ?::text as text),
  revisions as (
    insert into unit_revision (id, unit_id, building_id, kind, before, after, reason, by_id, by_name, at)
    select g."revisionId", g.id, g."buildingId", 'removed', g.before, g.after, why.text, by.actor, by.actor_name, by.at
    from given g, by, why),
  units as (
    update unit u set version = u.version + 1, removed_at = by.at, removed_by = by.actor,
      removed_for = why.text, changed_at = greatest(u.changed_at, by.at)
    from given g, by, why where u.id = g.id
    returning u.*),
  ${changes},
  lines as (select 'unit' as entity, g.id, 'update' as change, g.before, g.after from given g)
  ${auditLines}`;
