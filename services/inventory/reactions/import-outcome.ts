import type { RejectedRow } from '#contracts/inventory.js';
import type { Refusal } from '#kernel/refusal.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { type KeptTotals, TableImport } from '../entities/table-import.js';
import { type ImportRun, Overtaken } from './import-run.js';

/** Nothing is imported, for this reason. */
export async function refuseImport(work: Work, run: ImportRun, no: Refusal, rows: Partial<Counted> = {}) {
  const job = await mine(work, run);
  const [refusedCode, refusedFacts] = [no.code, JSON.parse(JSON.stringify(no.facts)) as object];
  const counted = rows.rowsTotal === undefined ? {} : { rowsRead: rows.rowsTotal, rowsChecked: rows.rowsTotal };
  const why = { state: 'refused', finishedAt: work.at, refusedCode, refusedFacts };
  Object.assign(job, { ...why, ...rows, ...counted, rowsWritten: 0 });
}

/** The rows that were wrong, kept row by row. */
export async function keepRejected({ em }: Work, run: ImportRun, rejected: RejectedRow[]): Promise<void> {
  for (let at = 0; at < rejected.length; at += 2_000)
    await em.execute(keep, [run.job.id, JSON.stringify(rejected.slice(at, at + 2_000))]);
}

/** Everything the import brings is there. */
export async function importDone(work: Work, run: ImportRun, totals: KeptTotals, rows: Counted): Promise<void> {
  const job = await mine(work, run);
  const counted = { ...rows, rowsRead: rows.rowsTotal, rowsChecked: rows.rowsTotal };
  Object.assign(job, { state: 'done', finishedAt: work.at, totals, ...counted });
}

interface Counted {
  rowsTotal: number;
  rowsWritten: number;
  rowsRejected: number;
}

/** The job, if this is the run that began last; locked until the end, so that none can begin meanwhile. */
async function mine({ em }: Work, { job: { id, run } }: ImportRun): Promise<TableImport> {
  const job = await em.findOne(TableImport, { id, run, finishedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!job) throw new Overtaken();
  return job;
}

const keep = `
  insert into table_import_row (import_id, row_number, "column", zh, en)
  select ?, r."row", r."column", r.zh, r.en
  from jsonb_to_recordset(?::jsonb) as r ("row" int, "column" text, zh text, en text)`;
