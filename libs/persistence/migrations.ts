import { EntitySchema, type EntityClass, type Constructor } from '@mikro-orm/core';
import { type Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import pg from 'pg';
import { grants } from './house-tables.js';
import { ormOptions } from './orm.js';

/** Which database is migrated: by its owner, for the role that the service runs as. `folder` holds the service. */
export interface Migrating {
  url: string;
  role: string;
  folder: string;
}

/** Brings a service's database up to date and gives its role its rights. One at a time; answers what it ran. */
export async function migrate(given: Migrating): Promise<string[]> {
  const guard = new pg.Client({ connectionString: given.url });
  await guard.connect();
  try {
    await guard.query(`select pg_advisory_lock(hashtext('migrate'))`);
    const ran = await withMigrator(given, async (orm) => (await orm.migrator.up()).map((migration) => migration.name));
    for (const grant of grants(given.role, await appendOnlyTables(guard))) await guard.query(grant);
    return ran;
  } finally {
    await guard.end();
  }
}

/** What the entities want and the database does not have: SQL, or '' when they agree. */
export async function difference(given: Migrating): Promise<string> {
  const [sql, plain] = await withMigrator(given, async (orm) => [
    await orm.schema.getUpdateSchemaSQL({ wrap: false }),
    await orm.em.fork().execute<{ relname: string }[]>(plainTables),
  ]);
  const drops = plain.map(({ relname }) => `drop table if exists "${relname}" cascade;`);
  return sql
    .split('\n')
    .filter((line) => line && !rawSql.test(line) && !drops.includes(line))
    .join('\n');
}

/** Tables that statements alone read and write, as their comment says: no entity knows them. */
const plainTables = `
  select c.relname from pg_class c join pg_description d on d.objoid = c.oid and d.objsubid = 0
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and d.description like '%no entity'`;

/** What migrations add in raw SQL, which entities do not know and schema comparison would therefore take away. */
const rawSql = /^drop (function|index|trigger|view)|^alter table \S+ drop constraint|^comment on table \S+ is '';/;

/** The classes that a room's files export and the ORM knows. */
async function entitiesIn(folder: string): Promise<EntityClass<object>[]> {
  const found = await exportsOf(join(folder, 'entities'));
  return found.filter((value) => EntitySchema.REGISTRY.has(value as never)) as EntityClass<object>[];
}

async function withMigrator<T>(given: Migrating, fn: (orm: MikroORM) => Promise<T>): Promise<T> {
  const { migrations, ...options } = ormOptions({
    url: given.url,
    entities: await entitiesIn(given.folder),
    poolSize: 2,
  });
  const list = await exportsOf(join(given.folder, 'migrations'));
  const migrationsList = list.map((found) => ({
    name: (found as { name: string }).name,
    class: found as MigrationClass,
  }));
  const orm = await MikroORM.init({
    ...options,
    driverOptions: { ...options.driverOptions, statement_timeout: 0 },
    extensions: [Migrator],
    migrations: { ...migrations, migrationsList },
  });
  try {
    return await fn(orm);
  } finally {
    await orm.close();
  }
}

type MigrationClass = Constructor<Migration>;

async function exportsOf(folder: string): Promise<unknown[]> {
  const names = (await readdir(folder)).filter((name) => /(?<!\.spec|\.d)\.(ts|js)$/.test(name)).toSorted();
  const modules = await Promise.all(names.map((name) => import(pathToFileURL(join(folder, name)).href)));
  return modules.flatMap((module) => Object.values(module as object)).filter((value) => typeof value === 'function');
}

/** Tables whose comment says so are added to and read, by nobody changed. */
async function appendOnlyTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    `select c.relname from pg_class c join pg_description d on d.objoid = c.oid and d.objsubid = 0
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and d.description like 'append-only%'`,
  );
  return rows.map((row: { relname: string }) => row.relname);
}
