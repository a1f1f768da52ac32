import { CustomerEntered, EnterCustomer, RecordCustomerEvent } from '#contracts/sales.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { idNumberKept, phoneKept } from '#kernel/personal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Customer, CustomerEvent } from '../entities/customer.js';
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
      const [phone, idNumber] = [phoneKept(payload.phone), payload.idNumber && idNumberKept(payload.idNumber)];
      const same = [{ phone }, ...(idNumber ? [{ idNumber }] : [])];
      if (await em.findOne(Customer, { projectId, $or: same })) refuse('CRM-1.collision', { project });
      const { name, source, needs, firstEvent, contactedAt } = payload;
      const facts = { id: newId(), projectId, ownerId: actor.id, source };
      em.create(Customer, { ...facts, name, phone, idNumber, needs, enteredAt: at });
      em.create(CustomerEvent, contact(facts.id, firstEvent, asked));
      const { id: customerId, ownerId } = facts;
      tell(Object.assign(new CustomerEntered(), { customerId, projectId, ownerId, source, contactedAt }));
      return { customerId };
    });
  }

  @Answers(RecordCustomerEvent)
  record(asked: Asked<RecordCustomerEvent>) {
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { id: customerId, projectId, ownerId } = await em.findOneOrFail(Customer, asked.payload.customerId);
      mayTouch(asked.actor, { projectId, ownerId });
      em.create(CustomerEvent, contact(customerId, asked.payload, asked));
      return { customerId };
    });
  }
}

type Contact = Pick<RecordCustomerEvent, 'kind' | 'note'>;

function contact(customerId: string, { kind, note }: Contact, { actor, at }: Asked<object>) {
  return { id: newId(), customerId, kind, note, at, byId: actor.id, byName: actor.name };
}
