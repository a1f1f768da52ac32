import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Hold',
  tableName: 'hold',
  properties: {
    /** The id of the reservation or the subscription. */
    id: p.uuid().primary(),
    unitId: p.uuid(),
    /** The contract that was made from it. */
    contractId: p.uuid().nullable(),
    heldAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});

/** A hold on a unit as sales told it, kept after its end, so that what is heard late is known for what it is. */
export class Hold extends schema.class {}
schema.setClass(Hold);
