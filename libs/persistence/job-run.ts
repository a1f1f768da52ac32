import type { Refusal } from '#kernel/refusal.js';
import { LockMode } from '@mikro-orm/postgresql';
import { setImmediate as othersFirst } from 'node:timers/promises';
import { TableJob, type TableJobState } from './table-job.js';
import type { UnitOfWork } from './unit-of-work.js';
import { theClock, type Work } from './work.js';

/** Another run has begun, or this process is stopping: what this run was just writing is rolled back. */
export class Overtaken extends Error {}

/** A run that has not been heard of for so long is taken over. */
export const stalledMs = 20_000;
const toldEveryMs = 400;

/** Why a row was not taken, as the report has it. */
export interface BadRow {
  row: number;
  column: string;
  zh: string;
  en: string;
}

/** How far a run is. */
interface Progress {
  rowsTotal?: number;
  rowsChecked?: number;
  rowsRejected?: number;
}

/** What a job came to. */
interface Outcome {
  rowsTotal: number;
  rejected: BadRow[];
  totals: object;
}

/** One run of a job: tells how far it is, writes step by step, and ends it if no other run has begun since. */
export class JobRun {
  private toldAt = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    readonly job: TableJob,
    private readonly by: { deadline: string; stopping: () => boolean },
  ) {}

  /** Lets others at the processor, and says now and then how far it is; Overtaken when it is not its job any more. */
  async told(progress: Progress): Promise<void> {
    await othersFirst();
    if (this.by.stopping()) throw new Overtaken();
    if (performance.now() - this.toldAt < toldEveryMs) return;
    const cause = { actor: theClock, name: `progress ${this.by.deadline}`, at: new Date() };
    await this.unitOfWork.react(cause, (work) => this.goesOn(work, progress));
  }

  /** Reads what is there already, outside every transaction. */
  read: UnitOfWork['read'] = (fn) => this.unitOfWork.read(fn);

  /** A transaction in the name of who has it carried out; answers how many rows of the table it made true. */
  async step(act: (work: Work) => Promise<number>): Promise<void> {
    await othersFirst();
    if (this.by.stopping()) throw new Overtaken();
    const { carriedOutBy, carriedOutByName, requestedBy, requestedByName } = this.job;
    const actor = { id: carriedOutBy ?? requestedBy, name: carriedOutByName ?? requestedByName };
    await this.unitOfWork.react({ actor, name: `job ${this.by.deadline}`, at: new Date() }, async (work) => {
      await this.goesOn(work, {}, await act(work));
    });
  }

  /** The check is over: it may be carried out, or is refused for its bad rows. */
  checked(outcome: Outcome, no?: Refusal): Promise<void> {
    return this.ended(no ? 'refused' : 'checked', outcome, no);
  }

  /** Everything that can be is there. */
  done(outcome: Outcome): Promise<void> {
    return this.ended('done', outcome);
  }

  refused(no: Refusal): Promise<void> {
    return this.ended('refused', undefined, no);
  }

  private async goesOn({ em, at, deadlines }: Work, progress: Progress, written = 0): Promise<void> {
    this.toldAt = performance.now();
    await em.flush();
    const [mine] = await em.execute<object[]>(tell, [
      JSON.stringify({ ...progress, written }),
      this.job.id,
      this.job.run,
    ]);
    if (!mine) throw new Overtaken();
    deadlines.set(this.by.deadline, this.job.id, new Date(at.getTime() + stalledMs));
  }

  private ended(state: TableJobState, outcome?: Outcome, no?: Refusal): Promise<void> {
    const cause = { actor: theClock, name: `job ${this.by.deadline}`, at: new Date() };
    return this.unitOfWork.react(cause, async (work) => {
      const { id, run } = this.job;
      const where = { id, run, finishedAt: null };
      const job = await work.em.findOne(TableJob, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!job) throw new Overtaken();
      const why = no ? { refusedCode: no.code, refusedFacts: JSON.parse(JSON.stringify(no.facts)) as object } : {};
      const finishedAt = state === 'checked' ? null : work.at;
      Object.assign(job, { state, finishedAt, ...why, ...(outcome && (await this.reported(work, outcome))) });
      work.deadlines.clear(this.by.deadline, id);
    });
  }

  /** The bad rows, kept row by row, the first of each row; and what was counted. */
  private async reported({ em }: Work, { rowsTotal, rejected, totals }: Outcome) {
    const { id, run } = this.job;
    for (let at = 0; at < rejected.length; at += rowsAtOnce)
      await em.execute(keep, [id, run, JSON.stringify(rejected.slice(at, at + rowsAtOnce))]);
    return { reported: run, totals, rowsTotal, rowsChecked: rowsTotal, rowsRejected: rejected.length };
  }
}

const rowsAtOnce = 2_000;

const tell = `
  update table_job t set rows_total = coalesce(p."rowsTotal", t.rows_total),
    rows_checked = coalesce(p."rowsChecked", t.rows_checked), rows_written = t.rows_written + p.written,
    rows_rejected = coalesce(p."rowsRejected", t.rows_rejected)
  from jsonb_to_record(?::jsonb) as p ("rowsTotal" int, "rowsChecked" int, written int, "rowsRejected" int)
  where t.id = ? and t.run = ? and t.finished_at is null
  returning t.id`;

const keep = `
  insert into table_job_row (job_id, run, row_number, "column", zh, en)
  select ?, ?, r."row", r."column", r.zh, r.en
  from jsonb_to_recordset(?::jsonb) as r ("row" int, "column" text, zh text, en text)
  on conflict do nothing`;
