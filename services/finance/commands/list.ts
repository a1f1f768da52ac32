import { ExportFinanceList } from '#contracts/named-lists.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { exportList } from '#persistence/list-export.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { financeLists } from '../entities/lists.js';

@Controller()
export class ListCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ExportFinanceList)
  export(asked: Asked<ExportFinanceList>) {
    return exportList(this.unitOfWork, asked, financeLists);
  }
}
