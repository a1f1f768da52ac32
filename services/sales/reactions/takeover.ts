import { WhenDue, type Due } from '#persistence/clock.js';
import { TableJobs } from '#persistence/table-jobs.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { tableCells } from '#printing/table-in.js';
import { dealRows, oldDealHeadings } from '../rules/old-deal.js';
import { badRows, rowsUnder } from '#kernel/cells.js';
import type { Refusal } from '#kernel/refusal.js';
import type { JobRun } from '#persistence/job-run.js';
import { Injectable } from '@nestjs/common';
import { Money } from '#kernel/money.js';
import { OldDeals } from '../rules/old-deals.js';
import { knownTo } from './takeover-known.js';
import { takeOver } from './takeover-deal.js';

/** So much of a file is read; the gateway lets files of 5.5 MB in. */
const limits = { unpackedMax: 192 * 1024 * 1024, rowsMax: 200_000 };

/** Carries the take-over of old deals out, by the clock (CON-1). */
@Injectable()
export class TakeoverReactions {
  private readonly jobs: TableJobs;

  constructor(unitOfWork: UnitOfWork) {
    this.jobs = new TableJobs(unitOfWork, 'CON-1.takeover', { check, write });
  }

  @WhenDue('CON-1.takeover', { outside: true })
  async due({ about }: Due): Promise<void> {
    this.jobs.due(about);
  }

  /** Resolves when nothing is being taken over in this process. */
  settled(): Promise<void> {
    return this.jobs.settled();
  }

  onModuleDestroy(): Promise<void> {
    return this.jobs.stop();
  }
}

async function check(run: JobRun, file: Buffer): Promise<void> {
  const { deals, outcome } = await read(run, file);
  await run.checked(outcome, refusalOf(run, deals));
}

/** So many deals become true together; begun again, those that are there are left alone. */
async function write(run: JobRun, file: Buffer): Promise<void> {
  const { deals, outcome } = await read(run, file);
  const no = refusalOf(run, deals);
  if (no && deals.mine === 0) return run.checked(outcome, no);
  let taken = deals.mine;
  for (let at = 0; at < deals.good.length; at += dealsAtOnce) {
    const some = deals.good.slice(at, at + dealsAtOnce);
    const lost = await takeOver(run, some);
    deals.rejected.push(...lost);
    taken += some.length - lost.length;
  }
  await run.done({ ...outcome, rejected: deals.rejected, totals: { ...outcome.totals, taken } });
}

/** The table, every deal of it checked. */
async function read(run: JobRun, file: Buffer) {
  const rows = rowsUnder(await tableCells(file, limits), oldDealHeadings.required);
  const groups = dealRows(rows);
  const deals = new OldDeals(await knownTo(run, rows));
  let rowsChecked = 0;
  for (const group of groups) {
    if (rowsChecked % 500 < group.length) {
      await run.told({ rowsTotal: rows.length, rowsChecked, rowsRejected: deals.rejected.length });
    }
    deals.add(group);
    rowsChecked += group.length;
  }
  const { good, rejected, there, mine } = deals;
  const price = Money.sum(good.map(({ deal }) => deal.price));
  const loan = Money.sum(good.map(({ terms }) => terms?.loan ?? Money.zero));
  const totals = { deals: good.length, there, taken: mine, price: `${price}`, loan: `${loan}` };
  return { deals, outcome: { rowsTotal: rows.length, rejected, totals } };
}

/** Bad rows where all have to be good, or nothing that is good. */
function refusalOf({ job }: JobRun, { good, rejected, there, mine }: OldDeals): Refusal | undefined {
  const empty = good.length + there + mine === 0;
  if (!empty && (rejected.length === 0 || job.onError === 'skip')) return undefined;
  return badRows(rejected);
}

const dealsAtOnce = 40;
