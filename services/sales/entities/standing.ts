import type { OpeningMode } from '#contracts/sales-openings.js';
import type { Instant } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Hold } from './hold.js';

/** What is tried: a unit for a customer, by a command. */
export interface Trying {
  unitId: string;
  customerId: string;
  byId: string;
  key: string;
}

/** What stands between somebody and a unit: what holds it, and the opening that it is in. */
export interface Standing {
  unit: string;
  projectId: string;
  held?: { unit: string; projectId: string; kind: Hold['kind']; by: string; since: Instant };
  opening?: AtOpening;
}

export interface AtOpening {
  id: string;
  name: string;
  rehearsal: boolean;
  run: number;
  mode: OpeningMode;
  opensAt: Instant;
  attemptsMax: number;
  windowSeconds: number;
  coolDownSeconds: number;
  committedAt: Instant | null;
  drawnAt: Instant | null;
  turn: number | null;
  turnUntil: Instant | null;
  doneAt: Instant | null;
  /** The buyer's number in the draw, and who owns them as a customer. */
  number: number | null;
  customerOwnerId: string | null;
}

/**
 * By one indexed read: nothing for a free unit outside every opening, and nothing when this very command has been done
 * before: the unit of work then gives its stored reply (ALL-8).
 */
export async function standingOf(em: EntityManager, trying: Trying): Promise<Standing | undefined> {
  const { customerId, unitId, byId, key } = trying;
  const [row] = await em.execute<StandingRow[]>(standing, [customerId, customerId, unitId, byId, key]);
  return row && { unit: row.unit, projectId: row.projectId, ...heldOf(row), ...openingOf(row) };
}

/** The same of a rehearsal, where what holds a unit is a rehearsal's hold. */
export async function rehearsedStandingOf(em: EntityManager, openingId: string, trying: Trying) {
  const { customerId, unitId, byId, key } = trying;
  const values = [customerId, customerId, unitId, openingId, byId, key];
  const [row] = await em.execute<StandingRow[]>(rehearsed, values);
  return row && { unit: row.unit, projectId: row.projectId, ...heldOf(row), ...openingOf(row) };
}

interface StandingRow extends Omit<AtOpening, 'id' | Moments>, Record<Moments, string | null> {
  unit: string;
  projectId: string;
  openingId: string | null;
  heldKind: Hold['kind'] | null;
  heldBy: string | null;
  heldSince: string | null;
}

type Moments = 'opensAt' | 'committedAt' | 'drawnAt' | 'turnUntil' | 'doneAt';

function heldOf({
  unit,
  projectId,
  heldKind: kind,
  heldBy: by,
  heldSince: since,
}: StandingRow): Pick<Standing, 'held'> {
  return kind && by && since ? { held: { unit, projectId, kind, by, since: new Date(since) } } : {};
}

function openingOf(row: StandingRow): Pick<Standing, 'opening'> {
  const { openingId: id, name, rehearsal, run, mode, attemptsMax, windowSeconds, coolDownSeconds } = row;
  if (!id) return {};
  const moment = (text: string | null) => (text ? new Date(text) : null);
  const { turn, number, customerOwnerId } = row;
  const times = { committedAt: moment(row.committedAt), drawnAt: moment(row.drawnAt), doneAt: moment(row.doneAt) };
  const limits = { attemptsMax, windowSeconds, coolDownSeconds };
  const turns = { turn, turnUntil: moment(row.turnUntil), number, customerOwnerId };
  return {
    opening: { id, name, rehearsal, run, mode, opensAt: new Date(row.opensAt!), ...limits, ...times, ...turns },
  };
}

const columns = `
  g.id as "openingId", g.name, g.rehearsal_of is not null as rehearsal, g.run, g.mode, g.opens_at as "opensAt",
  g.attempts_max as "attemptsMax", g.window_seconds as "windowSeconds", g.cool_down_seconds as "coolDownSeconds",
  g.committed_at as "committedAt", g.drawn_at as "drawnAt", g.turn, g.turn_until as "turnUntil", g.done_at as "doneAt",
  n.number, c.owner_id as "customerOwnerId"`;

const standing = `
  select o.unit_code as unit, o.project_id as "projectId", h.kind as "heldKind", h.owner_name as "heldBy",
    h.since as "heldSince", ${columns}
  from unit_offer o
  left join hold h on h.unit_id = o.id and h.ended_at is null
  left join opening g on g.id = o.opening_id and g.cancelled_at is null and g.ends_at > now()
  left join customer c on c.id = ? and c.project_id = o.project_id and g.id is not null
  left join opening_participant n on n.opening_id = g.id and n.customer_id = ?
  where o.id = ? and (h.id is not null or g.id is not null)
    and not exists (select from command_log where actor = ? and key = ?)`;

const rehearsed = `
  select o.unit_code as unit, o.project_id as "projectId",
    case when h.id is not null then 'subscription' end as "heldKind", h.by_name as "heldBy",
    h.since as "heldSince", ${columns}
  from opening g
  join opening_unit u on u.opening_id = g.id
  join unit_offer o on o.id = u.unit_id
  left join rehearsal_hold h on h.opening_id = g.id and h.run = g.run and h.unit_id = o.id
  left join customer c on c.id = ? and c.project_id = o.project_id
  left join opening_participant n on n.opening_id = g.id and n.customer_id = ?
  where o.id = ? and g.id = ? and g.cancelled_at is null and g.ends_at > now()
    and not exists (select from command_log where actor = ? and key = ?)`;
