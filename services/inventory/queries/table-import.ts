import { ImportById, ImportRows, Imports } from '#contracts/inventory-imports.js';
import { wordsOf } from '#contracts/refusals.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { ImportedRow, TableImport } from '../entities/table-import.js';

@Controller()
export class TableImportQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ImportById)
  import({ payload, actor }: Asked<ImportById>) {
    return this.unitOfWork.read(async (em) => {
      const found = await em.findOneOrFail(TableImport, payload.importId);
      mayTouch(actor, found);
      return sheetOf(found);
    });
  }

  @Answers(Imports)
  imports({ payload: { projectId }, actor }: Asked<Imports>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const newest = { orderBy: { requestedAt: 'desc' }, limit: 100 } as const;
      return { items: (await em.find(TableImport, { projectId }, newest)).map(sheetOf) };
    });
  }

  /** Row by row, in the order of the file. */
  @Answers(ImportRows)
  rows({ payload: { importId, limit = 100, after = 0 }, actor }: Asked<ImportRows>) {
    return this.unitOfWork.read(async (em) => {
      mayTouch(actor, await em.findOneOrFail(TableImport, importId));
      const inOrder = { orderBy: { rowNumber: 'asc' }, limit: limit + 1 } as const;
      const found = await em.find(ImportedRow, { importId, rowNumber: { $gt: after } }, inOrder);
      const items = found.slice(0, limit).map(({ rowNumber: row, column, zh, en }) => ({ row, column, zh, en }));
      return { items, ...(found.length > limit ? { next: items.at(-1)!.row } : {}) };
    });
  }
}

function sheetOf(found: TableImport) {
  const { id: importId, projectId, kind, onError, existing, state, requestedBy, requestedAt } = found;
  const { rowsTotal, rowsRead, rowsChecked, rowsWritten, rowsRejected, finishedAt, totals } = found;
  return {
    ...{ importId, projectId, kind, onError, existing, state, requestedBy, requestedAt },
    ...{ rowsRead, rowsChecked, rowsWritten, rowsRejected, ...(rowsTotal === null ? {} : { rowsTotal }) },
    ...(finishedAt ? { finishedAt } : {}),
    ...(totals ? { totals } : {}),
    ...(found.refusedCode ? { refused: refusedFor(found.refusedCode, found.refusedFacts) } : {}),
  };
}

function refusedFor(code: string, facts: TableImport['refusedFacts']) {
  const { zh, en } = wordsOf(code, facts ?? {});
  return { code, zh, en };
}
