import { AfterCommit } from '#persistence/after-commit.js';
import { AuditTrail } from '#persistence/audit.js';
import { ormOptions } from '#persistence/orm.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { CommandCause } from '#persistence/work.js';
import { newId } from '#kernel/ids.js';
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';
import pg from 'pg';
import { cloneDatabase } from './database.js';

const noteSchema = defineEntity({
  name: 'Note',
  tableName: 'note',
  properties: { id: p.uuid().primary(), version: p.integer().version(), text: p.string() },
});

/** Something to change in tests of what every service has: a row with a version and a unique text. */
export class Note extends noteSchema.class {}
noteSchema.setClass(Note);

export interface House {
  orm: MikroORM;
  unitOfWork: UnitOfWork;
  /** As the service's own role. */
  sql<Row extends object>(text: string, params?: unknown[]): Promise<Row[]>;
  /** As the owner, who may do everything. */
  owner: pg.Client;
  close(): Promise<void>;
}

/** The tables that every service has, a table of notes beside them, and the unit of work, on a database of its own. */
export async function openHouse(
  options: { poolSize?: number; through?: (url: string) => string } = {},
): Promise<House> {
  const { poolSize, through = (url) => url } = options;
  const database = await cloneDatabase('sales');
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('create table note (id uuid primary key, version int not null default 1, text text unique)');
  await owner.query('grant select, insert, update on note to public');
  const audit = new AuditTrail();
  const url = through(database.url);
  const orm = await MikroORM.init(
    ormOptions({ url, entities: [Note], subscribers: [audit], ...(poolSize ? { poolSize } : {}) }),
  );
  const close = async () => {
    await orm.close();
    await owner.end();
    await database.drop();
  };
  const sql = <Row extends object>(text: string, params: unknown[] = []) => orm.em.fork().execute<Row[]>(text, params);
  return { orm, unitOfWork: new UnitOfWork(orm, audit, new AfterCommit()), sql, owner, close };
}

/** A command of somebody, with a key of its own unless told otherwise. */
export function command(given: Partial<CommandCause> = {}): CommandCause {
  const actor = { id: newId(), name: '赵' };
  return { actor, name: 'cmd.test.note', at: new Date(), key: newId(), bodyHash: 'body', ...given };
}
