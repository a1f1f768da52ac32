import { PersonAdmitted, PersonLeft } from '#contracts/gateway.js';
import { LeaverCleared } from '#contracts/sales-customers.js';
import { deadlineFor } from '#kernel/deadlines.js';
import type { Instant } from '#kernel/time.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Assignment } from '#permissions/actor.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import type { Work } from '#persistence/work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Colleague } from '../entities/colleague.js';
import { Customer } from '../entities/customer.js';
import { Project } from '../entities/project.js';

/** What the gateway tells of people, and what time makes of their customers (CRM-2). */
@Injectable()
export class PeopleReactions {
  /** Who comes back before their customers were given away keeps those that are left. */
  @Hears(PersonAdmitted)
  async admitted({ event }: Heard<PersonAdmitted>, { em, deadlines }: Work) {
    const { personId: id, name } = event;
    const facts = { name, assignments: event.assignments as Assignment[] };
    const here = { leftAt: null, overdueSince: null, clearedAt: null };
    const known = await em.findOne(Colleague, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!known) em.create(Colleague, { id, ...facts });
    if (known?.leftAt) {
      await em.nativeUpdate(
        Customer,
        { ownerId: id, reassignFor: 'leaver' },
        { reassignSince: null, reassignFor: null },
      );
      deadlines.clear('CRM-2.leaver', id);
    }
    if (known) Object.assign(known, facts, here);
  }

  /** All of theirs are on the reassignment list at once; without any, they are done with at once. */
  @Hears(PersonLeft)
  async left({ event, at }: Heard<PersonLeft>, { em, deadlines, tell }: Work) {
    const id = event.personId;
    const leaver =
      (await em.findOne(Colleague, id, { lockMode: LockMode.PESSIMISTIC_WRITE })) ??
      em.create(Colleague, { id, name: '', assignments: [] });
    const theirs = { reassignSince: at, reassignFor: 'leaver' as const };
    const customers = await em.nativeUpdate(Customer, { ownerId: id }, theirs);
    Object.assign(leaver, { leftAt: at, overdueSince: null, clearedAt: customers > 0 ? null : at });
    if (customers > 0) deadlines.set('CRM-2.leaver', id, await handedOverBy(em, id, at));
    else tell(Object.assign(new LeaverCleared(), { personId: id }));
  }

  @WhenDue('CRM-2.leaver')
  async stillTheirs({ about }: Due, { em, at }: Work) {
    const leaver = await em.findOneOrFail(Colleague, about, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (leaver.leftAt && !leaver.clearedAt) leaver.overdueSince = at;
  }

  /** No event in 14 days: others may have the customer (CRM-2). */
  @WhenDue('CRM-2.silence')
  async silent({ about }: Due, { em, at }: Work) {
    const customer = await em.findOneOrFail(Customer, about, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!customer.reassignSince) Object.assign(customer, { reassignSince: at, reassignFor: 'silence' });
  }
}

/** Where somebody had customers in several projects, the strictest of them counts. */
async function handedOverBy(em: EntityManager, ownerId: string, at: Instant): Promise<Instant> {
  const ids = await em.execute<{ id: string }[]>('select distinct project_id as id from customer where owner_id = ?', [
    ownerId,
  ]);
  const projects = await em.find(Project, { id: { $in: ids.map(({ id }) => id) } });
  const due = projects.map(({ deadlines }) => deadlineFor('CRM-2.leaver', at, deadlines).getTime());
  return new Date(Math.min(...due));
}
