import type { Assignment } from '#permissions/actor.js';
import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Colleague',
  tableName: 'colleague',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    name: p.string(),
    assignments: json<Assignment[]>(),
    leftAt: p.datetime().nullable(),
    /** Left for longer than customers may wait for another consultant (CRM-2). */
    overdueSince: p.datetime().nullable(),
    clearedAt: p.datetime().nullable(),
  },
});

/** Somebody with an account, as the gateway told: who may take over customers, and who left (CRM-2). */
export class Colleague extends schema.class {}
schema.setClass(Colleague);
