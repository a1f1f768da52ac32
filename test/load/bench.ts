import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startStack, type Stack } from '../../deploy/local/stack.ts';
import { lookedInto, violations } from '../crash/invariants.ts';
import { boardFigures } from './board.ts';
import { importedTables } from './import.ts';
import { ledgerFigures } from './ledger.ts';
import { prepared, rush, type Rush, type Sizes } from './opening-day.ts';
import { bareTransaction } from './pgbench.ts';

/**
 * `npm run bench -- import [--json] [--rows 50000]`: a table of so many units through the gateway, as a workbook and as
 * csv, until every row is there. `npm run bench -- opening-day [--json] [--units 2000]
 * [--attempts 20000] [--connections 64] [--replicas 1]`: sells all units through the gateway to many who want them, and
 * has pgbench do the bare transaction on the same PostgreSQL.
 * `npm run bench -- board [--json] [--units 2000]`: reads the board of a project of so many units, now and in the past.
 * `npm run bench -- ledger [--json] [--receipts 1000000]`: trial balance, arrears and a receipt among so many receipts.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rows: { type: 'string', default: '50000' },
    receipts: { type: 'string', default: '1000000' },
    units: { type: 'string', default: '2000' },
    attempts: { type: 'string', default: '20000' },
    connections: { type: 'string', default: '64' },
    replicas: { type: 'string', default: '1' },
  },
});
if (!['opening-day', 'import', 'board', 'ledger'].includes(positionals.join())) {
  console.error('npm run bench -- opening-day [--json] [--units 2000] [--attempts 20000]');
  console.error('npm run bench -- import [--json] [--rows 50000]');
  console.error('npm run bench -- board [--json] [--units 2000]');
  console.error('npm run bench -- ledger [--json] [--receipts 1000000]');
  process.exit(2);
}
const { units, attempts, connections, replicas } = values;
const sizes = { units: Number(units), attempts: Number(attempts), connections: Number(connections) };
const tell = (line: string) => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const dir = mkdtempSync(join(tmpdir(), 'loupan-bench-'));
let stack: Stack | undefined;
let failed = true;
try {
  const onStep = (step: string, ms?: number) => ms !== undefined && tell(`· ${step} ${ms} ms`);
  stack = await startStack({ dir, fresh: true, durable: true, replicas: Number(replicas), onStep });
  if (positionals[0] === 'import') failed = await imports(stack, Number(values.rows));
  else if (positionals[0] === 'ledger') failed = await within(10, ledger(stack, Number(values.receipts)));
  else failed = await (positionals[0] === 'board' ? board(stack, sizes) : openingDay(stack, sizes));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await stack?.stop();
  if (failed) console.error(`The logs are in ${join(dir, 'logs')}`);
  else rmSync(dir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

/** Whether anything was wrong: a row that is not there, an invariant. */
async function imports(running: Stack, rows: number): Promise<boolean> {
  const figures = await importedTables(running, rows, tell);
  const wrong = await violations(lookedInto(running));
  const report = { ...figures, violations: wrong };
  console.log(values.json ? JSON.stringify(report) : report);
  return wrong.length > 0;
}

/** Gives up after so many minutes: what runs on is stopped with the stack. */
function within<T>(minutes: number, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`not done within ${minutes} minutes`)), minutes * 60_000).unref();
  });
  return Promise.race([work, late]);
}

/** Whether an invariant does not hold, or something took longer than it may: 2 s a trial balance, 200 ms a page. */
async function ledger(running: Stack, receipts: number): Promise<boolean> {
  const figures = await ledgerFigures(running, receipts, tell);
  const begun = performance.now();
  const wrong = await violations(lookedInto(running));
  tell(`· invariants asked in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  const report = { ...figures, violations: wrong };
  console.log(values.json ? JSON.stringify(report) : report);
  return wrong.length > 0 || figures.trial_balance_s >= 2 || figures.arrears_page_ms_p95 >= 200;
}

/** Whether the service took longer than the 50 ms that a board of 2,000 units may take (INV-8). */
async function board(running: Stack, wanted: Sizes): Promise<boolean> {
  const figures = await boardFigures(running, wanted.units);
  console.log(values.json ? JSON.stringify(figures) : figures);
  return figures.units < wanted.units || Math.max(figures.service_ms_p95, figures.past_ms_p95) > 50;
}

/** Whether anything was wrong: a unit sold twice or not at all, an answer that is neither, an invariant. */
async function openingDay(running: Stack, wanted: Sizes): Promise<boolean> {
  const asked = await prepared(running, wanted);
  tell(`· ${wanted.units} units on sale`);
  const seen = await rush(running.gatewayUrl, asked, wanted.connections);
  tell(
    `· ${wanted.attempts} attempts in ${seen.lasted.toFixed(1)} s, sold out after ${seen.soldOutAfter.toFixed(1)} s`,
  );
  const wrong = await violations(lookedInto(running));
  tell('· everything told is heard');
  const { tps, latency } = await bareTransaction(running, wanted.connections, 10);
  const figures = figuresOf(wanted, seen);
  const bare = {
    pgbench_tps: Math.round(tps),
    ratio: Math.round((figures.subscriptions_per_s / tps) * 10_000) / 10_000,
  };
  const twice = wrong.filter((line) => line.includes('two live holds')).length + excess(wanted, seen);
  const report = { ...figures, ...bare, sold_twice: twice, ...wanted, pgbench_ms: latency, violations: wrong };
  console.log(values.json ? JSON.stringify(report) : report);
  return wrong.length > 0 || twice > 0 || seen.winners.length !== wanted.units || Object.keys(seen.others).length > 0;
}

function figuresOf(wanted: Sizes, { winners, losers, others, soldOutAfter, lasted }: Rush) {
  return {
    subscriptions_per_s: Math.round(winners.length / soldOutAfter),
    attempts_per_s: Math.round(wanted.attempts / lasted),
    winners_ms: percentiles(winners),
    losers_ms: percentiles(losers),
    winners: winners.length,
    losers: losers.length,
    others,
    sold_out_s: hundredths(soldOutAfter),
    lasted_s: hundredths(lasted),
  };
}

function excess(wanted: Sizes, { winners }: Rush): number {
  return Math.max(0, winners.length - wanted.units);
}

function percentiles(all: number[]) {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number) => hundredths(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p99: at(0.99) };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
