import { blindIndex, sealed } from '#persistence/sealed.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Member',
  tableName: 'member',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    /** `M00000001`: from a sequence, so that none is ever given twice. */
    card: p.string(),
    name: sealed(),
    phone: sealed(),
    phoneIndex: blindIndex(),
    /** The customer that the member is, if one: nobody refers themselves (MEM-3). */
    customerId: p.uuid().nullable(),
    registeredById: p.uuid(),
    registeredAt: p.datetime(),
  },
});

/** Somebody with a member card (MEM-1). */
export class Member extends schema.class {}
schema.setClass(Member);
