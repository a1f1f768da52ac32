import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#kernel/ids.js';
import type { EventEnvelope } from '#messaging/envelope.js';
import { Messaging } from '#messaging/module.js';
import { operations } from '#permissions/matrix.js';
import { eventually } from '#testing/eventually.js';
import { GatewayModule } from '../module.js';
import { type GatewayInTest, gatewayInTest } from './in-test.js';
import { openGateway } from './open.js';

let gateway: GatewayInTest;
let qin: { cookie: string };
const consultant = { role: 'consultant', projects: '*' };
const project = randomUUID();

beforeAll(async () => {
  gateway = await gatewayInTest();
  await gateway.account('qin', [{ role: 'system_admin', projects: '*' }]);
  await gateway.account('zhao', [{ role: 'consultant', projects: '*' }]);
  qin = await gateway.signIn('qin');
});
afterAll(() => gateway?.close());

const open = (body: object, headers = {}) => gateway.send('POST', '/v1/people', { as: qin, body, headers });
const opened = async (login: string) => {
  const { status, body } = await open({ login, name: login, assignments: [consultant] });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body as { personId: string; login: string; initialPassword: string };
};

/** Sales tells it that nobody is theirs any more. */
async function heard(personId: string, sequence: number): Promise<void> {
  const { inbox } = gateway.app.get(Messaging, { strict: false });
  const about = { subject: personId, sequence, data: { personId }, actor: { id: personId, name: '李' } };
  const time = { time: new Date().toISOString(), datacontenttype: 'application/json' };
  const envelope = { specversion: '1.0', id: newId(), source: '/loupan/sales', type: 'sales.leaver-cleared.v1' };
  await inbox.put('sales', [{ ...envelope, ...about, ...time } as EventEnvelope]);
}

describe('GAT-1 an account', () => {
  it('is opened with an initial password that is shown once, however often the command is sent', async () => {
    const body = { login: 'xu', name: '许', assignments: [consultant] };
    const headers = { 'idempotency-key': 'open-xu' };
    const [first, again] = [await open(body, headers), await open(body, headers)];
    expect([first.status, first.headers.get('idempotency-key')]).toEqual([201, 'open-xu']);
    expect(again.body).toEqual({ personId: first.body.personId, login: 'xu' });
    const as = await gateway.signIn('xu', first.body.initialPassword);
    expect((await gateway.send('GET', '/v1/me', { as })).body.mustChangePassword).toBe(true);
    const other = await open({ ...body, login: 'xu2' }, headers);
    expect([other.status, other.body.code]).toEqual([422, 'ALL-8.other-body']);
    expect(JSON.stringify(await gateway.em().execute('select * from command_log'))).not.toContain(
      first.body.initialPassword,
    );
  });

  it('has a login of its own, roles of the matrix, and fields that are named when they are wrong', async () => {
    expect((await open({ login: 'zhao', name: '赵', assignments: [] })).body.code).toBe('GAT-1.login-taken');
    const { status, body } = await open({ login: 'Z!', assignments: [{ role: 'boss', projects: 'all' }], x: 1 });
    expect(status).toBe(400);
    expect(body.fields.map((one: { field: string }) => one.field).toSorted()).toEqual(
      ['assignments.0.projects', 'login', 'name', 'x'].toSorted(),
    );
    const boss = await open({ login: 'boss', name: '某', assignments: [{ role: 'boss', projects: '*' }] });
    expect(boss.body.fields).toMatchObject([{ field: 'assignments.0.role' }]);
  });

  it('that is locked is out at once, and can be let in again', async () => {
    const { personId, initialPassword } = await opened('leaver');
    const as = await gateway.signIn('leaver', initialPassword);
    expect((await gateway.send('GET', '/v1/me', { as })).status).toBe(200);
    const lock = `/v1/people/${personId}/lock`;
    expect((await gateway.send('POST', lock, { as: qin, body: { reason: '离职' } })).status).toBe(200);
    expect((await gateway.send('GET', '/v1/me', { as })).status).toBe(401);
    await expect(gateway.signIn('leaver', initialPassword)).rejects.toThrow('GAT-1.closed');
    expect((await gateway.send('DELETE', lock, { as: qin })).status).toBe(200);
    await gateway.signIn('leaver', initialPassword);
    const [row] = await gateway
      .em()
      .execute(`select reason, actor_name from audit where entity_id = ? and command = 'cmd.gateway.lock-account'`, [
        personId,
      ]);
    expect(row).toEqual({ reason: '离职', actor_name: 'qin' });
  });

  it('GAT-1 CRM-2 of a leaver is locked at once, and closed when sales has done with their customers', async () => {
    const { personId } = await opened('going');
    const lock = `/v1/people/${personId}/lock`;
    const row = async () => {
      const { body } = await gateway.send('GET', '/v1/people?after=goin&limit=1', { as: qin });
      return body.items[0] as { leftAt?: string; closedAt?: string };
    };
    for (const reason of ['离职', '离职']) await gateway.send('POST', lock, { as: qin, body: { reason } });
    expect(Object.keys(await row()).filter((key) => key.endsWith('At'))).toEqual(['leftAt']);
    const told = `select type from outbox where about = ? order by sequence`;
    const types = ['gateway.person-admitted.v1', 'gateway.person-left.v1'];
    expect(await gateway.em().execute(told, [personId])).toEqual(types.map((type) => ({ type })));
    await heard(personId, 1);
    await eventually(async () => expect(await row()).toHaveProperty('closedAt'));
    await gateway.send('DELETE', lock, { as: qin });
    await heard(personId, 2);
    const done = `select 1 from inbox where about = ? and processed_at is not null`;
    await eventually(async () => expect(await gateway.em().execute(done, [personId])).toHaveLength(2));
    expect(await row()).not.toHaveProperty('closedAt');
    expect(await gateway.em().execute(told, [personId])).toHaveLength(3);
  });

  it('that is locked is out at another replica within two seconds', async () => {
    const { personId, initialPassword } = await opened('runner');
    const as = await gateway.signIn('runner', initialPassword);
    const other = await openGateway(GatewayModule);
    await other.listen(0, '127.0.0.1');
    const me = async () => (await fetch(`${await other.getUrl()}/v1/me`, { headers: as })).status;
    expect(await me()).toBe(200);
    await gateway.send('POST', `/v1/people/${personId}/lock`, { as: qin, body: { reason: '离职' } });
    await eventually(async () => expect(await me()).toBe(401), 2_000);
    await other.close();
  });

  it('gets a new initial password when the old one is forgotten', async () => {
    const { personId, initialPassword } = await opened('forgetful');
    const reset = await gateway.send('POST', `/v1/people/${personId}/password`, { as: qin });
    await expect(gateway.signIn('forgetful', initialPassword)).rejects.toThrow('GAT-1.wrong-password');
    await gateway.signIn('forgetful', reset.body.initialPassword);
  });

  it('gets roles, from nobody but an administrator, and at once', async () => {
    const { personId } = await opened('riser');
    const zhao = await gateway.signIn('zhao');
    const path = `/v1/people/${personId}/assignments`;
    const body = { assignments: [{ role: 'cashier', projects: [project] }], reason: '转岗' };
    expect((await gateway.send('PUT', path, { as: zhao, body })).body.facts.operation).toBe('account.open');
    expect((await gateway.send('PUT', path, { as: qin, body })).status).toBe(200);
    const people = await gateway.send('GET', '/v1/people?after=rise&limit=1', { as: qin });
    expect(people.body.items).toMatchObject([{ login: 'riser', assignments: body.assignments }]);
    expect(people.body.next).toBe('riser');
  });

  it('is not one’s own to administer, nor beyond one’s projects', async () => {
    const me = (await gateway.send('GET', '/v1/me', { as: qin })).body.personId as string;
    const body = { assignments: [{ role: 'cfo', projects: '*' }], reason: '升职' };
    const own = await gateway.send('PUT', `/v1/people/${me}/assignments`, { as: qin, body });
    expect(own.body.code).toBe('GAT-1.own-account');
    await gateway.account('local', [{ role: 'system_admin', projects: [project] }]);
    const as = await gateway.signIn('local');
    const give = async (role: string, projects: unknown) => {
      const sent = { login: `p-${randomUUID().slice(0, 8)}`, name: '某', assignments: [{ role, projects }] };
      return (await gateway.send('POST', '/v1/people', { as, body: sent })).status;
    };
    expect(await give('consultant', [project])).toBe(201);
    expect(await give('consultant', [randomUUID()])).toBe(403);
    expect(await give('consultant', '*')).toBe(403);
    expect(await give('cfo', [project])).toBe(403);
    const boss = await gateway.account('boss', [{ role: 'general_manager', projects: '*' }]);
    const at = `/v1/people/${boss.id}`;
    for (const [method, path, sent] of [
      ['POST', `${at}/lock`, { reason: 'x' }],
      ['DELETE', `${at}/lock`, {}],
      ['POST', `${at}/password`, {}],
      ['PUT', `${at}/assignments`, { assignments: [], reason: 'x' }],
    ] as const)
      expect((await gateway.send(method, path, { as, body: sent })).body.code).toBe('GAT-1.beyond-own');
    await gateway.account('afar', [{ role: 'consultant', projects: [randomUUID()] }]);
    const { items } = (await gateway.send('GET', '/v1/people?limit=200', { as })).body;
    const logins = items.map((one: { login: string }) => one.login) as string[];
    expect([logins.includes('local'), logins.includes('boss'), logins.includes('afar')]).toEqual([true, true, false]);
    const stranger = await gateway.send('POST', `/v1/people/${randomUUID()}/lock`, { as: qin, body: { reason: 'x' } });
    expect([stranger.status, stranger.body.code]).toEqual([404, 'ALL.unknown']);
  });
});

describe('GAT-2 the matrix', () => {
  it('is told as data', async () => {
    const { body } = await gateway.send('GET', '/v1/matrix', { as: qin });
    expect(body.operations).toHaveLength(operations.length);
    expect(body.roles).toHaveLength(18);
    expect(body.operations.find((one: { operation: string }) => one.operation === 'contract.seal')).toMatchObject({
      zh: '盖章',
      rule: 'CON-3',
      checkerOf: ['contract.sign', 'contract.change'],
      holders: [{ role: 'seal_clerk', zh: '盖章经办', scope: 'company' }],
    });
  });

  it('answers who may do this, and why not me', async () => {
    const zhao = await gateway.signIn('zhao');
    const { body } = await gateway.send('GET', '/v1/rights/subscription.make', { as: zhao });
    expect(body).toMatchObject({ mine: true, whyEn: 'You may, as consultant' });
    expect(body.people).toContainEqual({ name: 'zhao', roles: ['consultant'] });
    const seal = await gateway.send('GET', '/v1/rights/contract.seal', { as: zhao });
    expect(seal.body).toMatchObject({ mine: false, people: [] });
    expect(seal.body.whyZh).toContain('盖章经办');
    await gateway.account('nowhere', [{ role: 'consultant', projects: [] }]);
    const as = await gateway.signIn('nowhere');
    const none = await gateway.send('GET', '/v1/rights/subscription.make', { as });
    expect(none.body).toMatchObject({ mine: false, whyZh: '您的角色有此权限，但没有为您分配项目' });
    expect((await gateway.send('GET', '/v1/rights/unit.steal', { as })).status).toBe(404);
  });
});
