import { newId } from '#kernel/ids.js';
import { cloneDatabase, type TestDatabase } from '#testing/database.js';
import { eventually } from '#testing/eventually.js';
import { command } from '#testing/house.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { Clock, type Due, WhenDue } from './clock.js';
import { Persistence } from './module.js';
import { UnitOfWork } from './unit-of-work.js';
import type { Work } from './work.js';

const soon = () => new Date(Date.now() - 1);
const later = () => new Date(Date.now() + 3_600_000);

/** What the clock did, and how a test has it behave. */
let acted: string[];
let failing: Set<string>;
let bank: (due: Due) => Promise<void>;
let meanwhile: (about: string) => Promise<void>;

@Injectable()
class Acts {
  constructor(private readonly clock: Clock) {}

  @WhenDue('SUB-3.deposit')
  async lapse({ about }: Due, { em, deadlines }: Work) {
    await em.execute('insert into stream_seen (created) values (?) on conflict (one) do update set created = ?', [
      ...[about, about],
    ]);
    if (failing.has(about)) throw new Error('not now');
    await meanwhile(about);
    deadlines.set('MOR-4.query', about, later());
    acted.push(about);
  }

  @WhenDue('MOR-4.submit', { outside: true })
  async submit(due: Due) {
    await bank(due);
    await this.clock.settle(due, async () => void acted.push(due.about));
  }
}

@Module({ imports: [Persistence.of([])], providers: [Acts] })
class ClockModule {}

/** Two replicas of one service. */
let database: TestDatabase;
let replicas: INestApplicationContext[];
let clocks: Clock[];
beforeAll(async () => {
  database = await cloneDatabase('sales');
  process.env.DATABASE_URL = database.url;
  const start = () => NestFactory.createApplicationContext(ClockModule, { logger: ['error'] });
  replicas = [await start(), await start()];
  clocks = replicas.map((replica) => replica.get(Clock));
});
beforeEach(() => {
  acted = [];
  failing = new Set();
  bank = async () => undefined;
  meanwhile = async () => undefined;
});
afterAll(async () => {
  for (const replica of replicas ?? []) await replica.close();
  await database?.drop();
});

const sql = <Row extends object>(text: string, params: unknown[] = []) =>
  replicas[0]!.get(MikroORM).em.fork().execute<Row[]>(text, params);
const scanAll = () => Promise.all(clocks.map((clock) => clock.scan()));

async function set(kind: string, dueAt: Date, about = newId()): Promise<string> {
  await replicas[0]!.get(UnitOfWork).run(command(), async ({ deadlines }) => (deadlines.set(kind, about, dueAt), {}));
  return about;
}

async function clear(kind: string, about: string): Promise<void> {
  await replicas[0]!.get(UnitOfWork).run(command(), async ({ deadlines }) => (deadlines.clear(kind, about), {}));
}

/** As a claim looks whose holder has been silent for too long. */
const expireLease = (about: string) =>
  sql(`update deadline set leased_until = now() - interval '1 second' where about = ?`, [about]);

describe('ALL-6 a deadline that passes', () => {
  it('is acted on once, however many scan', async () => {
    const abouts = await Promise.all(Array.from({ length: 30 }, () => set('SUB-3.deposit', soon())));
    await scanAll();
    await eventually(() => expect(acted).toHaveLength(30));
    await scanAll();
    expect(acted.toSorted()).toEqual(abouts.toSorted());
    const left = `select 1 from deadline where kind = 'SUB-3.deposit' and done_at is null and cleared_at is null`;
    expect(await sql(left)).toEqual([]);
  });

  it('is left alone before its time, when it was cleared, and when nobody here acts on its kind', async () => {
    const abouts = [await set('SUB-3.deposit', later()), await set('CON-6.filing', soon())];
    const cleared = await set('SUB-3.deposit', later());
    await clear('SUB-3.deposit', cleared);
    await scanAll();
    expect(acted).toEqual([]);
    const open = await sql('select about from deadline where about in (?, ?) and done_at is null', abouts);
    expect(open).toHaveLength(2);
  });

  it('has one open row a kind and subject: setting it again moves it', async () => {
    const about = await set('SUB-3.deposit', later());
    await set('SUB-3.deposit', soon(), about);
    await scanAll();
    await eventually(() => expect(acted).toEqual([about]));
    expect(await sql(`select 1 from deadline where about = ? and kind = 'SUB-3.deposit'`, [about])).toHaveLength(1);
  });

  it('is set and cleared as was said last, in one command', async () => {
    const [twice, taken] = [newId(), newId()];
    await replicas[0]!.get(UnitOfWork).run(command(), async ({ deadlines }) => {
      deadlines.set('SUB-3.deposit', twice, later());
      deadlines.set('SUB-3.deposit', twice, soon());
      deadlines.set('SUB-3.deposit', taken, soon());
      deadlines.clear('SUB-3.deposit', taken);
      return {};
    });
    await scanAll();
    await eventually(() => expect(acted).toEqual([twice]));
    expect(await sql('select 1 from deadline where about = ?', [taken])).toEqual([]);
  });

  it('that fails leaves nothing behind, keeps the reason, and is acted on later', async () => {
    const about = newId();
    failing.add(about);
    await set('SUB-3.deposit', soon(), about);
    await eventually(async () => {
      await scanAll();
      const [row] = await sql<{ error: string }>('select error from deadline where about = ?', [about]);
      expect(row!.error).toBe('Error: not now');
    });
    expect(await sql('select 1 from stream_seen where created = ?', [about])).toEqual([]);
    failing.clear();
    await eventually(async () => {
      await scanAll();
      expect(acted).toEqual([about]);
    });
  });
});

describe('a holder that is gone between claim and done', () => {
  it('keeps the deadline until its lease ends; then another acts, and it does nothing when it is back', async () => {
    const [claimed, comesBack] = [Promise.withResolvers<Due>(), Promise.withResolvers<void>()];
    bank = async (due) => {
      claimed.resolve(due);
      await comesBack.promise;
    };
    const about = await set('MOR-4.submit', soon());
    const first = clocks[0]!.scan();
    expect(await claimed.promise).toMatchObject({ about, attempts: 1 });
    bank = async () => undefined;
    await clocks[1]!.scan();
    expect(acted).toEqual([]);
    await expireLease(about);
    await eventually(async () => {
      await clocks[1]!.scan();
      expect(acted).toEqual([about]);
    });
    comesBack.resolve();
    await first;
    expect(acted).toEqual([about]);
  });

  it('does not act on a deadline that was moved or cleared meanwhile', async () => {
    const moved = newId();
    const cleared = newId();
    bank = async ({ about }) => {
      if (about === moved) await set('MOR-4.submit', later(), moved);
      if (about === cleared) await clear('MOR-4.submit', cleared);
    };
    for (const about of [moved, cleared]) await set('MOR-4.submit', soon(), about);
    await eventually(async () => {
      await scanAll();
      const open = `select about from deadline where about in (?, ?) and cleared_at is null and due_at > now()`;
      expect(await sql(open, [moved, cleared])).toEqual([{ about: moved }]);
      expect(await sql('select 1 from deadline where about = ? and cleared_at is not null', [cleared])).toHaveLength(1);
    });
    await scanAll();
    expect(acted).toEqual([]);
  });

  it('leaves nothing of what it did when a command clears the deadline at that very time; neither waits', async () => {
    meanwhile = (about) => clear('SUB-3.deposit', about);
    const about = await set('SUB-3.deposit', soon());
    await eventually(async () => {
      await scanAll();
      expect(acted).toEqual([about]);
    });
    const rows = await sql<{ kind: string }>('select kind, done_at from deadline where about = ?', [about]);
    expect(rows).toEqual([{ kind: 'SUB-3.deposit', done_at: null }]);
  });
});
