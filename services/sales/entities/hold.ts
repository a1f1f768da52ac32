import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Hold',
  tableName: 'hold',
  properties: {
    id: p.uuid().primary(),
    unitId: p.uuid(),
    projectId: p.uuid(),
    /** The kinds of one thing: `reservation`, `subscription`, `contract` (HOLD-1). */
    kind: p.string().$type<'reservation' | 'subscription' | 'contract'>(),
    /** Who has it in hand: the consultant. */
    ownerId: p.uuid(),
    ownerName: p.string(),
    since: p.datetime(),
    endedAt: p.datetime().nullable(),
    endedFor: p.string().nullable(),
  },
});

/** Somebody has the unit. The database refuses a second live one for the same unit (HOLD-1). */
export class Hold extends schema.class {}
schema.setClass(Hold);
