import { personal } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.uuid().primary(),
    /** SHA-256 of what the cookie holds: who reads the table cannot sign in with it. */
    tokenHash: personal().unique(),
    personId: p.uuid(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    /** The last day it was used, which is exact enough and one write a day. */
    lastSeenOn: p.string().length(10),
    endedAt: p.datetime().nullable(),
  },
});

/** Somebody signed in with a browser. */
export class Session extends schema.class {}
schema.setClass(Session);
