import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Permit',
  tableName: 'permit',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    number: p.string(),
    /** Its last day, which sales looks at itself; without one it stays in force. */
    validUntil: p.string().nullable(),
    /** Why nothing is sold under it now. */
    suspendedFor: p.text().nullable(),
  },
});

/** A pre-sale permit as inventory told it: sales' own copy (INV-4). */
export class Permit extends schema.class {}
schema.setClass(Permit);
