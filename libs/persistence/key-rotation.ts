import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type pg from 'pg';
import { type KeyFile, personalKeys, staleMs } from './personal-keys.js';
import { sealedMark } from './sealed.js';

/** A step of the rewriting: so many of the column's values are sealed by the current key now. */
export type Tell = (step: { table: string; column: string; rewritten: number }) => void;

interface Column {
  table: string;
  column: string;
}

const batchRows = 500;

/** Adds a key to the file and makes it the current one; running processes seal with it within a second. Its id. */
export function addKey(file: string, at: Date): string {
  const held = readKeys(file);
  const id = `k${1 + Math.max(...Object.keys(held.keys).map((key) => Number(key.slice(1)) || 0))}`;
  const key = { secret: randomBytes(32).toString('base64url'), madeAt: at.toISOString() };
  writeKeys(file, { ...held, current: id, keys: { ...held.keys, [id]: key } });
  return id;
}

/**
 * Takes a key out of the file. Throws, saying why, where `used` values still need it, or where it was the current one
 * so recently that a process may still seal with it.
 */
export function dropKey(file: string, id: string, used: number, at: Date): void {
  const { keys, ...held } = readKeys(file);
  if (!Object.hasOwn(keys, id)) throw new Error(`there is no key ${id}; there are ${Object.keys(keys).join(', ')}`);
  if (id === held.current) throw new Error(`${id} is the current key: rotate first`);
  if (used > 0) throw new Error(`${used} values are sealed by ${id}: rewrite them first (resume)`);
  const newest = new Date(keys[held.current]!.madeAt).getTime();
  if (at.getTime() - newest < 60 * staleMs) throw new Error(`wait a minute: somebody may still be sealing with ${id}`);
  const { [id]: _, ...kept } = keys;
  writeKeys(file, { ...held, keys: kept });
}

/** How many values each key has sealed in this database. */
export async function keysUsed(client: pg.Client): Promise<Map<string, number>> {
  const used = new Map<string, number>();
  for (const { table, column } of await sealedColumns(client)) {
    const counted = `select split_part(${column}, '.', 1) as key, count(*)::int as values from ${table}
      where ${column} is not null group by 1`;
    const { rows } = await client.query<{ key: string; values: number }>(counted);
    for (const { key, values } of rows) used.set(key, (used.get(key) ?? 0) + values);
  }
  return used;
}

/**
 * Seals everything in this database by the current key, in batches, as the owner and while the service runs: a value
 * that was changed in the meantime is left as it is. Begun again after a stop it goes on with what is left.
 */
export async function resealAll(client: pg.Client, tell: Tell): Promise<void> {
  personalKeys().readAgain();
  for (const column of await sealedColumns(client)) {
    let rewritten = 0;
    for (let after = zeroId, read = batchRows; read === batchRows;) {
      const batch = await older(client, column, after);
      read = batch.length;
      if (read === 0) break;
      after = batch.at(-1)!.id;
      rewritten += await rewrite(client, column, batch);
      tell({ ...column, rewritten });
    }
  }
}

const zeroId = '00000000-0000-0000-0000-000000000000';

interface Value {
  id: string;
  was: string;
}

async function older(client: pg.Client, { table, column }: Column, after: string): Promise<Value[]> {
  const sql = `select id, ${column} as was from ${table}
    where id > $1 and split_part(${column}, '.', 1) <> $2 order by id limit ${batchRows}`;
  return (await client.query<Value>(sql, [after, personalKeys().current])).rows;
}

async function rewrite(client: pg.Client, { table, column }: Column, batch: Value[]): Promise<number> {
  const keys = personalKeys();
  const values = batch.map(({ id, was }) => ({ id, was, now: keys.seal(keys.open(was)) }));
  const sql = `update ${table} t set ${column} = v.now
    from jsonb_to_recordset($1::jsonb) as v (id uuid, was text, now text) where t.id = v.id and t.${column} = v.was`;
  return (await client.query(sql, [JSON.stringify(values)])).rowCount ?? 0;
}

async function sealedColumns(client: pg.Client): Promise<Column[]> {
  const sql = `select c.relname as table, a.attname as column
    from pg_description d join pg_class c on c.oid = d.objoid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
    where c.relkind = 'r' and d.description = $1 order by 1, 2`;
  return (await client.query<Column>(sql, [sealedMark])).rows;
}

function readKeys(file: string): KeyFile {
  return JSON.parse(readFileSync(file, 'utf8')) as KeyFile;
}

function writeKeys(file: string, keys: KeyFile): void {
  writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
