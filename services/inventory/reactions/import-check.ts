import type { RejectedRow } from '#contracts/inventory.js';
import { Refusal } from '#kernel/refusal.js';
import type { Work } from '#persistence/work.js';
import { keepRejected, refuseImport } from './import-outcome.js';
import type { ImportRun } from './import-run.js';

/** How many rows were in the table, and how many of them are wrong. */
export interface Outcome {
  rowsTotal: number;
  rowsRejected: number;
}

/** What checks rows one by one. */
interface Checking<Row> {
  readonly rejected: RejectedRow[];
  add(row: Row): void;
}

/**
 * Checks every row, a handful at a time, and keeps what is wrong with the bad ones. Answers nothing where the import
 * ends with that: bad rows where all have to be good, or no good row at all.
 */
export async function checked<Row>(
  run: ImportRun,
  work: Work,
  rows: Row[],
  table: Checking<Row>,
): Promise<Outcome | undefined> {
  const read = { rowsTotal: rows.length, rowsRead: rows.length };
  for (let at = 0; at < rows.length; at += atOnce) {
    const rowsRejected = table.rejected.length;
    await run.told({ state: 'checking', ...read, rowsChecked: at, rowsRejected });
    for (const row of rows.slice(at, at + atOnce)) table.add(row);
  }
  table.rejected.sort((one, other) => one.row - other.row);
  await keepRejected(work, run, table.rejected);
  const outcome = { rowsTotal: rows.length, rowsRejected: table.rejected.length };
  const no = refusalOf(run, rows.length, table.rejected);
  if (!no) return outcome;
  await refuseImport(work, run, no, outcome);
  return undefined;
}

function refusalOf(run: ImportRun, rows: number, rejected: RejectedRow[]): Refusal | undefined {
  const first = rejected[0] ?? { row: 2, column: '', zh: '没有数据', en: 'there is no row' };
  const { row, column, zh: firstZh, en: firstEn } = first;
  const facts = { rows, rejected: rejected.length, row, column, firstZh, firstEn };
  if (rejected.length === rows) return new Refusal('INV-1.no-good-row', facts);
  if (rejected.length > 0 && run.job.onError === 'nothing') return new Refusal('INV-1.bad-rows', facts);
  return undefined;
}

const atOnce = 1_000;
