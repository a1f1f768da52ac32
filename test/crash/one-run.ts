import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startStack, type Stack } from '../../deploy/local/stack.ts';
import { Memory } from './caller.ts';
import { Chance } from './chance.ts';
import { lookedInto, violations } from './invariants.ts';
import { openMarket, type Market } from './market.ts';
import { Saboteur } from './saboteur.ts';
import { sellUntil } from './selling.ts';
import { untold } from './verdict.ts';

export interface Outcome {
  seed: number;
  replicas: number;
  crashPoints: string[];
  deeds: string[];
  /** Commands that people gave, and how often they had to say or said one again. */
  commands: number;
  repeated: number;
  acknowledged: number;
  refused: Record<string, number>;
  /** Flows beside the plain sale that came to their end. */
  played: Record<string, number>;
  /** Seconds from the last word of the people until nothing waited any more and all had been looked through. */
  settled: number;
  /** Sentences; what was lost begins with `lost:`, what happened twice with `doubled:`. */
  violations: string[];
  seconds: number;
}

const mischiefFor = 50_000;
const answerWithin = 30_000;

/**
 * Sells homes on a system of its own while the saboteur kills what it can, lets things settle, and looks whether all
 * that was acknowledged has happened, once. `dir` keeps the system's state and logs.
 */
export async function oneRun(seed: number, dir: string, tell: (line: string) => void): Promise<Outcome> {
  const begun = Date.now();
  const chance = new Chance(`seed ${seed}`);
  const replicas = 1 + (seed % 2 === 0 ? 1 : 0);
  // SIGKILL takes nothing from the operating system's cache, but commits that are not yet handed to it are lost: so
  // synchronous_commit must be on, as it is where homes are really sold.
  const stack = await startStack({ dir: join(dir, String(seed)), replicas, durable: true, env });
  try {
    const memory = new Memory();
    const market = await openMarket(stack, memory, chance.branch('people'));
    tell(`seed ${seed}: ${replicas} of each service, ready after ${seconds(begun)} s`);
    const saboteur = new Saboteur(stack, chance.branch('saboteur'), (deed) => tell(`  ${seconds(begun)} s ${deed}`));
    await mischief(market, saboteur, chance);
    tell(`  ${seconds(begun)} s everything runs again`);
    for (const one of chance.shuffled(memory.told).slice(0, 40)) await speakerOf(market, one.personId).again(one);
    await deadlinesPassed(stack);
    const looked = lookedInto(stack);
    const quiet = Date.now();
    const found = [
      ...memory.wrong,
      ...saboteur.wrong,
      ...(await violations(looked)),
      ...(await untold(looked, memory)),
    ];
    if (!memory.told.some(({ path }) => path.endsWith('/filing'))) found.push('no home was sold to the end');
    return { ...outcomeOf(memory, saboteur, found), seed, replicas, settled: seconds(quiet), seconds: seconds(begun) };
  } finally {
    await stack.stop();
  }
}

const env = { CLOCK_MS: '250', LOG_LEVEL: 'info', SIM_BEHAVIOUR: JSON.stringify({ delayMs: 200, duplicate: true }) };

async function mischief(market: Market, saboteur: Saboteur, chance: Chance): Promise<void> {
  let over = false;
  const selling = sellUntil(market, chance.branch('sales'), () => over);
  await saboteur.work(Date.now() + mischiefFor);
  await saboteur.mend();
  over = true;
  market.memory.until = Date.now() + answerWithin;
  await selling;
}

function speakerOf({ people }: Market, personId: string) {
  return Object.values(people).find(({ client }) => client.personId === personId)!;
}

/** Waits until time has done what it does to who did not pay, so that nothing is under way when it is looked at. */
async function deadlinesPassed({ urlOf }: Stack): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('sales', 'admin') });
  await client.connect();
  const open = `select 1 from deadline
    where due_at < now() + interval '1 minute' and done_at is null and cleared_at is null`;
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(200))
    if ((await client.query(open)).rowCount === 0) break;
  await client.end();
}

function outcomeOf(memory: Memory, saboteur: Saboteur, found: string[]) {
  return {
    crashPoints: [...saboteur.hit],
    deeds: saboteur.deeds,
    commands: memory.sent,
    repeated: memory.repeated,
    acknowledged: memory.told.length,
    refused: Object.fromEntries(memory.refused),
    played: Object.fromEntries(memory.played),
    violations: [...new Set(found)],
  };
}

function seconds(begun: number): number {
  return Math.round((Date.now() - begun) / 1000);
}
