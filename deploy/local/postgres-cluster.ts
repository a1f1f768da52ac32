import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { isAlive } from './lock.ts';
import { tail } from './log.ts';
import type { Programs } from './postgres-programs.ts';
import { Trouble } from './trouble.ts';
import { until } from './until.ts';

/** The builtin collation sorts alike everywhere; the system's own locale only words messages. */
export const locale = { LC_ALL: process.platform === 'linux' ? 'C.UTF-8' : 'C', LANG: undefined, TZ: 'UTC' };

interface Making {
  password: string;
  log: string;
  durable: boolean;
}

/** Made beside its place and moved there when complete, so an interrupted start leaves no half cluster. */
export function makeCluster(cluster: string, { initdb, user }: Programs, { password, log, durable }: Making): void {
  const half = `${cluster}.new`;
  const passwordFile = `${half}.password`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined) for (const path of [half, passwordFile]) chownSync(path, user.uid, user.gid!);
  const auth = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  const collation = ['--locale-provider=builtin', `--locale=${locale.LC_ALL}`, '--builtin-locale=C.UTF-8'];
  const args = [`--pgdata=${half}`, ...auth, ...collation, '--no-instructions', ...(durable ? [] : ['--no-sync'])];
  const made = spawnSync(initdb, args, { ...user, cwd: '/', env: { ...process.env, ...locale }, encoding: 'utf8' });
  rmSync(passwordFile);
  if (made.status === 0) return renameSync(half, cluster);
  rmSync(half, { recursive: true, force: true });
  if (/No space left/.test(made.stderr)) throw new Trouble('no-disk', { dir: cluster, free: 0, needed: 500 });
  throw new Trouble('postgres-failed', { reason: lastLine(made.stderr) || String(made.error), log });
}

/** @throws Trouble when the folder is no cluster, or one of another PostgreSQL version */
export function checkVersion(cluster: string, { postgres }: Programs): void {
  const file = join(cluster, 'PG_VERSION');
  const files = readdirSync(cluster).length;
  if (!existsSync(file))
    throw new Trouble('cluster-broken', { dir: cluster, reason: `PG_VERSION missing (${files} files)` });
  const found = readFileSync(file, 'utf8').trim();
  const ours = /(\d+)[.\d]*\s*$/.exec(spawnSync(postgres, ['--version'], { encoding: 'utf8' }).stdout)?.[1] ?? '';
  if (found !== ours) throw new Trouble('cluster-version', { dir: cluster, found, ours });
}

/** A server that runs on this cluster although nobody holds its lock outlived the process that had started it. */
export async function endOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
  if (!isAlive(pid) || !commandOf(pid).includes(cluster)) return;
  process.kill(pid, 'SIGINT');
  await until(() => !isAlive(pid), { atMost: 20_000 });
}

/** What the server's last messages say about why it did not start. */
export function startFailure(cluster: string, log: string): Trouble {
  const lines = tail(log, 12).split('\n').toReversed();
  const line = lines.find((text) => /FATAL|PANIC|could not/.test(text)) ?? lines[0] ?? '';
  const reason = line.replace(/^.*?(FATAL|PANIC|LOG|ERROR): */, '');
  const said = (pattern: RegExp) => lines.some((text) => pattern.test(text));
  if (said(/No space left/)) return new Trouble('no-disk', { dir: cluster, free: 0, needed: 500 });
  if (said(/could not bind|Address already in use/)) return new Trouble('postgres-failed', { reason, log });
  return new Trouble('cluster-broken', { dir: cluster, reason });
}

function commandOf(pid: number): string {
  return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

function lastLine(text: string | null): string {
  return (text ?? '').trim().split('\n').at(-1) ?? '';
}
