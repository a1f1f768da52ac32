import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { authorization, configuration, makeKeys, seedFile } from '../nats/configuration.ts';
import { startChild, type Child, type Exit } from './child.ts';
import { lock } from './lock.ts';
import { tail } from './log.ts';
import { foreignNats } from './nats-foreign.ts';
import { natsProgram } from './nats-program.ts';
import { freePort, greeting } from './ports.ts';
import { Trouble } from './trouble.ts';
import { until } from './until.ts';

export interface NatsOptions {
  /** Folder of this server alone: keys, configuration, JetStream's store, lock. */
  dir: string;
  port?: number;
  /** Throws away the store; the keys stay. */
  fresh?: boolean;
  /** File for the server's messages; `<dir>/nats.log` unless said otherwise. */
  log?: string;
  /** A server that exists and includes our authorization file; nothing is started then. */
  url?: string;
  /** Hears that the server is being installed. */
  tell?: (step: string) => void;
}

export interface RunningNats {
  url: string;
  /** File with the nkey seed of a service, or of 'operator', who may do everything. */
  seedFile(user: string): string;
  readonly pid?: number;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Stops it if it runs and starts it on the same port. */
  restart(): Promise<void>;
  /** Stops it, deletes all of JetStream's store, starts it. */
  wipe(): Promise<void>;
  onExit(listener: (exit: Exit) => void): void;
}

/**
 * A nats-server with JetStream in which every service has a key and an allow-list of its own.
 * @throws Trouble another-start, no-nats-server, nats-failed, nats-url-unreachable
 */
export async function startNats(options: NatsOptions): Promise<RunningNats> {
  const dir = resolve(options.dir);
  const include = writeAuthorization(dir);
  if (options.url) return foreignNats(options.url, { dir, include, fresh: options.fresh });
  const program = natsProgram(options.tell);
  const release = lock(dir);
  try {
    return await open(program, release, { ...options, dir });
  } catch (fault) {
    release();
    throw fault;
  }
}

async function open(program: string, release: () => void, options: NatsOptions): Promise<RunningNats> {
  const { dir, log = join(dir, 'nats.log') } = options;
  const store = join(dir, 'jetstream');
  const port = options.port ?? (await freePort());
  const file = join(dir, 'nats.conf');
  writeFileSync(file, configuration({ port, storeDir: store, include: 'authorization.conf' }));
  if (options.fresh) rmSync(store, { recursive: true, force: true });
  const listeners: ((exit: Exit) => void)[] = [];
  let child: Child | undefined;
  const start = async () => {
    child = await startServer(program, file, { port, log });
    void child.exited.then((exit) => listeners.forEach((listener) => listener(exit)));
  };
  const stop = async () => void (await child?.stop());
  await start();
  return {
    url: `nats://127.0.0.1:${port}`,
    seedFile: (user) => seedFile(dir, user),
    get pid() {
      return child?.running ? child.pid : undefined;
    },
    stop: () => stop().finally(release),
    kill: async () => void (await child?.kill()),
    restart: () => stop().then(start),
    async wipe() {
      await stop();
      rmSync(store, { recursive: true, force: true });
      await start();
    },
    onExit: (listener) => void listeners.push(listener),
  };
}

async function startServer(
  command: string,
  file: string,
  { port, log }: { port: number; log: string },
): Promise<Child> {
  const child = await startChild({ command, args: ['-c', file], log });
  // A server's first word is INFO {…}; it listens only after JetStream has recovered its store.
  const hello = await until(
    async () => (child.running ? (await greeting(port))?.startsWith('INFO') && 'ready' : 'exited'),
    {
      atMost: 60_000,
    },
  );
  if (hello === 'ready' && child.running) return child;
  await child.stop();
  throw new Trouble('nats-failed', { reason: lastError(log), log });
}

function writeAuthorization(dir: string): string {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'authorization.conf');
  const text = authorization(makeKeys(dir));
  if (readOr(file) !== text) writeFileSync(file, text);
  return file;
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function lastError(log: string): string {
  const lines = tail(log, 20).split('\n').toReversed();
  const line = lines.find((text) => /\[(FTL|ERR)\]|nats-server:/.test(text)) ?? lines[0] ?? '';
  return line.replace(/^.*?(\[(FTL|ERR)\]|nats-server:)\s*/, '');
}
