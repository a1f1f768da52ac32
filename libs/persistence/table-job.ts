import type { Instant } from '#kernel/time.js';
import { defineEntity, p } from '@mikro-orm/postgresql';
import { json } from './columns.js';
import { sealed } from './sealed.js';

/** Checked first, then carried out by somebody else; `refused` says that it ended without having written anything. */
export type TableJobState = 'waiting' | 'checking' | 'checked' | 'writing' | 'done' | 'refused';

const schema = defineEntity({
  name: 'TableJob',
  tableName: 'table_job',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    /** With a bad row in it: nothing is written, or the good rows are and the bad ones reported. */
    onError: p.string().$type<'nothing' | 'skip'>(),
    /** What was said with the table, as texts. */
    said: json<Record<string, string>>(),
    state: p.string().$type<TableJobState>(),
    /** Who is at it: only the run that began last may go on, whatever became of the others. */
    run: p.uuid().nullable(),
    runs: p.integer(),
    /** The run whose bad rows are the report. */
    reported: p.uuid().nullable(),
    rowsTotal: p.integer().nullable(),
    rowsChecked: p.integer(),
    rowsWritten: p.integer(),
    rowsRejected: p.integer(),
    totals: json<object>().nullable(),
    refusedCode: p.string().nullable(),
    refusedFacts: json<Record<string, never>>().nullable(),
    requestedBy: p.uuid(),
    requestedByName: p.string(),
    requestedAt: p.datetime(),
    carriedOutBy: p.uuid().nullable(),
    carriedOutByName: p.string().nullable(),
    carriedOutAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
  },
});

/** A table that is checked and then carried out as a job: who asked, who carried it out, what came of it. */
export class TableJob extends schema.class {}
schema.setClass(TableJob);

const fileSchema = defineEntity({
  name: 'TableJobFile',
  tableName: 'table_job_file',
  comment: 'append-only',
  properties: {
    /** The job's id. */
    id: p.uuid().primary(),
    /** The file in base64: it may name people (ALL-9). */
    content: sealed(),
  },
});

/** The file as it was handed in, kept. */
export class TableJobFile extends fileSchema.class {}
fileSchema.setClass(TableJobFile);

const rowSchema = defineEntity({
  name: 'TableJobRow',
  tableName: 'table_job_row',
  comment: 'append-only',
  properties: {
    jobId: p.uuid().primary(),
    run: p.uuid().primary(),
    rowNumber: p.integer().primary(),
    column: p.string(),
    zh: p.text(),
    en: p.text(),
  },
});

/** A row that was not taken, and why. */
export class TableJobRow extends rowSchema.class {}
rowSchema.setClass(TableJobRow);

/** Who hands the table in, and when. */
export interface Asker {
  actor: { id: string; name: string };
  at: Instant;
}

/** A job that nobody has begun. */
export function newJob({ actor, at }: Asker) {
  return {
    ...{ state: 'waiting' as const, runs: 0, rowsChecked: 0, rowsWritten: 0, rowsRejected: 0 },
    ...{ requestedBy: actor.id, requestedByName: actor.name, requestedAt: at },
  };
}

/** Somebody has it carried out. */
export function carriedOut({ actor, at }: Asker) {
  const by = { carriedOutBy: actor.id, carriedOutByName: actor.name, carriedOutAt: at };
  return { ...by, state: 'writing' as const, runs: 0, rowsChecked: 0, rowsWritten: 0, rowsRejected: 0 };
}

/** What a job came to, as an answer says it; what it counted is as it was kept, amounts as decimal texts. */
export function jobSheet<Totals extends object>(job: TableJob) {
  const { projectId, onError, state, rowsChecked, rowsWritten, rowsRejected, requestedBy, requestedAt } = job;
  return {
    ...{ projectId, onError, state, rowsChecked, rowsWritten, rowsRejected, requestedBy, requestedAt },
    ...(job.rowsTotal === null ? {} : { rowsTotal: job.rowsTotal }),
    ...(job.carriedOutBy ? { carriedOutBy: job.carriedOutBy } : {}),
    ...(job.finishedAt ? { finishedAt: job.finishedAt } : {}),
    ...(job.totals ? { totals: job.totals as Totals } : {}),
  };
}
