import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Unmasking',
  tableName: 'unmasking',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    customerId: p.uuid(),
    projectId: p.uuid(),
    fields: json<string[]>(),
    reason: p.text(),
    byId: p.uuid(),
    byName: p.string(),
    at: p.datetime(),
  },
});

/** Somebody was shown who a customer is: which fields, when and why (ALL-9). */
export class Unmasking extends schema.class {}
schema.setClass(Unmasking);
