import type { AssignmentCause } from '#contracts/sales-customers.js';
import { newId } from '#kernel/ids.js';
import type { Instant } from '#kernel/time.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';
import { Colleague } from './colleague.js';
import { Customer } from './customer.js';

const schema = defineEntity({
  name: 'CustomerAssignment',
  tableName: 'customer_assignment',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    customerId: p.uuid(),
    projectId: p.uuid(),
    /** Null for who entered the customer. */
    fromId: p.uuid().nullable(),
    toId: p.uuid(),
    toName: p.string(),
    because: p.string().$type<AssignmentCause>(),
    /** The collision or appeal that decided it. */
    aboutId: p.uuid().nullable(),
    reason: p.text().nullable(),
    byId: p.uuid(),
    byName: p.string(),
    at: p.datetime(),
  },
});

/** Whose a customer became, when, by whom and why: the trail of ownership (CRM-1, CRM-2). */
export class CustomerAssignment extends schema.class {}
schema.setClass(CustomerAssignment);

interface Named {
  id: string;
  name: string;
}

/** Why a customer changes hands, and who says so. */
export interface Handing {
  because: AssignmentCause;
  aboutId?: string;
  reason?: string;
  by: Named;
  at: Instant;
  /** The new protection. */
  protectedUntil: Instant;
}

/** Gives the customer to somebody, with a new protection, off the reassignment list. */
export function handOver(em: EntityManager, customer: Customer, to: Named, why: Handing): void {
  const { because, aboutId, reason, by, at, protectedUntil } = why;
  em.create(CustomerAssignment, {
    ...{ id: newId(), customerId: customer.id, projectId: customer.projectId, fromId: customer.ownerId },
    ...{ toId: to.id, toName: to.name, because, aboutId, reason, byId: by.id, byName: by.name, at },
  });
  Object.assign(customer, { ownerId: to.id, ownerName: to.name, protectedUntil });
  Object.assign(customer, { reassignSince: null, reassignFor: null });
}

/** Who left and now has no customer any more: marked as cleared. Two at once on the last two wait for each other. */
export async function clearedLeaver(em: EntityManager, personId: string, at: Instant): Promise<boolean> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const leaver = await em.findOne(Colleague, { id: personId, leftAt: { $ne: null }, clearedAt: null }, { lockMode });
  if (!leaver) return false;
  await em.flush();
  if ((await em.count(Customer, { ownerId: personId })) > 0) return false;
  Object.assign(leaver, { clearedAt: at, overdueSince: null });
  return true;
}
