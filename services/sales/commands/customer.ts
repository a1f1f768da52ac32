import { CustomerEntered, EnterCustomer, RecordCustomerEvent } from '#contracts/sales-customers.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Customer, CustomerEvent, CustomerPhone, customersWith, identityKept } from '../entities/customer.js';
import { Project } from '../entities/project.js';
import { refuseContactToCome } from '../rules/survey.js';

@Controller()
export class CustomerCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The unique indexes decide between two at once: the later one is tried again, and then finds the first (CRM-1). */
  @Answers(EnterCustomer)
  enter(asked: Asked<EnterCustomer>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { id: projectId, name: project } = await em.findOneOrFail(Project, payload.projectId);
      mayTouch(actor, { projectId, ownerId: actor.id });
      refuseContactToCome(payload.contactedAt, at);
      if ((await customersWith(em, projectId, payload)).length > 0) refuse('CRM-1.collision', { project });
      const { id: customerId, ownerId, source } = entered(em, asked);
      const { contactedAt } = payload;
      tell(Object.assign(new CustomerEntered(), { customerId, projectId, ownerId, source, contactedAt }));
      return { customerId };
    });
  }

  @Answers(RecordCustomerEvent)
  record(asked: Asked<RecordCustomerEvent>) {
    return this.unitOfWork.run(asked, async ({ em }) => {
      const customer = await em.findOneOrFail(Customer, asked.payload.customerId);
      const { id: customerId, projectId, ownerId } = customer;
      mayTouch(asked.actor, { projectId, ownerId });
      customer.lastEventAt = asked.at;
      em.create(CustomerEvent, contact(customerId, asked.payload, asked));
      return { customerId };
    });
  }
}

/** The customer, whom the phone and the ID number lead to, and the first contact. */
function entered(em: EntityManager, asked: Asked<EnterCustomer>): Customer {
  const { payload, actor, at } = asked;
  const { projectId, name, source, needs, firstEvent } = payload;
  const { phone = '', phoneIndex = '', ...idNumber } = identityKept(payload);
  const owner = { ownerId: actor.id, ownerName: actor.name };
  const times = { enteredAt: at, lastEventAt: at };
  const customer = em.create(Customer, {
    ...{ id: newId(), projectId, name, phone, ...idNumber, ...owner, source, needs, ...times },
  });
  const ids = { id: newId(), customerId: customer.id, projectId };
  em.create(CustomerPhone, { ...ids, phone, phoneIndex, addedAt: at, addedById: actor.id });
  em.create(CustomerEvent, contact(customer.id, firstEvent, asked));
  return customer;
}

type Contact = Pick<RecordCustomerEvent, 'kind' | 'note'>;

function contact(customerId: string, { kind, note }: Contact, { actor, at }: Asked<object>) {
  return { id: newId(), customerId, kind, note, at, byId: actor.id, byName: actor.name };
}
