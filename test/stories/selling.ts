import { setTimeout as pause } from 'node:timers/promises';
import { putProjectOnSale, type Team } from '../../deploy/seed/project.ts';
import type { Sale } from './home.ts';
import { openings } from './selling-openings.ts';
import { reservations } from './selling-reservations.ts';
import { customers } from './selling-customers.ts';
import { board } from './selling-board.ts';
import { desk } from './selling-desk.ts';
import { setUp } from './selling-set-up.ts';
import { subscriptions } from './selling-subscriptions.ts';
import { terms } from './selling-terms.ts';
import { teamDesk } from './selling-team.ts';
import { contracts } from './selling-contracts.ts';
import type { Stage } from './stage.ts';

type Chapter = (stage: Stage, sale: Sale) => Promise<void>;

/** The chapters of the story of selling, in the order in which they are played. */
// prettier-ignore
const chapters: Record<string, Chapter> = {
  contracts,
  'set-up': setUp,
  subscriptions,
  board,
  terms,
  reservations,
  openings,
  team: teamDesk,
  customers,
  desk,
};

/** Lengths that a chapter wants shorter than the regulation has them. */
const hurried: Record<string, Record<string, string>> = { subscriptions: { 'SUB-3.deposit': 'PT15S' } };

/** Every branch of selling, or the chapter that is asked for; one that fails spoils no other. */
export async function sell(stage: Stage, only?: string): Promise<void> {
  const played = Object.entries(chapters).filter(([name]) => !only || name === only);
  if (played.length === 0) throw new Error(`No such chapter: ${only}; there are ${Object.keys(chapters).join(', ')}`);
  const failures: string[] = [];
  for (const [name, chapter] of played) {
    stage.says(name);
    const begun = performance.now();
    await openSale(stage, `S-${name}`.slice(0, 12), hurried[name])
      .then((sale) => chapter(stage, sale))
      .catch((error: unknown) => failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`));
    stage.says(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

/** A project of its own on sale, 200 units of building 3, with whatever lengths of deadlines a chapter wants. */
async function openSale(stage: Stage, code: string, deadlines: Record<string, string> = {}): Promise<Sale> {
  const team = stage.team('li', 'sun', 'zheng', 'qin', 'zhao') as Team;
  const policy = { deposit: '20000.00', deadlines: { 'CON-6.query': 'PT1S', ...deadlines } };
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
