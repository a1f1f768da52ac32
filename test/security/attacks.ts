import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { natsUsers } from '../../deploy/nats/permissions.ts';
import { bodies } from './bodies.ts';
import { bodyOf, guarded, nameOf, pathOf, rolesOf } from './requests.ts';
import type { Stand } from './stand.ts';

/** What somebody tries who has an account, or got hold of a service's database. */
export function attacks(stand: () => Stand): void {
  races(stand);
  hostileInput(stand);
  databaseRoles(stand);
  privacy(stand);
}

function races(stand: () => Stand): void {
  describe('of fifty at once', () => {
    it.each([
      ['approve a refund', 'wang', 'approval', { decision: 'approve' }],
      ['pay it', 'wu', 'payment', {}],
    ])('FIN-6 one can %s', async (_, who, step, body) => {
      const path = `/v1/refunds/${stand().ids.refundId}/${step}`;
      const tries = Array.from({ length: 50 }, () => stand().people[who]!.ask('POST', path, { body }));
      const statuses = (await Promise.all(tries)).map(({ status }) => status);
      expect(statuses.filter((status) => status < 300)).toEqual([200]);
      // On a busy machine some are told to come again.
      expect(new Set(statuses)).not.toContain(500);
      const { refunded } = await stand().people.qian!.get(`/v1/deals/${stand().ids.dealId}/account`);
      expect(refunded).toBe(step === 'payment' ? '60.00' : '0.00');
    });

    it('ALL-8 the same command has one effect', async () => {
      const path = `/v1/customers/${stand().ids.customerId}`;
      const send = (note: string, who = 'zhao') =>
        stand().people[who]!.ask('POST', `${path}/events`, { body: { kind: 'call', note }, key: 'once' });
      const replies = await Promise.all(Array.from({ length: 50 }, () => send('once')));
      expect(new Set(replies.map(({ body }) => body.code ?? 'done'))).toContain('done');
      expect((await send('otherwise')).status).toBe(422);
      expect((await send('by another', 'li')).status).toBe(201);
      const { events } = await stand().people.zhao!.get(path);
      expect(events.filter(({ note }: { note: string }) => note === 'once')).toHaveLength(1);
    });
  });
}

function hostileInput(stand: () => Stand): void {
  describe('nothing that is sent makes a fault', () => {
    const asking = guarded.filter((row) => bodies[nameOf(row)]);
    it.each(asking.map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
      const { ids, staff } = stand();
      const who = staff.get(rolesOf(row)[0]!)!;
      for (const body of twisted(bodyOf(row, ids)!)) {
        const { status } = await who.ask(row.method, pathOf(row, ids), { body });
        expect([status < 500 ? 'answered' : status, body]).toEqual(['answered', body]);
      }
    });

    it.each(
      guarded.filter((row) => row.method === 'GET' && row.gives !== 'stream').map((row) => [nameOf(row), row] as const),
    )('%s', async (_, row) => {
      const { ids, staff } = stand();
      const who = staff.get(rolesOf(row)[0]!)!;
      for (const query of queries) {
        const path = pathOf(row, ids);
        const asked = `${path}${path.includes('?') ? '&' : '?'}${query.replace('ID', ids.unitId!)}`;
        const { status } = await who.ask('GET', asked);
        expect([query, status < 500]).toEqual([query, true]);
      }
    });
  });
}

function databaseRoles(stand: () => Stand): void {
  it.each(natsUsers)('the role of %s makes, changes and rewrites nothing it may not', async (service) => {
    const client = new pg.Client({ connectionString: stand().stack.urlOf(service, 'app') });
    await client.connect();
    const { rows } = await client.query(`select relname as table from pg_class where relkind = 'r'
      and relnamespace = 'public'::regnamespace`);
    const tables = rows.flatMap(({ table }) => [`drop table ${table}`, `delete from ${table}`, `truncate ${table}`]);
    const fixed = ['update audit set reason = reason', 'update command_log set reply = reply'];
    const house = ['create table x ()', 'create temp table x ()', `set role ${service}_owner`, 'create role x'];
    for (const sql of [...tables, ...fixed, ...house]) await expect(client.query(sql)).rejects.toThrow();
    await client.end();
    for (const other of natsUsers.filter((one) => one !== service)) {
      const url = stand()
        .stack.urlOf(service, 'app')
        .replace(/loupan_\w+$/, `loupan_${other}`);
      await expect(new pg.Client({ connectionString: url }).connect()).rejects.toThrow(/permission denied/);
    }
  });
}

function privacy(stand: () => Stand): void {
  it('ALL-9 who the customer is can be read in no table, event, audit, stored reply or log', async () => {
    const { stack } = stand();
    const personal = ['13800001234', '440106199001011234', '林晓', '13700009999', '吴邻'];
    for (const service of natsUsers) {
      const client = new pg.Client({ connectionString: stack.urlOf(service, 'admin') });
      await client.connect();
      const all = `select relname as table from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`;
      for (const { table } of (await client.query<{ table: string }>(all)).rows) {
        const { rows } = await client.query(`select t::text as row from ${table} t`);
        expect([service, table, rows.filter(({ row }) => personal.some((one) => row.includes(one)))]).toEqual([
          ...[service, table, []],
        ]);
      }
      await client.end();
    }
    const logs = join(stack.dir, 'logs');
    const said = (file: string) => personal.filter((one) => readFileSync(join(logs, file), 'utf8').includes(one));
    expect(readdirSync(logs).filter((file) => said(file).length > 0)).toEqual([]);
  });
}

const twists: unknown[] = [
  ...['\0', '\ud800', `' or 1=1; drop table unit; --`, '1.005', '-1.00', '9'.repeat(30), '2026-02-30'],
  ...[null, 2_147_483_648, [[]], { constructor: 1 }, 'x'.repeat(300)],
];

/** The body with each of its fields replaced by each twist in turn. */
function* twisted(body: object): Generator<object> {
  for (const [name, value] of Object.entries(body)) {
    for (const twist of twists) yield { ...body, [name]: twist };
    const inner: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof inner !== 'object' || inner === null) continue;
    for (const deeper of twisted(inner)) yield { ...body, [name]: Array.isArray(value) ? [deeper] : deeper };
  }
}

const queries = [
  ...[`after=' or 1=1`, 'after=%00', 'after=ID', 'after=2026-02-30_ID', 'limit=0', 'limit=1e3', 'limit=1%26limit=2'],
  ...['after=%2B275760-09-13T00:00:00.000Z_0_ID', 'after=-271821-04-20T00:00:00.000Z_0_ID', 'after=1&after=2'],
  ...['state=x', '__proto__=1', 'constructor=1', 'hasOwnProperty=1', 'x=1'],
];
