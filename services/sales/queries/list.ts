import { SalesList } from '#contracts/named-lists.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { readList } from '#persistence/lists.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { salesLists } from '../entities/lists.js';

@Controller()
export class ListQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(SalesList)
  list({ payload, actor }: Asked<SalesList>) {
    return this.unitOfWork.read((em) => readList(em, salesLists, payload, actor));
  }
}
