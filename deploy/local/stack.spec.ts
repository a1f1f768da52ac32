import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { isAlive } from './lock.ts';
import { runningSystem } from './running.ts';
import { startStack } from './stack.ts';
import { until } from './until.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'loupan-stack-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('starts servers and simulators, tells of each step, and leaves no process when stopped', async () => {
  const steps: string[] = [];
  const onStep = (step: string, ms?: number) => void (ms !== undefined && steps.push(step));
  const stack = await startStack({ dir, services: [], durable: false, onStep });
  expect(steps).toEqual(['postgres', 'databases', 'nats', 'migrations', 'simulators', 'people', 'services']);
  expect(stack.processes.map(({ name }) => name)).toEqual(['bank', 'registry', 'tax', 'supervision']);
  expect(runningSystem(dir)).toMatchObject({ bankUrl: stack.bankUrl, natsUrl: stack.nats.url });
  const pids = [...stack.processes, stack.postgres, stack.nats].map(({ pid }) => pid!);
  await stack.stop();
  expect(pids.filter(isAlive)).toEqual([]);
  expect(() => runningSystem(dir)).toThrow(/npm start/);
});

it('lets a process be killed and started again on its address', async () => {
  const ended: string[] = [];
  const stack = await startStack({ dir, services: [], durable: false });
  const bank = stack.processes[0]!;
  bank.onExit(({ signal, expected }) => ended.push(`${signal} ${expected}`));
  await bank.kill();
  await expect(fetch(stack.bankUrl)).rejects.toThrow();
  await bank.start();
  expect((await fetch(stack.bankUrl)).status).toBe(404);
  expect(ended).toEqual(['SIGKILL true']);
  await stack.stop();
});

it('starts again what ends by itself when asked to keep it alive', async () => {
  const told: string[] = [];
  const onStep = (step: string) => void told.push(step);
  const stack = await startStack({ dir, services: [], durable: false, keepAlive: true, onStep });
  for (const { pid } of [stack.processes[0]!, stack.postgres, stack.nats]) process.kill(pid!, 'SIGKILL');
  const again = ['bank runs again', 'PostgreSQL runs again', 'NATS runs again'];
  expect(await until(() => again.every((line) => told.includes(line)), { atMost: 20_000 })).toBe(true);
  await stack.stop();
});

it('refuses a second start from the same folder, and the first goes on', async () => {
  const stack = await startStack({ dir, services: [], durable: false });
  await expect(startStack({ dir, services: [] })).rejects.toMatchObject({ id: 'another-start' });
  expect((await fetch(stack.bankUrl)).status).toBe(404);
  await stack.stop();
});

it('keeps secrets from other users of the machine, and begins anew when asked', async () => {
  await (await startStack({ dir, services: [], durable: false })).stop();
  for (const file of ['keys/actor-private.json', 'nats/keys/sales.seed', 'postgres/secrets.json'])
    expect(statSync(join(dir, file)).mode & 0o077).toBe(0);
  const born = statSync(join(dir, 'keys/actor-private.json')).mtimeMs;
  await (await startStack({ dir, services: [], durable: false })).stop();
  expect(statSync(join(dir, 'keys/actor-private.json')).mtimeMs).toBe(born);
  await (await startStack({ dir, services: [], durable: false, fresh: true })).stop();
  expect(statSync(join(dir, 'keys/actor-private.json')).mtimeMs).toBeGreaterThan(born);
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  'leaves no process when its own ends by %s',
  async (signal) => {
    const program = `
    import { startStack } from ${JSON.stringify(new URL('./stack.ts', import.meta.url).href)};
    const stack = await startStack({ dir: ${JSON.stringify(dir)}, services: [], durable: false });
    console.log(JSON.stringify([...stack.processes, stack.postgres, stack.nats].map(({ pid }) => pid)));`;
    const cwd = fileURLToPath(new URL('.', import.meta.url));
    const args = ['--input-type=module', '--eval', program];
    const starter = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(createInterface({ input: starter.stdout }), 'line');
    const pids: number[] = JSON.parse(line);
    expect(pids.filter(isAlive)).toHaveLength(6);
    starter.kill(signal);
    await once(starter, 'exit');
    expect(await until(() => !pids.some(isAlive), { atMost: 15_000 })).toBe(true);
    expect(existsSync(join(dir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
    await (await startStack({ dir, services: [], durable: false })).stop();
    expect(readdirSync(dir)).not.toContain('lock');
  },
);
