import type { OpeningMode } from '#contracts/sales-openings.js';
import { json, personal } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Opening',
  tableName: 'opening',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    name: p.string(),
    mode: p.string().$type<OpeningMode>(),
    /** The opening that this one is a rehearsal of. */
    rehearsalOf: p.uuid().nullable(),
    /** Counts the runs of a rehearsal. */
    run: p.integer(),
    units: p.integer(),
    opensAt: p.datetime(),
    endsAt: p.datetime(),
    attemptsMax: p.integer(),
    windowSeconds: p.integer(),
    coolDownSeconds: p.integer(),
    favouritesMax: p.integer(),
    passedAgain: p.boolean(),
    announcedById: p.uuid(),
    cancelledAt: p.datetime().nullable(),
    /** Secret until the draw, and so kept out of the audit like what is personal (OPEN-2). */
    seed: personal().nullable(),
    commitment: p.string().nullable(),
    committedAt: p.datetime().nullable(),
    witnesses: json<string[]>().nullable(),
    drawnAt: p.datetime().nullable(),
    /** The number that picks now, and until when. */
    turn: p.integer().nullable(),
    turnUntil: p.datetime().nullable(),
    /** When the last turn was over: what is left is sold as it comes. */
    doneAt: p.datetime().nullable(),
  },
});

/** A sale that opens at an instant, by who comes first or by draw, or the rehearsal of one (OPEN-1, OPEN-2). */
export class Opening extends schema.class {}
schema.setClass(Opening);

const favouritesSchema = defineEntity({
  name: 'Favourites',
  tableName: 'favourites',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    openingId: p.uuid(),
    customerId: p.uuid(),
    unitIds: json<string[]>(),
    byId: p.uuid(),
  },
});

/** The units of an opening that a customer would like (OPEN-1). */
export class Favourites extends favouritesSchema.class {}
favouritesSchema.setClass(Favourites);

export function lockedOpening(em: EntityManager, id: string): Promise<Opening> {
  return em.findOneOrFail(Opening, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** Puts the units into the opening, but for those that are not for sale in the project or in another live opening. */
export async function takeUnits(em: EntityManager, { id, projectId }: Opening, of: UnitsOf): Promise<number> {
  const { unitIds = [], buildingIds = [] } = of;
  const [row] = await em.execute<{ units: number }[]>(take, [id, projectId, setOf(unitIds), setOf(buildingIds), id]);
  return row!.units;
}

interface UnitsOf {
  unitIds?: string[];
  buildingIds?: string[];
}

/** The rehearsal has the units of its opening, which stay with that one. */
export async function copyUnits(em: EntityManager, from: string, to: string): Promise<void> {
  await em.execute('insert into opening_unit select ?, unit_id from opening_unit where opening_id = ?', [to, from]);
}

/** The units of an opening that does not take place are sold as all others. */
export async function freeUnits(em: EntityManager, id: string): Promise<void> {
  await em.execute('update unit_offer set opening_id = null where opening_id = ?', [id]);
}

/** The units that are none of the opening's. */
export async function strangersTo(em: EntityManager, openingId: string, unitIds: string[]): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(strangers, [setOf(unitIds), openingId]);
  return rows.map(({ id }) => id);
}

function setOf(ids: string[]): string {
  return `{${ids.join()}}`;
}

const take = `
  with taken as (
    update unit_offer o set opening_id = ?
    where o.project_id = ? and (o.id = any(?::uuid[]) or o.building_id = any(?::uuid[]))
      and not exists (
        select from opening g where g.id = o.opening_id and g.cancelled_at is null and g.ends_at > now())
    returning o.id),
  listed as (insert into opening_unit (opening_id, unit_id) select ?, id from taken returning unit_id)
  select count(*)::int as units from listed`;

const strangers = `
  select wanted.id from unnest(?::uuid[]) as wanted (id)
  where not exists (select from opening_unit u where u.opening_id = ? and u.unit_id = wanted.id)`;
