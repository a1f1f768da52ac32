import { wordsOf } from '#contracts/refusals.js';
import {
  OldDealCorrections,
  OldDealRows,
  OldDealsById,
  OldDealTakeovers,
  OldDealTemplate,
  type OldDealTotals,
} from '#contracts/sales-takeover.js';
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
import { oldDealHeadings } from '../rules/old-deal.js';
import { examples } from '../rules/old-deal-examples.js';

@Controller()
export class TakeoverQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(OldDealsById)
  byId({ payload: { takeoverId }, actor }: Asked<OldDealsById>) {
    return this.unitOfWork.read(async (em) => {
      const job = await em.findOneOrFail(TableJob, takeoverId);
      mayTouch(actor, { projectId: job.projectId });
      return sheetOf(job);
    });
  }

  @Answers(OldDealTakeovers)
  takeovers({ payload: { projectId }, actor }: Asked<OldDealTakeovers>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const newest = { orderBy: { requestedAt: 'desc' }, limit: 100 } as const;
      return { items: (await em.find(TableJob, { projectId }, newest)).map(sheetOf) };
    });
  }

  /** Row by row, in the order of the file. */
  @Answers(OldDealRows)
  rows({ payload: { takeoverId, limit = 100, after = 0 }, actor }: Asked<OldDealRows>) {
    return this.unitOfWork.read(async (em) => {
      const job = await em.findOneOrFail(TableJob, takeoverId);
      mayTouch(actor, { projectId: job.projectId });
      return reportedRows(em, job, { limit, after });
    });
  }

  /** Every row of the deals that are bad, with what is wrong in the last column. */
  @Answers(OldDealCorrections)
  corrections({ payload: { takeoverId }, actor }: Asked<OldDealCorrections>) {
    return this.unitOfWork.read(async (em) => {
      const job = await em.findOneOrFail(TableJob, takeoverId);
      mayTouch(actor, { projectId: job.projectId });
      if (job.requestedBy !== actor.id) refuse('CON-1.takeover-corrections-own', {});
      const { content } = await em.findOneOrFail(TableJobFile, takeoverId);
      const cells = await tableCells(Buffer.from(content, 'base64'), limits);
      const { head, rows } = await corrections(em, job, { cells, together: '编号' });
      return bookOf('旧合同期初导入-更正', head, rows);
    });
  }

  @Answers(OldDealTemplate)
  template({ payload: { projectId }, actor }: Asked<OldDealTemplate>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const head = [...oldDealHeadings.required, ...oldDealHeadings.optional];
      return bookOf('旧合同期初导入-模板', head, examples(head));
    });
  }
}

const limits = { unpackedMax: 192 * 1024 * 1024, rowsMax: 200_000 };

async function bookOf(name: string, head: string[], rows: string[][]) {
  const bytes = await workbookOf({ name: '旧合同', head, rows });
  return { name: `${name}.xlsx`, type: xlsx, file: bytes.toString('base64') };
}

function sheetOf(job: TableJob) {
  const { id: takeoverId, said, refusedCode, refusedFacts } = job;
  const { zh, en } = wordsOf(refusedCode ?? '', refusedFacts ?? {});
  const refused = refusedCode ? { refused: { code: refusedCode, zh, en } } : {};
  return { takeoverId, takenOverOn: said.takenOverOn, ...jobSheet<OldDealTotals>(job), ...refused };
}
