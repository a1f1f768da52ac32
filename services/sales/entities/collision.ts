import type { CollisionState, CustomerEventKind } from '#contracts/sales-customers.js';
import { blindIndex, sealed } from '#persistence/sealed.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'CustomerCollision',
  tableName: 'customer_collision',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    customerId: p.uuid(),
    firstId: p.uuid(),
    firstName: p.string(),
    secondId: p.uuid(),
    secondName: p.string(),
    same: p.string().$type<'phone' | 'id-number'>(),
    name: sealed(),
    phone: sealed(),
    phoneIndex: blindIndex(),
    idNumber: sealed().nullable(),
    idNumberIndex: blindIndex().nullable(),
    source: p.string(),
    needs: p.text(),
    kind: p.string().$type<CustomerEventKind>(),
    note: sealed().nullable(),
    at: p.datetime(),
    state: p.string().$type<CollisionState>(),
    decidedFor: p.string().$type<'first' | 'second'>().nullable(),
    reason: p.text().nullable(),
    decidedById: p.uuid().nullable(),
    decidedByName: p.string().nullable(),
    decidedAt: p.datetime().nullable(),
  },
});

/** A second entry of a customer 撞单, refused and kept for the sales manager to decide (CRM-1). */
export class CustomerCollision extends schema.class {}
schema.setClass(CustomerCollision);

/** Locked until the end of the transaction: one decision. */
export function lockedCollision(em: EntityManager, id: string): Promise<CustomerCollision> {
  return em.findOneOrFail(CustomerCollision, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
