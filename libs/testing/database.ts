import { migrate } from '#persistence/migrations.js';
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** A database of one test's own, as the service's role sees it. */
export interface TestDatabase {
  /** For the service's own role: no DDL, no UPDATE of ledger and audit. */
  url: string;
  /** For the owner. */
  ownerUrl: string;
  drop(): Promise<void>;
}

/** Clones the service's migrated template, which the first test to need it makes. Reads TEST_POSTGRES_ADMIN_URL. */
export async function cloneDatabase(service: string): Promise<TestDatabase> {
  const admin = process.env.TEST_POSTGRES_ADMIN_URL;
  if (!admin) throw new Error('TEST_POSTGRES_ADMIN_URL is not set: run the tests with `npm test`');
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    const role = `${service}_test`;
    const template = await templateOf(client, admin, service, role);
    const name = `test_${service}_${randomUUID().slice(0, 8)}`;
    await client.query(`create database ${name} template ${template}`);
    const drop = () => dropDatabase(admin, name);
    return { url: urlOf(admin, name, role), ownerUrl: urlOf(admin, name), drop };
  } finally {
    await client.end();
  }
}

async function templateOf(client: pg.Client, admin: string, service: string, role: string): Promise<string> {
  const folder = join(import.meta.dirname, '../../services', service);
  const name = `template_${service}_${await fingerprint(folder)}`;
  await client.query(`select pg_advisory_lock(hashtext($1))`, [`template_${service}`]);
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return name;
    await client.query(
      `do $$ begin create role ${role} login password 'test'; exception when duplicate_object then end $$`,
    );
    // One that a failed migration left behind.
    await client.query(`drop database if exists ${name}_new with (force)`);
    await client.query(`create database ${name}_new`);
    await migrate({ url: urlOf(admin, `${name}_new`), role, folder });
    await client.query(`alter database ${name}_new rename to ${name}`);
    return name;
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext($1))`, [`template_${service}`]);
  }
}

/** Changes when a migration does. */
async function fingerprint(folder: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(import.meta.dirname, '../persistence/house-tables.ts')));
  const migrations = join(folder, 'migrations');
  for (const file of (await readdir(migrations)).toSorted()) hash.update(await readFile(join(migrations, file)));
  return hash.digest('hex').slice(0, 12);
}

async function dropDatabase(admin: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`);
  await client.end();
}

function urlOf(admin: string, database: string, role?: string): string {
  const url = new URL(admin);
  url.pathname = `/${database}`;
  if (role) Object.assign(url, { username: role, password: 'test' });
  return url.href;
}
