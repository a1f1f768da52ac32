import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Member',
  tableName: 'member',
  properties: {
    /** The customer who is a member. */
    customerId: p.uuid().primary(),
    memberId: p.uuid(),
    projectId: p.uuid(),
  },
});

/** A customer who is a member as membership told it: some discounts are for members (INV-6, MEM-1). */
export class Member extends schema.class {}
schema.setClass(Member);
