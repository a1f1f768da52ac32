import type { BoardState } from '#contracts/inventory.js';
import { newId } from '#kernel/ids.js';
import type { Instant } from '#kernel/time.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import type { Unit } from './unit.js';

const schema = defineEntity({
  name: 'BoardChange',
  tableName: 'board_change',
  properties: {
    id: p.uuid().primary(),
    /** Its place among the changes of every project; the database gives it (INV-8). */
    position: p.bigint('string').defaultRaw('0'),
    unitId: p.uuid(),
    buildingId: p.uuid(),
    projectId: p.uuid(),
    at: p.datetime(),
    state: p.string().$type<BoardState>(),
    /** When this state began, which a change of price leaves alone. */
    since: p.datetime(),
    priceVersion: p.integer(),
    holdId: p.uuid().nullable(),
    byId: p.uuid(),
    byName: p.string(),
  },
});

/** What the board showed of a unit from this moment on, so that any past moment can be read (INV-8). */
export class BoardChange extends schema.class {}
schema.setClass(BoardChange);

/** Shows the unit as it is now, and keeps the change; `at` is never before the change that was shown last. */
export function showChange(
  em: EntityManager,
  unit: Unit,
  shown: Partial<Pick<Unit, 'state' | 'holdId' | 'priceVersion' | 'withheldFor'>>,
  by: { at: Instant; actor: { id: string; name: string } },
): void {
  const at = by.at > unit.changedAt ? by.at : unit.changedAt;
  const since = shown.state && shown.state !== unit.state ? at : unit.since;
  Object.assign(unit, { ...shown, since, changedAt: at });
  em.create(BoardChange, changeOf(unit, by.actor));
}

/** The row for a unit as it stands at its last change. */
function changeOf(unit: Unit, actor: { id: string; name: string }) {
  const { id: unitId, buildingId, projectId, state, since, priceVersion, holdId, changedAt: at } = unit;
  const shown = { unitId, buildingId, projectId, at, state, since, priceVersion, holdId };
  return { ...shown, id: newId(), byId: actor.id, byName: actor.name };
}
