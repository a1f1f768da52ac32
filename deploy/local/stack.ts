import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { natsUsers } from '../nats/permissions.ts';
import { actorKeys } from './actor-keys.ts';
import { build } from './build.ts';
import { prepareDatabases, type UrlOf } from './databases.ts';
import { keepAlive } from './keep-alive.ts';
import { lock } from './lock.ts';
import { startNats, type RunningNats } from './nats.ts';
import { seedPeople, type Person } from './people.ts';
import { freePort, isFree } from './ports.ts';
import { startPostgres, type RunningPostgres } from './postgres.ts';
import { migrate, servicesOf, simulatorsOf, type Surroundings } from './processes.ts';
import type { RunningProcess } from './running-process.ts';
import { forgetRunning, tellRunning } from './running.ts';
import { onSignal } from './signals.ts';
import { Trouble, troubleOf } from './trouble.ts';

export type { RunningNats, RunningPostgres, RunningProcess };

export interface StackOptions {
  /** State folder: cluster, JetStream's store, keys, secrets, logs. */
  dir: string;
  /** Begins anew: what the folder holds is thrown away, the logs too. */
  fresh?: boolean;
  /** Processes a service; 1 unless said otherwise. */
  replicas?: number;
  /** false: PostgreSQL forces nothing to disk. */
  durable?: boolean;
  /** The gateway's public port; any free one unless said otherwise. */
  port?: number;
  /** More environment for every service and simulator. */
  env?: Record<string, string>;
  /** All unless said otherwise. */
  services?: string[];
  /** Whether the simulators of what is outside run; they do unless said otherwise. */
  simulators?: boolean;
  /** Address of an OpenTelemetry collector (OTLP over HTTP). */
  otlp?: string;
  /** Servers that exist, instead of our own. */
  databaseUrl?: string;
  natsUrl?: string;
  /** Whether what ends by itself is started again, as `npm start` does; tests that kill do not want it. */
  keepAlive?: boolean;
  /** Hears of each step twice, at its begin and, with its milliseconds, at its end; also of processes that end. */
  onStep?: OnStep;
}

export type OnStep = (step: string, ms?: number) => void;

export interface Stack {
  gatewayUrl: string;
  dir: string;
  postgres: RunningPostgres;
  nats: RunningNats;
  /** The simulators are among them: 'bank', 'registry', 'tax', 'supervision'. */
  processes: RunningProcess[];
  urlOf: UrlOf;
  bankUrl: string;
  registryUrl: string;
  taxUrl: string;
  supervisionUrl: string;
  /** The cast with their passwords; the same at each start from the same folder. */
  people: Person[];
  /** Stops all of it, services first; nothing survives. */
  stop(): Promise<void>;
}

/**
 * The whole system as real processes on this machine, ready to be asked.
 * @throws Trouble when a person can mend what failed; whatever was started is stopped first
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dir = resolve(options.dir);
  const ends: (() => Promise<unknown> | void)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= endAll(ends));
  ends.push(onSignal(stop));
  try {
    ends.push(lock(dir));
    const stack = await open({ ...options, dir }, ends);
    return { ...stack, stop };
  } catch (fault) {
    await stop();
    throw troubleOf(fault, dir);
  }
}

async function open(options: StackOptions, ends: (() => Promise<unknown> | void)[]): Promise<Omit<Stack, 'stop'>> {
  const { dir, services = [...natsUsers], onStep = () => undefined } = options;
  const step = timed(onStep);
  const port = options.port ?? (await freePort());
  if (!(await isFree(port))) throw new Trouble('port-taken', { port, other: await freePort() });
  prepareFolder(options);
  if (services.length) await step('build', () => build(join(dir, 'logs', 'build.log')));
  const postgres = await step('postgres', () => openPostgres(options));
  ends.push(postgres.stop);
  const urlOf = await step('databases', () =>
    prepareDatabases({ adminUrl: postgres.adminUrl, dir, services, own: postgres.own, fresh: options.fresh }),
  );
  const nats = await step('nats', () => openNats(options));
  ends.push(nats.stop);
  const around: Surroundings = { ...options, dir, services, urlOf, nats, keys: actorKeys(dir) };
  await step('migrations', () => migrate(around));
  const simulators = await simulatorsOf(around);
  const [bankUrl = '', registryUrl = '', taxUrl = '', supervisionUrl = ''] = urlsOf(simulators);
  const processes = await servicesOf({ ...around, bankUrl, registryUrl, taxUrl, supervisionUrl, port });
  const all = [...simulators, ...processes];
  ends.push(() => Promise.all(all.map((process) => process.stop())));
  watch(all, onStep);
  await step('simulators', () => startAll(simulators));
  const people = await step('people', () => seedPeople(around));
  await step('services', () => startAll(processes));
  const gatewayUrl = `http://127.0.0.1:${port}`;
  const urls = { gatewayUrl, bankUrl, registryUrl, taxUrl, supervisionUrl };
  tellRunning(dir, { ...urls, adminUrl: postgres.adminUrl, natsUrl: nats.url, processes: all });
  ends.push(() => forgetRunning(dir));
  if (options.keepAlive) ends.push(keepAlive(restartable(all, postgres, nats), onStep));
  return { ...urls, dir, postgres, nats, processes: all, urlOf, people };
}

function urlsOf(simulators: RunningProcess[]): string[] {
  return simulators.map(({ publicUrl }) => publicUrl!);
}

/** The folder is only its owner's to list; PostgreSQL's user has to pass through it. */
function prepareFolder({ dir, fresh }: StackOptions) {
  const kept = ['lock', 'postgres', 'nats'];
  if (fresh)
    for (const name of readdirSync(dir)) if (!kept.includes(name)) rmSync(join(dir, name), { recursive: true });
  mkdirSync(join(dir, 'logs'), { recursive: true });
  chmodSync(dir, 0o711);
}

function openPostgres({ dir, fresh, durable, databaseUrl, onStep }: StackOptions) {
  const log = join(dir, 'logs', 'postgres.log');
  return startPostgres({ dir: join(dir, 'postgres'), log, fresh, durable, url: databaseUrl, tell: onStep });
}

function openNats({ dir, fresh, natsUrl, onStep }: StackOptions) {
  return startNats({ dir: join(dir, 'nats'), log: join(dir, 'logs', 'nats.log'), fresh, url: natsUrl, tell: onStep });
}

function restartable(processes: RunningProcess[], postgres: RunningPostgres, nats: RunningNats) {
  const servers = Object.entries({ PostgreSQL: postgres, NATS: nats });
  const own = servers.map(([name, { restart, onExit }]) => ({ name, start: restart, onExit }));
  return [...own, ...processes];
}

function watch(processes: RunningProcess[], onStep: OnStep) {
  for (const process of processes) {
    process.onExit(({ code, signal, expected }) => {
      if (!expected) onStep(`${process.name} ended by itself (${signal ?? `exit ${code}`}), log ${process.log}`);
    });
  }
}

/** All at once; waits for each, so that a failure leaves none half started. */
async function startAll(processes: RunningProcess[]) {
  const started = await Promise.allSettled(processes.map((process) => process.start()));
  for (const { reason } of started.filter((one) => one.status === 'rejected')) throw reason;
}

function timed(onStep: OnStep) {
  return async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    onStep(step);
    const begun = performance.now();
    const result = await work();
    onStep(step, Math.round(performance.now() - begun));
    return result;
  };
}

async function endAll(ends: (() => Promise<unknown> | void)[]) {
  for (const end of ends.splice(0).toReversed()) await end();
}
