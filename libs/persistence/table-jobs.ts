import { newId } from '#kernel/ids.js';
import { Refusal } from '#kernel/refusal.js';
import { log } from '#telemetry/log.js';
import { LockMode } from '@mikro-orm/postgresql';
import { JobRun, Overtaken, stalledMs } from './job-run.js';
import { TableJob, TableJobFile } from './table-job.js';
import type { UnitOfWork } from './unit-of-work.js';
import { theClock, type Work } from './work.js';

/** What a kind of job does with its file; a Refusal thrown by either ends the job with that answer. */
export interface JobWork {
  /** Writes nothing but the report. */
  check(run: JobRun, file: Buffer): Promise<void>;
  /** Writes step by step: begun again after a crash it goes on with what is not there yet. */
  write(run: JobRun, file: Buffer): Promise<void>;
}

const mostRuns = 5;

/**
 * Jobs of one kind. The deadline is the lease: a run moves it on while it works, so whoever finds it passed takes over
 * from a run that died, and only the run that began last goes on. The clock does not wait for it.
 */
export class TableJobs {
  private readonly going = new Map<string, Promise<void>>();
  private last: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deadline: string,
    private readonly work: JobWork,
  ) {}

  /** One after the other; answers at once. */
  due(id: string): void {
    if (this.going.has(id)) return;
    this.last = this.last
      .then(() => this.carryOut(id))
      .catch((error: unknown) => {
        if (!(error instanceof Overtaken)) log.warn({ err: error, job: id }, 'job not done, will be tried again');
      });
    this.going.set(
      id,
      this.last.finally(() => this.going.delete(id)),
    );
  }

  /** Resolves when nothing is being done in this process. */
  async settled(): Promise<void> {
    await Promise.all(this.going.values());
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.settled();
  }

  private async carryOut(id: string): Promise<void> {
    const job = this.stopping ? undefined : await this.begun(id);
    if (!job) return;
    const run = new JobRun(this.unitOfWork, job, { deadline: this.deadline, stopping: () => this.stopping });
    try {
      const { content } = await this.unitOfWork.read((em) => em.findOneOrFail(TableJobFile, id));
      const file = Buffer.from(content, 'base64');
      await (job.state === 'writing' ? this.work.write(run, file) : this.work.check(run, file));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await run.refused(error);
    }
  }

  /** The job with a new run of it, unless there is nothing to do or somebody else is at it. */
  private async begun(id: string): Promise<TableJob | undefined> {
    let begun: TableJob | undefined;
    const cause = { actor: theClock, name: `deadline ${this.deadline}`, at: new Date() };
    await this.unitOfWork.react(cause, async (work) => {
      begun = await this.begin(work, id);
    });
    return begun;
  }

  private async begin({ em, at, deadlines }: Work, id: string): Promise<TableJob | undefined> {
    const job = await em.findOneOrFail(TableJob, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (job.finishedAt || job.state === 'checked') return void deadlines.clear(this.deadline, id);
    const [due] = await em.execute<object[]>(stillDue, [this.deadline, id]);
    if (!due) return undefined;
    if (job.runs >= mostRuns) {
      const refused = { refusedCode: 'ALL-8.job-failed', refusedFacts: { runs: job.runs } };
      Object.assign(job, { state: 'refused', finishedAt: at, ...refused });
      return void deadlines.clear(this.deadline, id);
    }
    const state = job.carriedOutBy ? 'writing' : 'checking';
    Object.assign(job, { run: newId(), runs: job.runs + 1, state, rowsChecked: 0 });
    deadlines.set(this.deadline, id, new Date(at.getTime() + stalledMs));
    return job;
  }
}

const stillDue = `
  select 1 from deadline where kind = ? and about = ? and done_at is null and cleared_at is null and due_at <= now()`;
