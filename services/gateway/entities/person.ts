import type { Assignment } from '#permissions/actor.js';
import { json, personal } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Person',
  tableName: 'person',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    login: p.string().unique(),
    name: p.string(),
    passwordHash: personal(),
    passwordSetAt: p.datetime(),
    mustChangePassword: p.boolean(),
    assignments: json<Assignment[]>(),
    /** Wrong passwords in a row. */
    failures: p.integer().default(0),
    lockedUntil: p.datetime().nullable(),
    openedAt: p.datetime(),
    /** Left, and locked out since then; closed when nothing is theirs any more (GAT-1). */
    leftAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
  },
});

/** Somebody with an account (GAT-1), and which roles they have in which projects. */
export class Person extends schema.class {}
schema.setClass(Person);
