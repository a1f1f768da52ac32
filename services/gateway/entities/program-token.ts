import { personal } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'ProgramToken',
  tableName: 'program_token',
  properties: {
    id: p.uuid().primary(),
    tokenHash: personal().unique(),
    personId: p.uuid(),
    name: p.string(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    lastSeenOn: p.string().length(10),
    endedAt: p.datetime().nullable(),
  },
});

/** A program that acts as a person. */
export class ProgramToken extends schema.class {}
schema.setClass(ProgramToken);
