import type { ImportState } from '#contracts/inventory-imports.js';
import type { UnitOfWork } from '#persistence/unit-of-work.js';
import { theClock, type Work } from '#persistence/work.js';
import { setImmediate as othersFirst } from 'node:timers/promises';
import type { TableImport } from '../entities/table-import.js';
import { rowsAtOnce } from '../entities/unit-rows.js';

/** Another run has begun, or this process is stopping: whatever this run wrote is rolled back. */
export class Overtaken extends Error {}

/** A run that has not been heard of for so long is taken over. */
export const stalledMs = 20_000;
const toldEveryMs = 400;

/** How far a run is. */
export interface Progress {
  state: ImportState;
  rowsTotal?: number;
  rowsRead?: number;
  rowsChecked?: number;
  rowsWritten?: number;
  rowsRejected?: number;
}

/** One run of an import: tells how far it is, and finishes it if no other run has begun since. */
export class ImportRun {
  private toldAt = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    readonly job: TableImport,
    private readonly stopping: () => boolean,
  ) {}

  /** Lets others at the processor, and says now and then how far it is; Overtaken when it is not its job any more. */
  async told(progress: Progress): Promise<void> {
    await othersFirst();
    if (this.stopping()) throw new Overtaken();
    if (performance.now() - this.toldAt < toldEveryMs) return;
    this.toldAt = performance.now();
    const { id, run } = this.job;
    const at = new Date();
    await this.unitOfWork.react({ actor: theClock, name: 'progress INV-1.import', at }, async ({ em, deadlines }) => {
      const [mine] = await em.execute<object[]>(tell, [JSON.stringify(progress), id, run]);
      if (!mine) throw new Overtaken();
      deadlines.set('INV-1.import', id, new Date(at.getTime() + stalledMs));
    });
  }

  /** Writes so many rows at a time, and tells before each handful how far it is. */
  async write<Row>(rows: Row[], progress: (at: number) => Progress, some: (rows: Row[]) => Promise<void>) {
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      await this.told(progress(at));
      await some(rows.slice(at, at + rowsAtOnce));
    }
  }

  /** The transaction that makes all of the import true, in the name of who asked for it; with it the job is done. */
  finish(act: (work: Work) => Promise<void>): Promise<void> {
    const { requestedBy: id, requestedByName: name, kind, reason } = this.job;
    const asked = `cmd.inventory.${kind === 'price-changes' ? 'import-price-changes' : 'import-table'}`;
    const cause = { actor: { id, name }, name: asked, at: new Date(), ...(reason ? { reason } : {}) };
    return this.unitOfWork.react(cause, async (work) => {
      await act(work);
      work.deadlines.clear('INV-1.import', this.job.id);
    });
  }
}

const tell = `
  update table_import t set state = p.state, rows_total = coalesce(p."rowsTotal", t.rows_total),
    rows_read = coalesce(p."rowsRead", t.rows_read), rows_checked = coalesce(p."rowsChecked", t.rows_checked),
    rows_written = coalesce(p."rowsWritten", t.rows_written),
    rows_rejected = coalesce(p."rowsRejected", t.rows_rejected)
  from jsonb_to_record(?::jsonb) as p (state text, "rowsTotal" int, "rowsRead" int, "rowsChecked" int,
    "rowsWritten" int, "rowsRejected" int)
  where t.id = ? and t.run = ? and t.finished_at is null
  returning t.id`;
