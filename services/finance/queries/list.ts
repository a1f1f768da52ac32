import { FinanceList } from '#contracts/named-lists.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { readList } from '#persistence/lists.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { financeLists } from '../entities/lists.js';

@Controller()
export class ListQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(FinanceList)
  list({ payload, actor }: Asked<FinanceList>) {
    return this.unitOfWork.read((em) => readList(em, financeLists, payload, actor));
  }
}
