import type { EntityManager } from '@mikro-orm/postgresql';
import { type TableJob, TableJobRow } from './table-job.js';

/** A page of the job's bad rows, in the order of its file. */
export async function reportedRows(em: EntityManager, job: TableJob, page: { limit: number; after: number }) {
  const where = { jobId: job.id, run: job.reported, rowNumber: { $gt: page.after } };
  const inOrder = { orderBy: { rowNumber: 'asc' }, limit: page.limit + 1 } as const;
  const found = job.reported ? await em.find(TableJobRow, where as never, inOrder) : [];
  const items = found.slice(0, page.limit).map(({ rowNumber: row, column, zh, en }) => ({ row, column, zh, en }));
  return { items, ...(found.length > page.limit ? { next: items.at(-1)!.row } : {}) };
}

/**
 * The bad rows of a job's table as a table again, with what is wrong in a last column 错误. Rows that say the same in the
 * column `together` stay together: all of them are there when one is bad.
 */
export async function corrections(em: EntityManager, job: TableJob, table: { cells: string[][]; together?: string }) {
  const { cells, together } = table;
  const bad = job.reported ? await em.find(TableJobRow, { jobId: job.id, run: job.reported } as never) : [];
  const wrong = new Map(bad.map(({ rowNumber, column, zh }) => [rowNumber, `${column}：${zh}`]));
  const [head = [], ...lines] = cells;
  const place = together ? head.indexOf(together) : -1;
  const groups = new Set(lines.filter((_, at) => wrong.has(at + 2)).map((line) => line[place]));
  const isIn = (line: string[], at: number) => wrong.has(at + 2) || (place >= 0 && groups.has(line[place]));
  const rows = lines.flatMap((line, at) => {
    if (!isIn(line, at)) return [];
    return [[...head.map((_, column) => line[column] ?? ''), wrong.get(at + 2) ?? '']];
  });
  return { head: [...head, '错误'], rows };
}
