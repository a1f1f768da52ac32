import type { Derivation } from '#kernel/derivation.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Forfeiture',
  tableName: 'forfeiture',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    amount: money(),
    derivation: json<Derivation>(),
    reason: p.text(),
    byId: p.uuid(),
    at: p.datetime(),
  },
});

/** Money of the customer that is kept for good: a deposit (SUB-2), or what a withdrawal retains (SUB-6). */
export class Forfeiture extends schema.class {}
schema.setClass(Forfeiture);
