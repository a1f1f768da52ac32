import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { isAlive } from './lock.ts';
import { startPostgres } from './postgres.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'loupan-postgres-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

it('keeps what was committed through a crash and leaves no process when stopped', async () => {
  const postgres = await startPostgres({ dir });
  await ask(postgres.adminUrl, 'create table kept as select 7 as n');
  const first = postgres.pid!;
  await postgres.kill();
  expect(isAlive(first)).toBe(false);
  await postgres.restart();
  expect(await ask(postgres.adminUrl, 'select n from kept')).toEqual([{ n: 7 }]);
  const second = postgres.pid!;
  await postgres.stop();
  expect(isAlive(second)).toBe(false);
});

it('begins anew when asked to', async () => {
  const first = await startPostgres({ dir, durable: false });
  await ask(first.adminUrl, 'create table gone ()');
  await first.stop();
  const second = await startPostgres({ dir, durable: false, fresh: true });
  expect(await ask(second.adminUrl, `select to_regclass('gone') as gone`)).toEqual([{ gone: null }]);
  await second.stop();
});

it('sorts Chinese and Latin text alike on every machine', async () => {
  const postgres = await startPostgres({ dir, durable: false });
  const [row] = await ask(
    postgres.adminUrl,
    `select datlocprovider as p, datlocale as l from pg_database where datname = 'template0'`,
  );
  expect(row).toEqual({ p: 'b', l: 'C.UTF-8' });
  await postgres.stop();
});

it('logs what went wrong, and nothing of what was to be written', async () => {
  const postgres = await startPostgres({ dir, durable: false });
  await ask(postgres.adminUrl, `create table customer (phone text unique)`);
  const enter = () => ask(postgres.adminUrl, `insert into customer values ('13800001234')`);
  await enter();
  await expect(enter()).rejects.toThrow('customer_phone_key');
  await postgres.stop();
  const log = readFileSync(join(dir, 'postgres.log'), 'utf8');
  expect(log).toContain('customer_phone_key');
  expect(log).not.toContain('13800001234');
});

it('refuses a folder that another start is using', async () => {
  const postgres = await startPostgres({ dir, durable: false });
  await expect(startPostgres({ dir })).rejects.toMatchObject({ id: 'another-start' });
  await postgres.stop();
});

describe('a damaged cluster is told as such, with what to do', () => {
  it.each<[string, (cluster: string) => void]>([
    ['control file lost', (cluster) => rmSync(join(cluster, 'global', 'pg_control'))],
    ['control file overwritten', (cluster) => writeFileSync(join(cluster, 'global', 'pg_control'), 'x'.repeat(8192))],
    ['version file lost', (cluster) => rmSync(join(cluster, 'PG_VERSION'))],
    ['write-ahead log lost', (cluster) => empty(join(cluster, 'pg_wal'))],
    ['password lost', () => rmSync(join(dir, 'secrets.json'))],
  ])('%s', async (_, damage) => {
    const postgres = await startPostgres({ dir, durable: false });
    await postgres.kill();
    await postgres.stop();
    damage(join(dir, 'cluster'));
    const failure = await startPostgres({ dir }).catch((fault) => fault);
    expect(failure).toMatchObject({ id: 'cluster-broken' });
    expect(failure.en).toMatch(/npm start -- --fresh/);
    expect(failure.zh).toMatch(/npm start -- --fresh/);
    await (await startPostgres({ dir, durable: false, fresh: true })).stop();
  });

  it('made by another version', async () => {
    mkdirSync(join(dir, 'cluster'));
    writeFileSync(join(dir, 'cluster', 'PG_VERSION'), '13\n');
    await expect(startPostgres({ dir })).rejects.toMatchObject({ id: 'cluster-version' });
  });
});

it('says when the server of DATABASE_URL does not answer', async () => {
  const url = 'postgres://me:secret-word@127.0.0.1:1/postgres';
  const failure = await startPostgres({ dir, url }).catch((fault) => fault);
  expect(failure).toMatchObject({ id: 'database-url-unreachable' });
  expect(failure.en).not.toMatch(/secret-word/);
});

it('leaves a complete folder or none when making the cluster was interrupted', async () => {
  mkdirSync(join(dir, 'cluster.new'));
  writeFileSync(join(dir, 'cluster.new', 'half'), '');
  const postgres = await startPostgres({ dir, durable: false });
  await postgres.stop();
  expect(readdirSync(dir).filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
  expect(readFileSync(join(dir, 'cluster', 'PG_VERSION'), 'utf8')).toBe('18\n');
});

function empty(folder: string) {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
}

async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
