import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import pg from 'pg';

import { startChild, type Child, type Exit } from './child.ts';
import { lock } from './lock.ts';
import { tail } from './log.ts';
import { freePort } from './ports.ts';
import { checkVersion, endOrphan, locale, makeCluster, startFailure } from './postgres-cluster.ts';
import { foreignPostgres } from './postgres-foreign.ts';
import { programs, reachable, type Programs } from './postgres-programs.ts';
import { secretsOf } from './secrets.ts';
import { Trouble } from './trouble.ts';
import { until } from './until.ts';

export interface PostgresOptions {
  /** Folder of this server alone: cluster, password, lock. */
  dir: string;
  port?: number;
  /** Throws away what the folder holds. */
  fresh?: boolean;
  /** File for the server's messages; `<dir>/postgres.log` unless said otherwise. */
  log?: string;
  /** false: nothing is forced to disk (throw-away servers of tests). */
  durable?: boolean;
  /** Administrator's URL of a server that exists; nothing is started then. */
  url?: string;
  /** Hears where the cluster is kept when that is not in `dir`. */
  tell?: (step: string) => void;
  /** More server settings, name to value. */
  settings?: Record<string, string>;
}

export interface RunningPostgres {
  /** As a user that may make roles and databases. */
  adminUrl: string;
  port: number;
  /** Whether this server is ours alone, so that also its database `postgres` may be closed to others. */
  own: boolean;
  readonly pid?: number;
  /** Fast shutdown: sessions are ended, everything is written. */
  stop(): Promise<void>;
  /** Stops it if it runs and starts it on the same port. */
  restart(): Promise<void>;
  /** SIGKILL; what follows is crash recovery at the next restart(). */
  kill(): Promise<void>;
  onExit(listener: (exit: Exit) => void): void;
}

/**
 * A real PostgreSQL, ready to answer.
 * @throws Trouble another-start, cluster-broken, cluster-version, no-disk, postgres-failed, no-postgres-programs,
 *   root-without-user, database-url-*
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  if (options.url) return foreignPostgres(options.url);
  const dir = resolve(options.dir);
  const release = lock(dir);
  try {
    const server = await openServer({ ...options, dir });
    await server.start();
    return running(server, release);
  } catch (fault) {
    release();
    throw fault;
  }
}

interface Server {
  port: number;
  adminUrl: string;
  child?: Child;
  listeners: ((exit: Exit) => void)[];
  start(): Promise<void>;
}

function running(server: Server, release: () => void): RunningPostgres {
  const { adminUrl, port } = server;
  const stop = async () => void (await server.child?.stop(30_000));
  return {
    adminUrl,
    port,
    own: true,
    get pid() {
      return server.child?.running ? server.child.pid : undefined;
    },
    stop: () => stop().finally(release),
    async restart() {
      await stop();
      await server.start();
    },
    kill: async () => void (await server.child?.kill()),
    onExit: (listener) => void server.listeners.push(listener),
  };
}

async function openServer(options: PostgresOptions): Promise<Server> {
  const found = programs();
  const place = reachable(options.dir, found.user);
  if (place !== options.dir) options.tell?.(`PostgreSQL: ${options.dir} → ${place} (${options.dir} is for root only)`);
  const cluster = join(place, 'cluster');
  const log = options.log ?? join(options.dir, 'postgres.log');
  await endOrphan(cluster);
  if (options.fresh) rmSync(cluster, { recursive: true, force: true });
  const password = secretsOf(options.dir).password('postgres');
  if (!existsSync(cluster)) makeCluster(cluster, found, { password, log, durable: options.durable ?? true });
  else checkVersion(cluster, found);
  const port = options.port ?? (await freePort());
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const args = ['-D', cluster, '-p', String(port), ...flags(options)];
  const server: Server = { port, adminUrl, listeners: [], start: () => start(server, found, args, { cluster, log }) };
  return server;
}

async function start(
  server: Server,
  found: Programs,
  args: string[],
  { cluster, log }: { cluster: string; log: string },
) {
  const order = { command: found.postgres, args, log, env: locale, cwd: '/', ...found.user };
  const begin = async () => {
    const child = await startChild({ ...order, stopBy: 'SIGINT', endBy: 'SIGQUIT' });
    const state = await until(() => (child.running ? answerOf(server.adminUrl) : 'exited'), { atMost: 60_000 });
    if (state !== 'ready') await child.stop();
    if (state === 'locked-out')
      throw new Trouble('cluster-broken', { dir: cluster, reason: 'secrets.json is not its own' });
    return state === 'ready' ? child : undefined;
  };
  // After SIGKILL the server's own children need a moment to notice; until then it refuses to start.
  const busy = () => /still in use|already exists/.test(tail(log, 4));
  const child = await until(async () => (await begin()) ?? (!busy() && 'no'), { atMost: 10_000, every: 200 });
  if (!child || child === 'no') throw startFailure(cluster, log);
  server.child = child;
  void child.exited.then((exit) => server.listeners.forEach((listener) => listener(exit)));
}

async function answerOf(url: string): Promise<'ready' | 'locked-out' | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (fault) {
    return (fault as { code?: string }).code === '28P01' ? 'locked-out' : undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function flags({ durable = true, settings = {} }: PostgresOptions): string[] {
  const always = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '400',
    shared_buffers: '256MB',
    max_wal_size: '4GB',
    random_page_cost: '1.1',
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %u@%d ',
    // Statements and details repeat what was written: names, phones, ID numbers (ALL-9).
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    cluster_name: 'loupan',
  };
  const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const all: Record<string, string> = { ...always, ...(durable ? {} : careless), ...settings };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
