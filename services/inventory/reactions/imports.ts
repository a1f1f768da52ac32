import type { ImportState } from '#contracts/inventory-imports.js';
import { newId } from '#kernel/ids.js';
import { Refusal } from '#kernel/refusal.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { theClock, type Work } from '#persistence/work.js';
import { tableCells } from '#printing/table-in.js';
import { log } from '#telemetry/log.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ImportedFile, TableImport } from '../entities/table-import.js';
import { refuseImport } from './import-outcome.js';
import { importPrices } from './import-prices.js';
import { ImportRun, Overtaken, stalledMs } from './import-run.js';
import { importUnits } from './import-units.js';

/** At most so much of a file is read; the gateway lets files of 5.5 MB in. */
const limits = { unpackedMax: 96 * 1024 * 1024, rowsMax: 60_000 };
const mostRuns = 5;

/**
 * Carries imports out (INV-1). The deadline is the lease: a run moves it on while it works, so whoever finds it passed
 * takes over from a run that died, and only the run that began last may finish. The clock does not wait for it.
 */
@Injectable()
export class ImportReactions {
  private readonly going = new Map<string, Promise<void>>();
  private last: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  @WhenDue('INV-1.import', { outside: true })
  async due({ about }: Due): Promise<void> {
    if (this.going.has(about)) return;
    const carriedOut = this.last.then(() => this.carryOut(about));
    this.last = carriedOut.catch((error: unknown) => {
      if (!(error instanceof Overtaken))
        log.warn({ err: error, import: about }, 'import not done, will be tried again');
    });
    this.going.set(
      about,
      this.last.finally(() => this.going.delete(about)),
    );
  }

  /** Resolves when nothing is being imported in this process. */
  async settled(): Promise<void> {
    await Promise.all(this.going.values());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.settled();
  }

  private async carryOut(id: string): Promise<void> {
    const job = this.stopping ? undefined : await this.begun(id);
    if (!job) return;
    const run = new ImportRun(this.unitOfWork, job, () => this.stopping);
    try {
      const file = await this.unitOfWork.read((em) => em.findOneOrFail(ImportedFile, { importId: id }));
      const cells = await tableCells(Buffer.from(file.bytes), limits);
      await (job.kind === 'units' ? importUnits(run, cells) : importPrices(run, cells));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await run.finish((work) => refuseImport(work, run, error));
    }
  }

  /** The import with a new run of it, unless it is finished or somebody else is at it. */
  private async begun(id: string): Promise<TableImport | undefined> {
    let begun: TableImport | undefined;
    await this.unitOfWork.react({ actor: theClock, name: 'deadline INV-1.import', at: new Date() }, async (work) => {
      begun = await begin(work, id);
    });
    return begun;
  }
}

async function begin(work: Work, id: string): Promise<TableImport | undefined> {
  const { em, at, deadlines } = work;
  const job = await em.findOneOrFail(TableImport, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (job.finishedAt) return void deadlines.clear('INV-1.import', id);
  const [due] = await em.execute<object[]>(stillDue, [id]);
  if (!due) return undefined;
  if (job.runs >= mostRuns) {
    const [refusedCode, refusedFacts] = ['INV-1.import-failed', { runs: job.runs }];
    Object.assign(job, { state: 'refused', finishedAt: at, refusedCode, refusedFacts });
    return void deadlines.clear('INV-1.import', id);
  }
  const state: ImportState = 'reading';
  Object.assign(job, { run: newId(), runs: job.runs + 1, state, rowsRead: 0, rowsChecked: 0, rowsWritten: 0 });
  deadlines.set('INV-1.import', id, new Date(at.getTime() + stalledMs));
  return job;
}

const stillDue = `
  select 1 from deadline where kind = 'INV-1.import' and about = ? and done_at is null and cleared_at is null
    and due_at <= now()`;
