import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'DossierEntry',
  tableName: 'dossier_entry',
  properties: {
    /** The event's id. */
    id: p.uuid().primary(),
    unitId: p.uuid(),
    projectId: p.uuid(),
    at: p.datetime(),
    /** Its place among what its service told about the same id, for what was told at one moment. */
    sequence: p.integer(),
    service: p.string(),
    event: p.string(),
    byName: p.string(),
    trace: p.string(),
    facts: json<Record<string, unknown>>(),
  },
});

/** One thing that happened to a unit, as it was told (TIT-5). */
export class DossierEntry extends schema.class {}
schema.setClass(DossierEntry);
