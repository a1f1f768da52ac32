import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'UnitRevision',
  tableName: 'unit_revision',
  properties: {
    id: p.uuid().primary(),
    unitId: p.uuid(),
    buildingId: p.uuid(),
    kind: p.string().$type<'corrected' | 'removed'>(),
    /** What was changed, by the unit's own fields; amounts and areas as decimal text. */
    before: json<Record<string, unknown>>(),
    after: json<Record<string, unknown>>(),
    reason: p.text(),
    byId: p.uuid(),
    byName: p.string(),
    at: p.datetime(),
  },
});

/** A correction of a unit before the lock, never changed; who corrects is a maker of the building (ALL-3, ALL-4). */
export class UnitRevision extends schema.class {}
schema.setClass(UnitRevision);
