import { CustomerById } from '#contracts/sales-customers.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Customer } from '../entities/customer.js';
import { sheetOf } from './customer-sheet.js';

@Controller()
export class CustomerQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(CustomerById)
  customer({ payload, actor }: Asked<CustomerById>) {
    return this.unitOfWork.read(async (em) => {
      const customer = await em.findOneOrFail(Customer, payload.customerId);
      mayTouch(actor, customer);
      return sheetOf(em, customer);
    });
  }
}
