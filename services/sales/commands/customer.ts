import {
  AddCustomerPhone,
  CustomerEntered,
  EnterCustomer,
  RecordCustomerEvent,
  type CustomerAnswer,
} from '#contracts/sales-customers.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Controller } from '@nestjs/common';
import {
  Customer,
  CustomerEvent,
  CustomerPhone,
  customersWith,
  identityKept,
  lockedCustomer,
} from '../entities/customer.js';
import { CustomerAssignment } from '../entities/assignment.js';
import { CustomerCollision } from '../entities/collision.js';
import { Project } from '../entities/project.js';
import { ownershipFrom } from '../rules/ownership.js';
import { refuseContactToCome } from '../rules/survey.js';

@Controller()
export class CustomerCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * The unique indexes decide between two at once: the later one is tried again, and then finds the first. Refused, the
   * second entry is kept all the same, for the sales manager to decide (CRM-1).
   */
  @Answers(EnterCustomer)
  async enter(asked: Asked<EnterCustomer>) {
    const { payload, actor, at } = asked;
    const { collided, ...entry } = await this.unitOfWork.run(asked, async (work): Promise<Entry> => {
      const project = await work.em.findOneOrFail(Project, payload.projectId);
      mayTouch(actor, { projectId: project.id, ownerId: actor.id });
      refuseContactToCome(payload.contactedAt, at);
      const [first] = await customersWith(work.em, project.id, payload);
      if (!first) return { customerId: entered(work, asked, project).id };
      if (first.ownerId === actor.id) refuse('CRM-1.already-yours', { project: project.name });
      const collisionId = await collision(work, asked, first);
      return { customerId: first.id, collided: { collisionId, project: project.name } };
    });
    if (collided) refuse('CRM-1.collision', { ...collided, customerId: entry.customerId });
    return entry;
  }

  /** Each event puts off the day on which the customer is for others to have (CRM-2). */
  @Answers(RecordCustomerEvent)
  record(asked: Asked<RecordCustomerEvent>) {
    return this.unitOfWork.run(asked, async ({ em, deadlines, at }) => {
      const customer = await lockedCustomer(em, asked.payload.customerId);
      const { id: customerId, projectId, ownerId } = customer;
      mayTouch(asked.actor, { projectId, ownerId });
      const project = await em.findOneOrFail(Project, projectId);
      customer.lastEventAt = at;
      if (customer.reassignFor === 'silence') Object.assign(customer, { reassignSince: null, reassignFor: null });
      deadlines.set('CRM-2.silence', customerId, ownershipFrom(at, project.deadlines).silentBy);
      em.create(CustomerEvent, contact(customerId, asked.payload, asked));
      return { customerId };
    });
  }

  @Answers(AddCustomerPhone)
  addPhone(asked: Asked<AddCustomerPhone>) {
    return this.unitOfWork.run(asked, async (work) => {
      const customer = await work.em.findOneOrFail(Customer, asked.payload.customerId);
      const { id: customerId, projectId, ownerId } = customer;
      mayTouch(asked.actor, { projectId, ownerId });
      const [known] = await customersWith(work.em, projectId, asked.payload);
      const { name } = await work.em.findOneOrFail(Project, projectId);
      if (known && known.id !== customerId) refuse('CRM-1.phone-taken', { project: name });
      if (!known) reachedBy(work, customer, asked.payload);
      return { customerId };
    });
  }
}

/** Kept as the reply of the command, so that it is refused again when it is sent again. */
interface Entry extends CustomerAnswer {
  collided?: { collisionId: string; project: string };
}

/** The customer, whom the phone and the ID number lead to, the first contact, and whose they are. */
function entered(work: Work, asked: Asked<EnterCustomer>, project: Project): Customer {
  const { em, at, actor, tell, deadlines } = work;
  const { name, source, needs, firstEvent, contactedAt, ...identity } = asked.payload;
  const { phone = '', idNumber, idNumberIndex } = identityKept(identity);
  const { protectedUntil, silentBy } = ownershipFrom(at, project.deadlines);
  const customer = em.create(Customer, {
    ...{ id: newId(), projectId: project.id, name, phone, idNumber, idNumberIndex, source, needs },
    ...{ ownerId: actor.id, ownerName: actor.name, enteredAt: at, lastEventAt: at, protectedUntil },
  });
  const { id: customerId, projectId, ownerId } = customer;
  reachedBy(work, customer, identity);
  em.create(CustomerEvent, contact(customerId, firstEvent, asked));
  const by = { toId: ownerId, toName: actor.name, byId: ownerId, byName: actor.name };
  em.create(CustomerAssignment, { id: newId(), customerId, projectId, ...by, because: 'entry', at });
  deadlines.set('CRM-2.silence', customerId, silentBy);
  tell(Object.assign(new CustomerEntered(), { customerId, projectId, ownerId, source, contactedAt }));
  return customer;
}

/** One open case for each consultant who comes second; entered again it is the same case. */
async function collision({ em, at }: Work, { payload, actor }: Asked<EnterCustomer>, first: Customer): Promise<string> {
  const open = await em.findOne(CustomerCollision, { customerId: first.id, secondId: actor.id, state: 'open' });
  if (open) return open.id;
  const { name, source, needs, firstEvent } = payload;
  const { phone = '', phoneIndex = '', idNumber, idNumberIndex } = identityKept(payload);
  const samePhone = await em.findOne(CustomerPhone, { customerId: first.id, phoneIndex });
  const { id } = em.create(CustomerCollision, {
    ...{ id: newId(), projectId: first.projectId, customerId: first.id, same: samePhone ? 'phone' : 'id-number' },
    ...{ firstId: first.ownerId, firstName: first.ownerName, secondId: actor.id, secondName: actor.name },
    ...{ name, phone, phoneIndex, idNumber, idNumberIndex, source, needs, ...firstEvent, at, state: 'open' },
  });
  return id;
}

function reachedBy({ em, at, actor }: Work, { id, projectId }: Customer, identity: { phone: string }): void {
  const { phone = '', phoneIndex = '' } = identityKept(identity);
  em.create(CustomerPhone, {
    ...{ id: newId(), customerId: id, projectId, phone, phoneIndex, addedAt: at, addedById: actor.id },
  });
}

type Contact = Pick<RecordCustomerEvent, 'kind' | 'note'>;

function contact(customerId: string, { kind, note }: Contact, { actor, at }: Asked<object>) {
  return { id: newId(), customerId, kind, note, at, byId: actor.id, byName: actor.name };
}
