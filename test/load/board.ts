import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../deploy/local/build.ts';
import type { Stack } from '../../deploy/local/stack.ts';
import { signInTeam } from '../../deploy/seed/demo.ts';
import { putProjectOnSale } from '../../deploy/seed/project.ts';

/** How long the board of a project with so many units takes to read: at the service without the way, and over HTTP. */
export async function boardFigures(stack: Stack, units: number): Promise<BoardFigures> {
  const team = await signInTeam(stack);
  const floors = Array.from({ length: Math.ceil(units / 500) }, (_, n) => Math.min(50, Math.ceil(units / 10) - n * 50));
  const buildings = floors.map((count, n) => ({ code: String(n + 1), floors: count, perFloor: 10 }));
  const project = { code: 'BD', name: '销控表', policy: { deposit: '20000.00' }, buildings };
  const { projectId } = await putProjectOnSale(team, project);
  const path = `/v1/projects/${projectId}/board`;
  const shown = (await team.zhao.ask('GET', path)).body.units.length as number;
  const http = await timed(100, async () => void (await team.zhao.ask('GET', path)));
  const past = new Date().toISOString();
  const { now, earlier } = await insideInventory(stack, projectId, new Date(past));
  return {
    units: shown,
    ...{ service_ms_p50: at(now, 0.5), service_ms_p95: at(now, 0.95) },
    ...{ past_ms_p50: at(earlier, 0.5), past_ms_p95: at(earlier, 0.95) },
    ...{ http_ms_p50: at(http, 0.5), http_ms_p95: at(http, 0.95) },
  };
}

interface BoardFigures {
  units: number;
  service_ms_p50: number;
  service_ms_p95: number;
  /** The board as it stood at a past moment. */
  past_ms_p50: number;
  past_ms_p95: number;
  http_ms_p50: number;
  http_ms_p95: number;
}

/** Inventory's own handler, as built, on its database; its answer written as JSON, as it goes over the wire. */
async function insideInventory({ urlOf }: Stack, projectId: string, past: Date) {
  await import('reflect-metadata');
  const inventory = join(root, 'dist', 'services', 'inventory');
  const { BoardQueries } = await import(addressOf(join(inventory, 'queries', 'board.js')));
  const { InventoryModule } = await import(addressOf(join(inventory, 'module.js')));
  Object.assign(process.env, { DATABASE_URL: urlOf('inventory', 'app'), SERVICE: 'inventory', LOG_LEVEL: 'silent' });
  const { NestFactory } = await import('@nestjs/core');
  const app = await NestFactory.createApplicationContext(InventoryModule, { logger: false });
  const queries = app.get(BoardQueries, { strict: false });
  const grants = [{ role: 'consultant', scope: 'project', projects: '*' }];
  const read = async (payload: object) => {
    const actor = { id: projectId, name: 'bench', operation: 'unit.read', grants };
    JSON.stringify(await queries.projectBoard({ payload, actor, at: new Date() }));
  };
  const now = await timed(200, () => read({ projectId }));
  const earlier = await timed(200, () => read({ projectId, at: past }));
  await app.close();
  return { now, earlier };
}

/** Milliseconds of each run, sorted; the first tenth, while the machine warms up, is left out. */
async function timed(runs: number, run: () => Promise<void>): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < runs; n++) {
    const begun = performance.now();
    await run();
    all.push(performance.now() - begun);
  }
  return all.slice(runs / 10).toSorted((a, b) => a - b);
}

function at(sorted: number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! * 10) / 10;
}

function addressOf(path: string): string {
  return pathToFileURL(path).href;
}
