import type { EntityManager } from '@mikro-orm/postgresql';
import type { Visitor } from '../rules/channel.js';
import { Customer, CustomerEvent, CustomerPhone } from './customer.js';
import { Project } from './project.js';

/** What of a customer decides whether a channel report is confirmed (CRM-8). */
export async function visitorOf(em: EntityManager, customer: Customer): Promise<Visitor> {
  const { id: customerId, projectId, enteredAt } = customer;
  const phones = await em.find(CustomerPhone, { customerId });
  const visits = await em.find(CustomerEvent, { customerId, kind: { $in: ['first-visit', 'visit'] } });
  const { name: project } = await em.findOneOrFail(Project, projectId);
  const times = { enteredAt, visits: visits.map(({ at }) => at) };
  return { customerId, project, phones: phones.map(({ phoneIndex }) => phoneIndex), ...times };
}
