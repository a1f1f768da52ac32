import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { prepareDatabases, type UrlOf } from './databases.ts';
import { startPostgres, type RunningPostgres } from './postgres.ts';

const dir = mkdtempSync(join(tmpdir(), 'loupan-databases-'));
const services = ['sales', 'finance'];
let postgres: RunningPostgres;
let urlOf: UrlOf;

beforeAll(async () => {
  postgres = await startPostgres({ dir, durable: false });
  urlOf = await prepareDatabases({ adminUrl: postgres.adminUrl, dir, services, own: true });
});
afterAll(async () => {
  await postgres.stop();
  rmSync(dir, { recursive: true });
});

it('gives a service its own database and lets its owner make tables there', async () => {
  await ask(urlOf('sales', 'owner'), 'create table hold (id int primary key)');
  await ask(urlOf('sales', 'owner'), 'grant select, insert on hold to sales_app');
  await ask(urlOf('sales', 'app'), 'insert into hold values (1)');
  expect(await ask(urlOf('sales', 'app'), 'select id from hold')).toEqual([{ id: 1 }]);
});

it('lets the role of a service change no table', async () => {
  await expect(ask(urlOf('sales', 'app'), 'create table mine (id int)')).rejects.toThrow(/permission denied/);
  await expect(ask(urlOf('sales', 'app'), 'create temp table mine (id int)')).rejects.toThrow(/permission denied/);
  await expect(ask(urlOf('sales', 'app'), 'create schema mine')).rejects.toThrow(/permission denied/);
});

it.each(['loupan_finance', 'postgres', 'template1'])('does not let sales connect to %s', async (name) => {
  for (const role of ['app', 'owner'] as const) {
    const url = new URL(urlOf('sales', role));
    url.pathname = `/${name}`;
    await expect(ask(url.href, 'select 1')).rejects.toThrow(/permission denied for database/);
  }
});

it('may be run again, keeps passwords and tables, and keeps the passwords from others', async () => {
  const before = urlOf('sales', 'app');
  const again = await prepareDatabases({
    adminUrl: postgres.adminUrl,
    dir,
    services: [...services, 'mortgage'],
    own: true,
  });
  expect(again('sales', 'app')).toBe(before);
  expect(await ask(again('mortgage', 'app'), 'select current_user as me')).toEqual([{ me: 'mortgage_app' }]);
  expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
});

it('works for an administrator who is no superuser', async () => {
  await ask(postgres.adminUrl, `create role clerk login password 'clerk' createdb createrole`);
  await ask(postgres.adminUrl, 'grant connect on database postgres to clerk');
  const adminUrl = postgres.adminUrl.replace(/\/\/postgres:[^@]+@/, '//clerk:clerk@');
  const foreign = await startPostgres({ dir, url: adminUrl });
  const theirs = await prepareDatabases({ adminUrl: foreign.adminUrl, dir, services: ['handover'] });
  expect(await ask(theirs('handover', 'owner'), 'select current_user as me')).toEqual([{ me: 'handover_owner' }]);
  await prepareDatabases({ adminUrl: foreign.adminUrl, dir, services: ['handover'], fresh: true });
  await expect(foreign.restart()).rejects.toMatchObject({ id: 'not-ours' });
});

it('says what an administrator without rights lacks', async () => {
  await ask(postgres.adminUrl, `create role guest login password 'guest'`);
  await ask(postgres.adminUrl, 'grant connect on database postgres to guest');
  const url = postgres.adminUrl.replace(/\/\/postgres:[^@]+@/, '//guest:guest@');
  await expect(startPostgres({ dir, url })).rejects.toMatchObject({ id: 'database-url-rights' });
});

async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
