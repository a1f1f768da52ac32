import {
  OpeningReceiptCorrections,
  OpeningReceiptRows,
  OpeningReceiptsById,
  OpeningReceiptTakeovers,
  OpeningReceiptTemplate,
  type OpeningTotals,
} from '#contracts/finance-takeover.js';
import { wordsOf } from '#contracts/refusals.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { jobSheet } from '#persistence/table-job.js';
import { corrections, reportedRows } from '#persistence/table-job-report.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { tableCells } from '#printing/table-in.js';
import { workbookOf, xlsx } from '#printing/workbook.js';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { TableJob, TableJobFile } from '../entities/table-job.js';
import { openingHeadings } from '../rules/opening.js';

@Controller()
export class OpeningQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(OpeningReceiptsById)
  byId({ payload: { openingReceiptsId }, actor }: Asked<OpeningReceiptsById>) {
    return this.unitOfWork.read(async (em) => {
      const job = await em.findOneOrFail(TableJob, openingReceiptsId);
      mayTouch(actor, { projectId: job.projectId });
      return sheetOf(job);
    });
  }

  @Answers(OpeningReceiptTakeovers)
  takeovers({ payload: { projectId }, actor }: Asked<OpeningReceiptTakeovers>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const newest = { orderBy: { requestedAt: 'desc' }, limit: 100 } as const;
      return { items: (await em.find(TableJob, { projectId }, newest)).map(sheetOf) };
    });
  }

  /** Row by row, in the order of the file. */
  @Answers(OpeningReceiptRows)
  rows({ payload: { openingReceiptsId, limit = 100, after = 0 }, actor }: Asked<OpeningReceiptRows>) {
    return this.unitOfWork.read(async (em) => {
      const job = await em.findOneOrFail(TableJob, openingReceiptsId);
      mayTouch(actor, { projectId: job.projectId });
      return reportedRows(em, job, { limit, after });
    });
  }

  @Answers(OpeningReceiptCorrections)
  corrections({ payload: { openingReceiptsId }, actor }: Asked<OpeningReceiptCorrections>) {
    return this.unitOfWork.read(async (em) => {
      const job = await em.findOneOrFail(TableJob, openingReceiptsId);
      mayTouch(actor, { projectId: job.projectId });
      if (job.requestedBy !== actor.id) refuse('FIN-2.opening-corrections-own', {});
      const { content } = await em.findOneOrFail(TableJobFile, openingReceiptsId);
      const cells = await tableCells(Buffer.from(content, 'base64'), limits);
      const { head, rows } = await corrections(em, job, { cells });
      return bookOf('期初收款-更正', head, rows);
    });
  }

  @Answers(OpeningReceiptTemplate)
  template({ payload: { projectId }, actor }: Asked<OpeningReceiptTemplate>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      return bookOf('期初收款-模板', [...openingHeadings.required, ...openingHeadings.optional], examples);
    });
  }
}

const limits = { unpackedMax: 192 * 1024 * 1024, rowsMax: 200_000 };

const examples = [
  ['旧票-0001', '旧合同-001', '2024-03-01', '示例甲', '20000.00', '刷卡', ''],
  ['旧票-0002', '旧合同-001', '2024-03-08', '示例甲', '340000.00', '转账', '首付款'],
  ['旧票-0003', '旧合同-001', '2024-06-10', '示例银行', '720000.00', '贷款', ''],
];

async function bookOf(name: string, head: string[], rows: string[][]) {
  const bytes = await workbookOf({ name: '期初收款', head, rows });
  return { name: `${name}.xlsx`, type: xlsx, file: bytes.toString('base64') };
}

function sheetOf(job: TableJob) {
  const { id: openingReceiptsId, said, refusedCode, refusedFacts } = job;
  const { zh, en } = wordsOf(refusedCode ?? '', refusedFacts ?? {});
  const refused = refusedCode ? { refused: { code: refusedCode, zh, en } } : {};
  const told = { takenOverOn: said.takenOverOn, controlTotal: Money.parse(said.controlTotal!) };
  return { openingReceiptsId, ...told, ...jobSheet<OpeningTotals>(job), ...refused };
}
