import { UnmaskCustomer } from '#contracts/sales-customers.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Customer, CustomerPhone } from '../entities/customer.js';
import { Unmasking } from '../entities/unmasking.js';

@Controller()
export class UnmaskingCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What is shown is read after it was logged, and is in no stored reply: sent again it is shown again (ALL-9). */
  @Answers(UnmaskCustomer)
  async unmask(asked: Asked<UnmaskCustomer>) {
    const { customerId, reason } = asked.payload;
    const logged = await this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const { projectId, ownerId, idNumber } = await em.findOneOrFail(Customer, customerId);
      mayTouch(asked.actor, { projectId, ownerId });
      const fields = ['name', 'phones', ...(idNumber ? ['idNumber'] : [])];
      const by = { byId: actor.id, byName: actor.name, at };
      const { id } = em.create(Unmasking, { id: newId(), customerId, projectId, fields, reason, ...by });
      return { unmaskingId: id, customerId };
    });
    return this.unitOfWork.read(async (em) => {
      const { name, idNumber } = await em.findOneOrFail(Customer, customerId);
      const phones = await em.find(CustomerPhone, { customerId }, { orderBy: { id: 'asc' } });
      return { ...logged, name, phones: phones.map(({ phone }) => phone), idNumber: idNumber ?? undefined };
    });
  }
}
