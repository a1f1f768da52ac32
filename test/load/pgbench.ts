import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { root } from '../../deploy/local/build.ts';
import type { Stack } from '../../deploy/local/stack.ts';

const run = promisify(execFile);

export interface Measured {
  /** Transactions a second. */
  tps: number;
  /** Milliseconds, as an average. */
  latency: number;
}

/**
 * The transaction of a subscription with nothing around it: hold, subscription and outbox row as they were just
 * written, with new ids, into a database with the same tables, indexes and triggers on the same server.
 * @throws Error when there is no pgbench and none can be had
 */
export async function bareTransaction(stack: Stack, clients: number, seconds: number): Promise<Measured> {
  const program = await pgbench(stack.dir);
  const url = new URL(stack.postgres.adminUrl);
  url.pathname = '/bench_sales';
  await scratchDatabase(stack, url.href);
  const script = join(stack.dir, 'subscribe.sql');
  writeFileSync(script, await transaction(stack));
  const connection = ['-h', url.hostname, '-p', url.port, '-U', url.username];
  const load = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', script];
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(url.password) };
  const { stdout } = await run(program, [...connection, ...load, 'bench_sales'], { env });
  const number = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1] ?? NaN);
  return { tps: number(/tps = ([\d.]+)/), latency: number(/latency average = ([\d.]+)/) };
}

async function scratchDatabase({ postgres }: Stack, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.adminUrl });
  await client.connect();
  await client.query('drop database if exists bench_sales with (force)');
  await client.query('create database bench_sales');
  await client.end();
  const program = join(root, 'dist', 'libs', 'persistence', 'migrate.js');
  const env = { ...process.env, DATABASE_OWNER_URL: url, DATABASE_ROLE: 'sales_app', SERVICE: 'sales' };
  await run(process.execPath, [program, 'sales'], { cwd: root, env });
}

/** The rows of one real subscription as a script; ids are numbers drawn by pgbench, so that every hold is won. */
async function transaction({ urlOf }: Stack): Promise<string> {
  const client = new pg.Client({ connectionString: urlOf('sales', 'admin') });
  await client.connect();
  try {
    const id = `('00000000-0000-7000-8000-' || lpad(to_hex(cast(:id as bigint)), 12, '0'))::uuid`;
    const unit = `('00000000-0000-7000-9000-' || lpad(to_hex(cast(:id as bigint)), 12, '0'))::uuid`;
    const hold = await insertOf(client, 'hold', { id, unit_id: unit });
    const subscription = await insertOf(client, 'subscription', { id, unit_id: unit });
    const outbox = await insertOf(client, 'outbox', { id: 'gen_random_uuid()', about: unit });
    const onConflict = 'on conflict (unit_id) where ended_at is null do nothing';
    const statements = ['begin', `${hold} ${onConflict}`, subscription, outbox, 'commit'];
    return ['\\set id random(1, 140737488355327)', ...statements.map((text) => `${text};`)].join('\n');
  } finally {
    await client.end();
  }
}

/** An INSERT of a row as the table has one, some columns by expressions; what the database counts is left to it. */
async function insertOf(client: pg.Client, table: string, given: Record<string, string>): Promise<string> {
  const { rows: columns } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = $1 and is_identity = 'NO'
       and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  const asText = columns.map(({ name }) => `quote_nullable("${name}"::text) as "${name}"`).join(', ');
  const newest = table === 'outbox' ? `where type like 'sales.unit-subscribed%'` : '';
  const { rows } = await client.query<Record<string, string>>(`select ${asText} from ${table} ${newest} limit 1`);
  const values = columns.map(({ name }) => given[name] ?? oneLine(rows[0]![name]!));
  return `insert into ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')}) values (${values.join(', ')})`;
}

/** pgbench takes `:word` for a variable and a line end for nothing else. */
function oneLine(literal: string): string {
  return literal.replaceAll('\n', ' ').replace(/:(?=[A-Za-z_])/g, ': ');
}

/** On PATH, where Debian keeps it, or unpacked from Debian's package without installing a server. */
async function pgbench(dir: string): Promise<string> {
  const found = lookedUp();
  if (found) return found;
  const folder = join(dir, 'pgbench');
  mkdirSync(folder, { recursive: true });
  spawnSync('apt-get', ['update'], { stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'libpq5'], { stdio: 'ignore' });
  const apt = spawnSync('apt-cache', ['depends', 'postgresql'], { encoding: 'utf8' });
  const debian = /postgresql-\d+/.exec(apt.stdout ?? '')?.[0];
  if (debian) spawnSync('apt-get', ['download', debian], { cwd: folder, stdio: 'ignore' });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.deb')))
    spawnSync('dpkg', ['-x', name, '.'], { cwd: folder });
  const unpacked = lookedUp(join(folder, 'usr', 'lib', 'postgresql'));
  if (!unpacked) throw new Error('pgbench is missing: apt-get install postgresql-contrib, or brew install postgresql');
  return unpacked;
}

function lookedUp(debian = '/usr/lib/postgresql'): string | undefined {
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : [];
  const folders = [...versions, ...(process.env.PATH ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, 'pgbench')).find((file) => existsSync(file));
}
