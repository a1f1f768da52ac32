import type { AppealState } from '#contracts/sales-customers.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';
import { CustomerAssignment } from './assignment.js';
import { CustomerCollision } from './collision.js';

const schema = defineEntity({
  name: 'CustomerAppeal',
  tableName: 'customer_appeal',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    customerId: p.uuid(),
    byId: p.uuid(),
    byName: p.string(),
    reason: p.text(),
    at: p.datetime(),
    state: p.string().$type<AppealState>(),
    /** Why it was upheld or rejected. */
    decision: p.text().nullable(),
    decidedById: p.uuid().nullable(),
    decidedByName: p.string().nullable(),
    decidedAt: p.datetime().nullable(),
  },
});

/** What a consultant says against whose customer it is (CRM-1). */
export class CustomerAppeal extends schema.class {}
schema.setClass(CustomerAppeal);

/** Locked until the end of the transaction: one decision. */
export function lockedAppeal(em: EntityManager, id: string): Promise<CustomerAppeal> {
  return em.findOneOrFail(CustomerAppeal, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** Whether somebody had the customer, or collided over it. */
export async function hasClaim(em: EntityManager, customerId: string, personId: string): Promise<boolean> {
  if (await em.findOne(CustomerCollision, { customerId, secondId: personId })) return true;
  return Boolean(await em.findOne(CustomerAssignment, { customerId, toId: personId }));
}
