import { nameMasked, phoneMasked } from '#kernel/personal.js';
import { CustomerById } from '#contracts/sales-customers.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Customer, CustomerEvent } from '../entities/customer.js';

@Controller()
export class CustomerQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(CustomerById)
  customer({ payload, actor }: Asked<CustomerById>) {
    return this.unitOfWork.read(async (em) => {
      const { id, projectId, name, phone, ownerId, source, needs } = await em.findOneOrFail(
        Customer,
        payload.customerId,
      );
      mayTouch(actor, { projectId, ownerId });
      const contacts = await em.find(CustomerEvent, { customerId: id }, { orderBy: { at: 'asc', id: 'asc' } });
      const events = contacts.map(({ kind, at, byName: by, note }) => ({ kind, at, by, note: note ?? undefined }));
      const masked = { name: nameMasked(name), phone: phoneMasked(phone) };
      return { customerId: id, projectId, ...masked, ownerId, source, needs, events };
    });
  }
}
