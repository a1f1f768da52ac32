import { badRows, rowsUnder } from '#kernel/cells.js';
import { Money } from '#kernel/money.js';
import { Refusal } from '#kernel/refusal.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import type { JobRun } from '#persistence/job-run.js';
import { TableJobs } from '#persistence/table-jobs.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { tableCells } from '#printing/table-in.js';
import { Injectable } from '@nestjs/common';
import { openingHeadings } from '../rules/opening.js';
import { Openings } from '../rules/openings.js';
import { bookOpenings } from './opening-deal.js';
import { knownMoney } from './opening-known.js';

const limits = { unpackedMax: 192 * 1024 * 1024, rowsMax: 200_000 };

/** Carries the take-over of receipts out, by the clock (FIN-2). */
@Injectable()
export class OpeningReactions {
  private readonly jobs: TableJobs;

  constructor(unitOfWork: UnitOfWork) {
    this.jobs = new TableJobs(unitOfWork, 'FIN-2.opening', { check, write });
  }

  @WhenDue('FIN-2.opening', { outside: true })
  async due({ about }: Due): Promise<void> {
    this.jobs.due(about);
  }

  /** Resolves when nothing is being booked in this process. */
  settled(): Promise<void> {
    return this.jobs.settled();
  }

  onModuleDestroy(): Promise<void> {
    return this.jobs.stop();
  }
}

async function check(run: JobRun, file: Buffer): Promise<void> {
  const { openings, outcome } = await read(run, file);
  await run.checked(outcome, refusalOf(run, openings));
}

/** So many deals have their money together; begun again, what is booked is left alone. */
async function write(run: JobRun, file: Buffer): Promise<void> {
  const { openings, outcome } = await read(run, file);
  const no = refusalOf(run, openings);
  if (no && openings.mine === 0) return run.checked(outcome, no);
  const deals = [...openings.good];
  for (let at = 0; at < deals.length; at += dealsAtOnce) await bookOpenings(run, deals.slice(at, at + dealsAtOnce));
  const booked = openings.mine + openings.receipts;
  await run.done({ ...outcome, totals: { ...outcome.totals, booked } });
}

/** The table, every receipt of it checked. */
async function read(run: JobRun, file: Buffer) {
  const rows = rowsUnder(await tableCells(file, limits), openingHeadings.required);
  const openings = new Openings(await knownMoney(run));
  for (const [at, row] of rows.entries()) {
    const rowsRejected = openings.rejected.length;
    if (at % 500 === 0) await run.told({ rowsTotal: rows.length, rowsChecked: at, rowsRejected });
    openings.add(row);
  }
  const { receipts, there, mine, total, held, rejected } = openings;
  const totals = { receipts, there, booked: mine, total, held, accounts: openings.accounts() };
  const kept = JSON.parse(JSON.stringify(totals)) as object;
  return { openings, outcome: { rowsTotal: rows.length, rejected, totals: kept } };
}

/** Bad rows where all have to be good, or another sum than the old books have. */
function refusalOf({ job }: JobRun, { rejected, receipts, there, mine, total }: Openings): Refusal | undefined {
  const empty = receipts + there + mine === 0;
  if (empty || (rejected.length > 0 && job.onError === 'nothing')) return badRows(rejected);
  const control = Money.parse(job.said.controlTotal!);
  const difference = total.minus(control);
  return difference.isZero ? undefined : new Refusal('FIN-3.control-total', { total, control, difference });
}

const dealsAtOnce = 20;
