import { CustomerEntered } from '#contracts/sales-customers.js';
import { newId } from '#kernel/ids.js';
import { natsOptions } from '#messaging/connection.js';
import type { Heard, Reactions } from '#messaging/hears.js';
import { Inbox } from '#messaging/inbox.js';
import { Listener } from '#messaging/listener.js';
import { Relay } from '#messaging/relay.js';
import { ensureConsumer } from '#messaging/stream.js';
import { AfterCommit } from '#persistence/after-commit.js';
import { AuditTrail } from '#persistence/audit.js';
import { ormOptions } from '#persistence/orm.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { cloneDatabase, type TestDatabase } from '#testing/database.js';
import { eventually } from '#testing/eventually.js';
import { command } from '#testing/house.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MikroORM } from '@mikro-orm/postgresql';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNats, type RunningNats } from '../../deploy/local/nats.js';

/** Sales tells, finance hears, over a real NATS server that is killed and wiped. */
let nats: RunningNats;
let sales: Awaited<ReturnType<typeof side>>;
let finance: Awaited<ReturnType<typeof side>>;
let heard: { id: string; about: string; source: string }[];
let failing: (source: string) => boolean;

beforeAll(async () => {
  nats = await startNats({ dir: mkdtempSync(join(tmpdir(), 'delivery-')) });
  sales = await side('sales');
  finance = await side('finance');
}, 60_000);

beforeEach(() => {
  heard = [];
  failing = () => false;
});

afterAll(async () => {
  await finance?.stop();
  await sales?.stop();
  await nats?.stop();
});

async function side(service: string) {
  const database: TestDatabase = await cloneDatabase('sales');
  Object.assign(process.env, { NATS_URL: nats.url, NATS_SEED_FILE: nats.seedFile(service) });
  const audit = new AuditTrail();
  const orm = await MikroORM.init(ormOptions({ url: database.url, entities: [], subscribers: [audit] }));
  const afterCommit = new AfterCommit();
  const unitOfWork = new UnitOfWork(orm, audit, afterCommit);
  const connection = await connect(natsOptions(service));
  const relay = new Relay(service, orm, connection, afterCommit);
  const inbox = new Inbox(orm, unitOfWork, reactions());
  const listener = new Listener(service, 'sales', connection, inbox);
  if (service === 'sales') relay.start();
  else [listener, inbox].forEach((part) => part.start());
  const stop = async () => {
    await Promise.all([listener.stop(), inbox.stop(), relay.stop()]);
    await connection.close();
    await orm.close();
    await database.drop();
  };
  const sql = <T extends object>(text: string, params: unknown[] = []) => orm.em.fork().execute<T[]>(text, params);
  return { unitOfWork, inbox, sql, stop, replica: () => new Listener(service, 'sales', connection, inbox) };
}

function reactions(): Reactions {
  const react = async ({ id, about, event }: Heard<object>) => {
    const { source } = event as CustomerEntered;
    if (failing(source)) throw new Error('not now');
    heard.push({ id, about, source });
  };
  return new Map([['sales.customer-entered.v1', { telling: CustomerEntered, react: [react] }]]);
}

async function tell(customerId: string, ...sources: string[]): Promise<void> {
  const ids = { customerId, projectId: newId(), ownerId: newId() };
  await sales.unitOfWork.react(command(), async (work) => {
    for (const source of sources) work.tell(Object.assign(new CustomerEntered(), ids, { source }));
  });
}

async function asListener<T>(service: string, fn: (manager: JetStreamManager) => Promise<T>): Promise<T> {
  const seed = new TextEncoder().encode(readFileSync(nats.seedFile(service), 'utf8').trim());
  const own = await connect({ ...natsOptions(service), authenticator: nkeyAuthenticator(seed) });
  try {
    return await fn(await jetstreamManager(own));
  } finally {
    await own.close();
  }
}

const heardOf = (customerId: string) => heard.filter(({ about }) => about === customerId).map(({ source }) => source);

describe('events', () => {
  it('arrive once and in the order told for each id', async () => {
    const customers = Array.from({ length: 20 }, () => newId());
    for (const number of ['1', '2', '3'])
      await Promise.all(customers.map((id) => tell(id, `${number}a`, `${number}b`)));
    await eventually(() => expect(heard).toHaveLength(120));
    for (const id of customers) expect(heardOf(id)).toEqual(['1a', '1b', '2a', '2b', '3a', '3b']);
  });

  it('told while the broker is down are carried when it is back', async () => {
    await nats.kill();
    const id = newId();
    await tell(id, 'while down');
    await nats.restart();
    await eventually(() => expect(heardOf(id)).toEqual(['while down']));
  });

  it('survive the loss of the whole store: what was not heard is published again, what was is dropped', async () => {
    const [before, during] = [newId(), newId()];
    await tell(before, 'first');
    await eventually(() => expect(heardOf(before)).toEqual(['first']));
    await finance.inbox.stop();
    await tell(during, 'kept only in the outbox');
    await eventually(async () =>
      expect(await sales.sql('select 1 from outbox where published_at is null')).toEqual([]),
    );
    await finance.sql('delete from inbox where about = ?', [during]).catch(() => {});
    await nats.wipe();
    await tell(before, 'second');
    finance.inbox.resume();
    await eventually(() => {
      expect(heardOf(during)).toEqual(['kept only in the outbox']);
      expect(heardOf(before)).toEqual(['first', 'second']);
    });
  });

  it('that two replicas hear are shared between them, and none is kept back', async () => {
    const replica = finance.replica();
    replica.start();
    let told = 0;
    for (const end = Date.now() + 6_000; Date.now() < end;) {
      await tell(newId(), 'one', 'two', 'three');
      told += 3;
      await eventually(() => expect(heard).toHaveLength(told), 1_000);
    }
    await replica.stop();
  });

  it('are heard through a consumer that is brought to its configuration when it has another', async () => {
    const { config } = await asListener('finance', async (manager) => {
      await manager.consumers.update('SALES', 'finance', { max_ack_pending: 7 });
      await ensureConsumer(manager, 'finance', 'sales');
      return manager.consumers.info('SALES', 'finance');
    });
    expect(config.max_ack_pending).toBe(2_000);
  });

  it('that come early wait for the one before', async () => {
    const about = newId();
    const envelope = (sequence: number, source: string) => ({
      ...{ specversion: '1.0' as const, id: newId(), source: '/loupan/sales', type: 'sales.customer-entered.v1' },
      ...{ subject: about, time: new Date().toISOString(), datacontenttype: 'application/json' as const, sequence },
      actor: { id: newId(), name: '赵' },
      data: { customerId: about, projectId: newId(), ownerId: newId(), source },
    });
    const [one, two] = [envelope(1, 'one'), envelope(2, 'two')];
    await finance.inbox.put('sales', [two]);
    await finance.inbox.drain();
    expect(heardOf(about)).toEqual([]);
    await finance.inbox.put('sales', [one, two]);
    await eventually(() => expect(heardOf(about)).toEqual(['one', 'two']));
  });

  it('that cannot be handled are tried again, parked, and re-run or skipped with a reason by an operator', async () => {
    const [broken, fine] = [newId(), newId()];
    failing = (source) => source === 'broken';
    await tell(broken, 'broken', 'after it');
    await tell(fine, 'fine');
    await eventually(() => expect(heardOf(fine)).toEqual(['fine']));
    const [row] = await finance.sql<{ id: string }>('select id from inbox where about = ? and sequence = 1', [broken]);
    await finance.sql('update inbox set attempts = 29, retry_at = now() where id = ?', [row!.id]);
    await eventually(async () => expect((await finance.inbox.parked()).map(({ id }) => id)).toEqual([row!.id]));
    expect(heardOf(broken)).toEqual([]);
    failing = () => false;
    await finance.inbox.rerun(row!.id);
    await eventually(() => expect(heardOf(broken)).toEqual(['broken', 'after it']));
  });

  it('that are skipped stay visible with the reason, and the later ones about the same id go on', async () => {
    const id = newId();
    failing = (source) => source === 'hopeless';
    await tell(id, 'hopeless', 'next');
    await eventually(async () =>
      expect(await finance.sql('select 1 from inbox where about = ?', [id])).toHaveLength(2),
    );
    const [row] = await finance.sql<{ id: string }>('select id from inbox where about = ? and sequence = 1', [id]);
    await expect(finance.inbox.skip(row!.id, ' ')).rejects.toThrow(/reason/);
    await finance.inbox.skip(row!.id, 'told by mistake, settled by hand');
    await eventually(() => expect(heardOf(id)).toEqual(['next']));
  });
});
