import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { crashPoints as points } from '../../libs/persistence/crash-point.ts';
import { oneRun, type Outcome } from './one-run.ts';

/**
 * `npm run crash [-- --seeds 4] [--seed 3] [--json]`: homes are sold while processes, broker and database are killed;
 * whatever was acknowledged must have happened once. A seed decides everything that can be decided, and repeats a run.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '4' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const seeds = values.seed ? [Number(values.seed)] : Array.from({ length: Number(values.seeds) }, (_, n) => n + 1);
const tell = (line: string) => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const dir = mkdtempSync(join(tmpdir(), 'loupan-crash-'));
const outcomes: Outcome[] = [];
for (const seed of seeds) {
  try {
    outcomes.push(await oneRun(seed, dir, tell));
  } catch (error) {
    outcomes.push(brokenOff(seed, error));
  }
  report(outcomes.at(-1)!);
}
const failed = outcomes.filter(({ violations }) => violations.length > 0);
if (values.json) console.log(JSON.stringify(summary()));
else
  console.log(
    `${pointsHit().length} of ${points.length} crash points hit\n` +
      `${outcomes.length - failed.length} passed, ${failed.length} failed`,
  );
if (failed.length > 0) console.error(`The logs are in ${dir}; repeat with --seed ${failed[0]!.seed}`);
else rmSync(dir, { recursive: true, force: true });
process.exit(failed.length > 0 ? 1 : 0);

function report({ seed, violations, crashPoints, deeds, acknowledged, repeated, played, seconds }: Outcome): void {
  const outcome = violations.length === 0 ? 'all holds' : `${violations.length} violations`;
  tell(
    `seed ${seed}: ${deeds.length} mishaps, ${crashPoints.length} crash points, ` +
      `${acknowledged} commands acknowledged, ${repeated} sent again, ${seconds} s: ${outcome}`,
  );
  tell(
    `  played: ${Object.entries(played)
      .map(([flow, count]) => `${flow} ${count}`)
      .join(', ')}`,
  );
  for (const violation of violations) tell(`  ✗ ${violation}`);
}

function summary() {
  const violations = outcomes.flatMap((one) => one.violations.map((violation) => `seed ${one.seed}: ${violation}`));
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  return {
    runs: outcomes.length,
    crash_points: pointsHit().length,
    lost: violations.filter((line) => / lost: /.test(line)).length,
    doubled: violations.filter((line) => / doubled: /.test(line)).length,
    violations,
    crash_points_missed: points.filter((point) => !pointsHit().includes(point)),
    mishaps: sum(({ deeds }) => deeds.length),
    commands: sum(({ commands }) => commands),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    sent_again: sum(({ repeated }) => repeated),
    settled_s: Math.max(...outcomes.map(({ settled }) => settled)),
    seconds: sum(({ seconds }) => seconds),
  };
}

function pointsHit(): string[] {
  return [...new Set(outcomes.flatMap((one) => one.crashPoints))];
}

function brokenOff(seed: number, error: unknown): Outcome {
  const violations = [`the run broke off: ${error instanceof Error ? error.message : String(error)}`];
  const nothing = {
    crashPoints: [],
    deeds: [],
    commands: 0,
    repeated: 0,
    acknowledged: 0,
    refused: {},
    played: {},
    settled: 0,
    seconds: 0,
  };
  return { ...nothing, seed, replicas: 0, violations };
}
