import { setTimeout as pause } from 'node:timers/promises';
import { putProjectOnSale, type Team } from '../../deploy/seed/project.ts';
import type { Sale } from './home.ts';
import type { Stage } from './stage.ts';

export type Chapter = (stage: Stage, sale: Sale) => Promise<void>;

/** What a chapter's project decides itself: lengths of deadlines, and about money. */
export interface Hurry {
  deadlines?: Record<string, string>;
  finance?: object;
}

interface Playing {
  /** The one chapter that is asked for. */
  only?: string;
  /** With what the codes of the chapters' projects begin. */
  code: string;
  hurried: Record<string, Hurry>;
}

/** Plays each chapter on a project of its own; one that fails spoils no other. */
export async function playChapters(
  stage: Stage,
  chapters: Record<string, Chapter>,
  { only, code, hurried }: Playing,
): Promise<void> {
  const played = Object.entries(chapters).filter(([name]) => !only || name === only);
  if (played.length === 0) throw new Error(`No such chapter: ${only}; there are ${Object.keys(chapters).join(', ')}`);
  const failures: string[] = [];
  for (const [name, chapter] of played) {
    stage.says(name);
    const begun = performance.now();
    await openSale(stage, `${code}-${name}`.slice(0, 12), hurried[name] ?? {})
      .then((sale) => chapter(stage, sale))
      .catch((error: unknown) => failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`));
    stage.says(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

/** A project of its own on sale, 200 units of building 3, with whatever lengths of deadlines a chapter wants. */
async function openSale(stage: Stage, code: string, { deadlines = {}, finance }: Hurry): Promise<Sale> {
  const team = stage.team('li', 'sun', 'zheng', 'qin', 'zhao') as Team;
  const policy = {
    deposit: '20000.00',
    deadlines: { 'CON-6.query': 'PT1S', ...deadlines },
    ...(finance ? { finance } : {}),
  };
  const building = { code: '3', floors: 20, perFloor: 10 };
  const { projectId, buildingIds, plans, discountId } = await putProjectOnSale(team, {
    ...{ code, name: `故事 ${code}`, policy, buildings: [building] },
  });
  const buildingId = buildingIds[0]!;
  const units = await unitsOf(team.zhao, buildingId);
  return { projectId, buildingId, plans, discountId, units };
}

/** As the board has them once all are for sale. */
async function unitsOf(zhao: Team['zhao'], buildingId: string): Promise<Sale['units']> {
  for (let tries = 0; tries < 300; tries++) {
    const { units } = await zhao.get(`/v1/buildings/${buildingId}/board`);
    if (units.length === 200 && units.every(({ state }: { state: string }) => state === 'available'))
      return new Map(units.map((unit: { code: string; unitId: string; totalPrice: string }) => [unit.code, unit]));
    await pause(100);
  }
  throw new Error('not all 200 units are on sale within 30 s');
}
