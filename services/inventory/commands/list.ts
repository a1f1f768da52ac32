import { ExportInventoryList } from '#contracts/named-lists.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { exportList } from '#persistence/list-export.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { inventoryLists } from '../entities/lists.js';

@Controller()
export class ListCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ExportInventoryList)
  export(asked: Asked<ExportInventoryList>) {
    return exportList(this.unitOfWork, asked, inventoryLists);
  }
}
