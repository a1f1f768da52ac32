import { ExportSalesList } from '#contracts/named-lists.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { exportList } from '#persistence/list-export.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { salesLists } from '../entities/lists.js';

@Controller()
export class ListCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ExportSalesList)
  export(asked: Asked<ExportSalesList>) {
    return exportList(this.unitOfWork, asked, salesLists);
  }
}
