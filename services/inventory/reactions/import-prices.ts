import { newId } from '#kernel/ids.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Building } from '../entities/building.js';
import { existingUnits } from '../entities/existing-units.js';
import { addLines } from '../entities/price-change-rows.js';
import { PriceChange } from '../entities/price-change.js';
import { Project } from '../entities/project.js';
import { correctUnits } from '../entities/revision-rows.js';
import { priceHeadings, type PriceRow, PriceTable } from '../rules/price-table.js';
import { tableRows } from '../rules/sheet.js';
import { checked, type Outcome } from './import-check.js';
import { importDone } from './import-outcome.js';
import type { ImportRun } from './import-run.js';

/** A price list: corrects prices before the lock (INV-2), requests change orders after it (INV-3); all or nothing. */
export async function importPrices(run: ImportRun, cells: string[][]): Promise<void> {
  const rows: PriceRow[] = tableRows(cells, priceHeadings.required, priceHeadings.optional);
  const kind = run.job.kind === 'price-changes' ? 'price-changes' : 'prices';
  await run.finish(async (work) => {
    const { em } = work;
    const { projectId } = run.job;
    await em.findOneOrFail(Project, projectId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const codes = [...new Set(rows.map((row) => row.building))];
    const inOrder = { orderBy: { code: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const buildings = await em.find(Building, { projectId, code: { $in: codes } }, inOrder);
    const units = await existingUnits(em, { buildingIds: buildings.map(({ id }) => id) }, 'newest');
    const table = new PriceTable(new Map(units.map((unit) => [unit.code, unit])), kind);
    const outcome = await checked(run, work, rows, table);
    if (outcome) await write(run, work, table, outcome);
  });
}

async function write(run: ImportRun, work: Work, table: PriceTable, { rowsTotal, rowsRejected }: Outcome) {
  const priceChangeIds: string[] = [];
  const progress = (written: number) => ({ state: 'writing', rowsChecked: rowsTotal, rowsWritten: written }) as const;
  await run.write(table.corrected, progress, (some) =>
    correctUnits(work.em, some, run.job.reason ?? reasonOfList, work.audited),
  );
  let rowsWritten = table.corrected.length;
  for (const [buildingId, lines] of table.lines) {
    await run.told(progress(rowsWritten));
    const id = await request(run, work, buildingId);
    await addLines(work.em, id, lines, work.audited);
    priceChangeIds.push(id);
    rowsWritten += lines.length;
  }
  const { corrected, unchanged, buildings } = table;
  const totals = { created: 0, corrected: corrected.length, removed: 0, unchanged, repriced: rowsWritten };
  const found = { ...totals, buildings: [...buildings], priceChangeIds };
  await importDone(work, run, found, { rowsTotal, rowsRejected, rowsWritten });
}

/** A change order for the building, as if it had been requested by hand. */
async function request(run: ImportRun, { em, at }: Work, buildingId: string): Promise<string> {
  const { projectId, requestedBy, reason, attachment } = run.job;
  const id = newId();
  const why = { reason: reason ?? reasonOfList, attachment: attachment ?? '' };
  em.create(PriceChange, { id, projectId, buildingId, ...why, state: 'requested', requestedBy, requestedAt: at });
  await em.flush();
  return id;
}

const reasonOfList = '价目表导入';
