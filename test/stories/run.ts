import { collector } from '#telemetry/collector.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from '../../deploy/seed/client.ts';
import { startStack, type Stack } from '../../deploy/local/stack.ts';
import { lookedInto, violations } from '../crash/invariants.ts';
import { sellOneHome } from './home.ts';
import { payAndAccount } from './money.ts';
import { sell } from './selling.ts';
import { heading, Stage } from './stage.ts';
import { traceTroubles, type Collector } from './traces.ts';

/**
 * `npm run story [-- selling | money] [--chapter reservations] [--replicas 2]`: sells a home, or walks every branch of
 * selling or of money, through the gateway's REST alone, on real processes of its own.
 */
const { values, positionals } = parseArgs({
  options: { replicas: { type: 'string', default: '1' }, chapter: { type: 'string' } },
  allowPositionals: true,
});
const stories: Record<string, (stage: Stage) => Promise<void>> = {
  home: sellOneHome,
  selling: (stage) => sell(stage, values.chapter),
  money: (stage) => payAndAccount(stage, values.chapter),
};
const story = stories[positionals[0] ?? 'home'];
if (!story) {
  console.error(`There is no story ${positionals[0]}: ${Object.keys(stories).join(', ')}`);
  process.exit(2);
}
const dir = mkdtempSync(join(tmpdir(), 'loupan-story-'));
const collected = await collector();
let stack: Stack | undefined;
let failed = true;
try {
  stack = await startStack({ dir, fresh: true, replicas: Number(values.replicas), durable: false, ...surroundings() });
  failed = await play(stack, collected);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await stack?.stop();
  await collected.close();
  if (failed) console.error(`The logs are in ${join(dir, 'logs')}`);
  else rmSync(dir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

function surroundings() {
  const env = { CLOCK_MS: '250', SIM_BEHAVIOUR: JSON.stringify({ delayMs: 300, duplicate: true, shuffle: true }) };
  const onStep = (step: string, ms?: number) => ms !== undefined && console.log(`· ${step} ${ms.toFixed(0)} ms`);
  return { otlp: collected.url, env, onStep };
}

/** Whether anything was wrong: a step, an invariant, a trace. */
async function play(playing: Stack, seen: Collector): Promise<boolean> {
  const people: Record<string, Client> = {};
  for (const person of playing.people) people[person.login] = await Client.signIn(playing.gatewayUrl, person);
  const stage = new Stage(people);
  console.log(`\n${heading}`);
  const thrown = await story!(stage).then(
    () => undefined,
    (error: unknown) => String(error instanceof Error ? error.message : error),
  );
  const wrong = [
    ...(thrown ? [`step: ${thrown}`] : []),
    ...(await violations(lookedInto(playing))).map((violation) => `invariant: ${violation}`),
    ...(await traceTroubles(seen, stage.steps)).map((trouble) => `trace: ${trouble}`),
  ];
  const passed = stage.steps.filter((step) => step.ok).length;
  const failures = Math.max(wrong.length, stage.steps.length - passed);
  console.log(`\n${stage.steps.length} steps, ${seen.spans().length} spans`);
  for (const line of wrong) console.error(`✗ ${line}`);
  console.log(`${passed} passed, ${failures} failed`);
  return wrong.length > 0;
}
