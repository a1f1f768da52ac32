import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import type { Work } from '#persistence/work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Building } from '../entities/building.js';
import { existingUnits } from '../entities/existing-units.js';
import { Project } from '../entities/project.js';
import { correctUnits, removeUnits } from '../entities/revision-rows.js';
import { enterUnits } from '../entities/unit-rows.js';
import { headings, placeHeadings } from '../rules/row.js';
import { tableRows } from '../rules/sheet.js';
import { type PlacedRow, UnitTable } from '../rules/unit-table.js';
import { checked, type Outcome } from './import-check.js';
import { importDone } from './import-outcome.js';
import type { ImportRun } from './import-run.js';

/** A table of units of many buildings: checked and entered in one transaction, all of it or nothing (INV-1). */
export async function importUnits(run: ImportRun, cells: string[][]): Promise<void> {
  const required = { ...headings, building: placeHeadings.building };
  const rows: PlacedRow[] = tableRows(cells, required, { phase: placeHeadings.phase });
  await run.finish(async (work) => {
    const { projectId, existing } = run.job;
    await work.em.findOneOrFail(Project, projectId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const buildings = await buildingsIn(work.em, projectId, rows);
    const table = new UnitTable(await known(work.em, projectId, buildings), existing);
    const outcome = await checked(run, work, rows, table);
    if (outcome) await enter(run, work, { ...outcome, table, buildings });
  });
}

interface Entering extends Outcome {
  table: UnitTable;
  buildings: Map<string, Building>;
}

async function enter(run: ImportRun, work: Work, { table, buildings, rowsTotal, rowsRejected }: Entering) {
  const { em, audited } = work;
  const { projectId, reason } = run.job;
  for (const [code, phase] of table.phases) draft(em, projectId, buildings, { code, phase });
  await em.flush();
  const placed = table.entered.map((unit) => ({ ...unit, buildingId: buildings.get(unit.building)!.id }));
  const [created, corrected, unchanged] = [table.entered.length, table.corrected.length, table.unchanged];
  const progress = (rowsWritten: number) => ({ state: 'writing', rowsChecked: rowsTotal, rowsWritten }) as const;
  await run.write(placed, progress, (some) => enterUnits(em, projectId, some, audited));
  const entered = (at: number) => progress(created + at);
  await run.write(table.corrected, entered, (some) => correctUnits(em, some, reason ?? '', audited));
  const [removed, written] = [table.removed(), () => progress(created + corrected)];
  await run.write(removed, written, (some) => removeUnits(em, some, reason ?? '', audited));
  const repriced = table.corrected.filter(({ version }) => version !== null).length;
  const changed = { created, corrected, unchanged, repriced, removed: removed.length };
  const totals = { ...changed, buildings: [...table.phases.keys()], priceChangeIds: [] };
  await importDone(work, run, totals, { rowsTotal, rowsRejected, rowsWritten: created + corrected });
}

async function buildingsIn(em: EntityManager, projectId: string, rows: PlacedRow[]): Promise<Map<string, Building>> {
  const codes = [...new Set(rows.map((row) => row.building))];
  if (codes.length > buildingsMax) refuse('INV-1.too-many-buildings', { buildingsMax });
  const inOrder = { orderBy: { code: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE } as const;
  const found = await em.find(Building, { projectId, code: { $in: codes } }, inOrder);
  return new Map(found.map((building) => [building.code, building]));
}

async function known(em: EntityManager, projectId: string, buildings: Map<string, Building>) {
  const codes = await em.execute<{ code: string }[]>(codesOf, [projectId]);
  const there = await existingUnits(em, { buildingIds: [...buildings.values()].map(({ id }) => id) });
  const units = new Map(there.map((unit) => [unit.code, unit]));
  return { buildings, units, codes: new Set(codes.map(({ code }) => code)) };
}

/** The building of the table: one that is being drafted, or a new one. */
function draft(
  em: EntityManager,
  projectId: string,
  buildings: Map<string, Building>,
  { code, phase }: { code: string; phase: string },
): void {
  const building =
    buildings.get(code) ??
    em.create(Building, { id: newId(), projectId, code, name: `${code}栋`, state: 'drafting', phase: phase || null });
  if (phase) building.phase = phase;
  buildings.set(code, building);
}

const buildingsMax = 2_000;
const codesOf = 'select code from unit where project_id = ? and removed_at is null';
