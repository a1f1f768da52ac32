import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import { root } from './build.ts';
import { startChild } from './child.ts';
import { startNats } from './nats.ts';
import { startPostgres } from './postgres.ts';
import { onSignal } from './signals.ts';
import { Trouble } from './trouble.ts';

const dir = mkdtempSync(join(tmpdir(), 'loupan-test-'));
const ends: (() => Promise<void>)[] = [async () => rmSync(dir, { recursive: true, force: true })];
let stopping: Promise<void> | undefined;
const stop = () => (stopping ??= endAll());
onSignal(stop);
try {
  process.exitCode = await test(process.argv.slice(2));
} catch (fault) {
  const lines = fault instanceof Trouble ? [fault.zh, fault.en] : [(fault as Error).stack];
  console.error(lines.join('\n'));
  process.exitCode = 1;
} finally {
  await stop();
}
process.exit();

/** `npm test`: all tests on throw-away servers of their own; what is passed on goes to jest. */
async function test(args: string[]): Promise<number> {
  chmodSync(dir, 0o711);
  mkdirSync(join(dir, 'tmp'), { mode: 0o711 });
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), durable: false });
  ends.push(postgres.stop);
  const nats = await startNats({ dir: join(dir, 'nats') });
  ends.push(nats.stop);
  const report = join(dir, 'report.json');
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const workers = `--maxWorkers=${Math.min(4, availableParallelism())}`;
  const env = {
    TMPDIR: join(dir, 'tmp'),
    TEST_POSTGRES_ADMIN_URL: postgres.adminUrl,
    TEST_NATS_URL: nats.url,
    TEST_NATS_SEEDS: join(dir, 'nats', 'keys'),
  };
  const all = [...jest, workers, '--json', `--outputFile=${report}`, ...args];
  const child = await startChild({ command: process.execPath, args: all, cwd: root, env });
  ends.push(async () => void (await child.stop(2_000)));
  const { code } = await child.exited;
  return summary(report, code ?? 1);
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  testResults: { name: string; message: string; status: string; assertionResults: Assertion[] }[];
}

interface Assertion {
  status: string;
  fullName: string;
  failureMessages: string[];
}

function summary(file: string, code: number): number {
  if (!existsSync(file)) {
    console.log('0 passed, 1 failed\njest ended before it could report');
    return code || 1;
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  for (const { name, message, status, assertionResults } of report.testResults) {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    for (const { fullName, failureMessages } of failed)
      console.log(`✗ ${name.slice(root.length)}: ${fullName}\n  ${firstLine(failureMessages[0])}`);
    if (status === 'failed' && !failed.length) console.log(`✗ ${name.slice(root.length)}\n  ${firstLine(message)}`);
  }
  // A file that could not be run has no tests to count, and still is a failure.
  const broken = report.testResults.filter((one) => one.status === 'failed' && !one.assertionResults.length).length;
  console.log(`${report.numPassedTests} passed, ${report.numFailedTests + broken} failed`);
  return code;
}

function firstLine(text = ''): string {
  return text.trim().split('\n')[0] ?? '';
}

async function endAll() {
  for (const end of ends.splice(0).toReversed()) await end();
}
