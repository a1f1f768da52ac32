import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AckPolicy, jetstream, jetstreamManager, RetentionPolicy } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';

import { startNats, type RunningNats } from '../local/nats.ts';

const dir = mkdtempSync(join(tmpdir(), 'loupan-nats-'));
const connections: NatsConnection[] = [];
let nats: RunningNats;
let sales: NatsConnection;
let finance: NatsConnection;
let gateway: NatsConnection;

beforeAll(async () => {
  nats = await startNats({ dir });
  [sales, finance, gateway] = await Promise.all([as('sales'), as('finance'), as('gateway')]);
  await (await managerOf(sales)).streams.add({ ...stream, name: 'SALES', subjects: ['evt.sales.>'] });
  await (await managerOf(sales)).consumers.add('SALES', { durable_name: 'sales', ack_policy: AckPolicy.Explicit });
});
afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  await nats.stop();
  rmSync(dir, { recursive: true });
});

describe('a service may', () => {
  it('tell events under its own name and change its own stream', async () => {
    const told = await jetstream(sales).publish('evt.sales.unit-subscribed.v1.u1', '{}', { msgID: 'e1' });
    expect(told).toMatchObject({ stream: 'SALES', duplicate: false });
    const changed = await (await managerOf(sales)).streams.update('SALES', { duplicate_window: 3 * 60e9 });
    expect(changed.config.duplicate_window).toBe(3 * 60e9);
  });

  it.each(['evt.sales.>', 'evt.sales.unit-priced.v1.*'])(
    'read the stream of another by its own consumer (%s)',
    async (subject) => {
      const manager = await managerOf(finance);
      await (await managerOf(await as('operator'))).consumers.delete('SALES', 'finance').catch(() => undefined);
      const options = { durable_name: 'finance', ack_policy: AckPolicy.Explicit, filter_subject: subject };
      await manager.consumers.add('SALES', options);
      await jetstream(sales).publish('evt.sales.unit-priced.v1.u2', '{"n":1}', { msgID: subject });
      const consumer = await jetstream(finance).consumers.get('SALES', 'finance');
      for (let left = 1; left > 0;) {
        const message = (await consumer.next({ expires: 5_000 }))!;
        expect(await message.ackAck()).toBe(true);
        left = message.info.pending;
      }
      expect(await manager.consumers.info('SALES', 'finance')).toMatchObject({ num_ack_pending: 0, num_pending: 0 });
    },
  );

  it('answer a burst of what the gateway asks', async () => {
    sales.subscribe('cmd.sales.>', { queue: 'sales', callback: (_, message) => void message.respond(message.data) });
    sales.subscribe('qry.sales.>', { queue: 'sales', callback: (_, message) => void message.respond('seen') });
    await sales.flush();
    const asked = Array.from({ length: 2_000 }, (_, n) =>
      gateway.request('cmd.sales.hold', `${n}`, { timeout: 10_000 }),
    );
    const answers = await Promise.all(asked);
    expect(answers.map((answer) => answer.string())).toEqual(asked.map((_, n) => `${n}`));
    expect((await gateway.request('qry.sales.board')).string()).toBe('seen');
  });
});

describe('a service may not', () => {
  it.each([
    ['tell an event of another', 'evt.finance.receipt-taken.v1.r1'],
    ['command another', 'cmd.finance.take-receipt'],
    ['query another', 'qry.finance.balance'],
    ['answer into the inbox of another', '_INBOX_gateway.x'],
    ['create the stream of another', '$JS.API.STREAM.CREATE.FINANCE'],
    ['change the stream of another', '$JS.API.STREAM.UPDATE.FINANCE'],
    ['delete its own stream', '$JS.API.STREAM.DELETE.SALES'],
    ['delete the stream of another', '$JS.API.STREAM.DELETE.FINANCE'],
    ['purge its own stream', '$JS.API.STREAM.PURGE.SALES'],
    ['delete a message', '$JS.API.STREAM.MSG.DELETE.SALES'],
    ['read a stream past its consumer', '$JS.API.STREAM.MSG.GET.FINANCE'],
    ['open a consumer named after another', '$JS.API.CONSUMER.CREATE.SALES.finance'],
    ['open a filtered consumer named after another', '$JS.API.CONSUMER.CREATE.SALES.finance.evt.sales.>'],
    ['open a consumer named after another, the old way', '$JS.API.CONSUMER.DURABLE.CREATE.SALES.finance'],
    ['open a consumer without a name', '$JS.API.CONSUMER.CREATE.SALES'],
    ['pull from the consumer of another', '$JS.API.CONSUMER.MSG.NEXT.SALES.finance'],
    ['delete a consumer', '$JS.API.CONSUMER.DELETE.SALES.sales'],
    ['acknowledge for another', '$JS.ACK.SALES.finance.1.1.1.1.0'],
    ['restore a stream', '$JS.API.STREAM.RESTORE.SALES'],
  ])('%s', async (_, subject) => {
    expect(await refusalOf(sales, (connection) => connection.publish(subject, '{}'))).toMatch(/publish/i);
  });

  it('name another in the body of an allowed request', async () => {
    const body = { stream_name: 'SALES', config: { durable_name: 'finance', name: 'finance', ack_policy: 'explicit' } };
    for (const verb of ['CREATE', 'DURABLE.CREATE']) {
      const answer = await sales.request(`$JS.API.CONSUMER.${verb}.SALES.sales`, JSON.stringify(body));
      expect(answer.json()).toMatchObject({ error: { code: 400 } });
    }
    const other = { ...stream, name: 'FINANCE', subjects: ['evt.finance.>'] };
    const answer = await sales.request('$JS.API.STREAM.CREATE.SALES', JSON.stringify(other));
    expect(answer.json()).toMatchObject({ error: { code: 400 } });
  });

  it.each([
    '_INBOX_gateway.>',
    '_INBOX_finance.*',
    '_INBOX.>',
    'cmd.finance.>',
    'qry.>',
    'evt.>',
    'evt.finance.>',
    '$JS.>',
    '>',
  ])('listen on %s', async (subject) => {
    expect(await refusalOf(sales, (connection) => void connection.subscribe(subject))).toMatch(/subscription/i);
  });
});

it('the gateway tells no event of a service and hears no command', async () => {
  expect(await refusalOf(gateway, (c) => c.publish('evt.sales.unit-subscribed.v1.u1', '{}'))).toMatch(/publish/i);
  expect(await refusalOf(gateway, (c) => void c.subscribe('cmd.sales.>'))).toMatch(/subscription/i);
});

it('a stranger is not let in', async () => {
  await expect(connect({ servers: nats.url, reconnect: false })).rejects.toThrow(/authorization/i);
});

it('the operator wipes what the services wrote', async () => {
  const manager = await managerOf(await as('operator'));
  expect(await manager.streams.purge('SALES')).toMatchObject({ success: true });
  expect(await manager.streams.delete('SALES')).toBe(true);
});

const stream = { retention: RetentionPolicy.Limits, deny_delete: true };

async function as(user: string): Promise<NatsConnection> {
  const seed = readFileSync(nats.seedFile(user));
  const options = { authenticator: nkeyAuthenticator(seed), inboxPrefix: `_INBOX_${user}`, reconnect: false };
  const connection = await connect({ servers: nats.url, ...options });
  connections.push(connection);
  return connection;
}

function managerOf(connection: NatsConnection) {
  return jetstreamManager(connection);
}

/** What the server says against an attempt; fails when it says nothing until the attempt is known to be through. */
async function refusalOf(connection: NatsConnection, attempt: (connection: NatsConnection) => void): Promise<string> {
  const refusals: string[] = [];
  const fresh = await as(connection === gateway ? 'gateway' : 'sales');
  const watched = (async () => {
    for await (const status of fresh.status()) if (status.type === 'error') refusals.push(status.error.message);
  })();
  attempt(fresh);
  await fresh.flush();
  await fresh.close();
  await watched;
  return refusals.join('\n');
}
