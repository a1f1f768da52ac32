import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayInTest, gatewayInTest, password } from './in-test.js';

let gateway: GatewayInTest;
beforeAll(async () => {
  gateway = await gatewayInTest();
});
afterAll(() => gateway?.close());

const consultant = [{ role: 'consultant' as const, projects: '*' as const }];
const me = async (as: { cookie: string } | { token: string }) => (await gateway.send('GET', '/v1/me', { as })).status;

describe('a session', () => {
  it('begins with login and password, in a cookie that scripts and other sites cannot have', async () => {
    await gateway.account('zhao', consultant);
    const { status, headers, body } = await gateway.send('POST', '/v1/session', { body: { login: 'zhao', password } });
    expect([status, body.login, body.mustChangePassword]).toEqual([201, 'zhao', false]);
    expect(body.operations).toContain('subscription.make');
    expect(headers.get('set-cookie')).toMatch(/^__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const cookie = headers.getSetCookie()[0]!.split(';')[0]!;
    expect((await gateway.send('GET', '/v1/me', { as: { cookie } })).body).toEqual(body);
    const rows = await gateway.em().execute('select token_hash from session');
    expect(JSON.stringify(rows)).not.toContain(cookie.split('=')[1]!);
  });

  it('is asked for where it is needed', async () => {
    const { status, headers, body } = await gateway.send('GET', '/v1/me');
    expect([status, body.code, headers.get('www-authenticate')]).toEqual([401, 'GAT-1.signed-out', 'Bearer']);
    expect(await me({ cookie: '__Host-session=forged' })).toBe(401);
    expect(await me({ token: 'forged' })).toBe(401);
  });

  it('ends when one signs out, and the cookie is taken back', async () => {
    await gateway.account('zhou', consultant);
    const as = await gateway.signIn('zhou');
    expect(await me(as)).toBe(200);
    const { status, headers } = await gateway.send('DELETE', '/v1/session', { as });
    expect(status).toBe(204);
    expect(headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970');
    expect(await me(as)).toBe(401);
  });

  it('ends by itself', async () => {
    await gateway.account('wu', consultant);
    const as = await gateway.signIn('wu');
    await gateway.em().execute(`update session set expires_at = now() where ended_at is null`);
    expect(await me(as)).toBe(401);
  });

  it('changes nothing for another site', async () => {
    await gateway.account('qian', consultant);
    const as = await gateway.signIn('qian');
    const from = (headers: Record<string, string>) => gateway.send('DELETE', '/v1/session', { as, headers });
    expect((await from({ origin: 'https://evil.example' })).body.code).toBe('GAT-3.other-origin');
    expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const body = { login: 'qian', password };
    const signIn = await gateway.send('POST', '/v1/session', { body, headers: { origin: 'https://evil.example' } });
    expect(signIn.status).toBe(403);
    expect((await from({ origin: gateway.url })).status).toBe(204);
  });
});

describe('GAT-1 a wrong password', () => {
  const attempt = (login: string, secret: string) =>
    gateway.send('POST', '/v1/session', { body: { login, password: secret } });

  it('is told like an unknown login', async () => {
    await gateway.account('sun', consultant);
    const [wrong, unknown] = await Promise.all([attempt('sun', 'wrong'), attempt('nobody', 'wrong')]);
    expect([wrong.status, wrong.body.code]).toEqual([401, 'GAT-1.wrong-password']);
    expect(unknown.body.message).toEqual(wrong.body.message);
  });

  it('locks the account at the fifth in a row, even when all come at once, and the right one is too late', async () => {
    await gateway.account('li', consultant);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => attempt('li', 'wrong')));
    const codes = outcomes.map(({ body }) => body.code).toSorted();
    expect(codes).toEqual([...Array(3).fill('GAT-1.locked'), ...Array(5).fill('GAT-1.wrong-password')]);
    const locked = await attempt('li', password);
    expect([locked.status, locked.body.code]).toEqual([403, 'GAT-1.locked']);
    await gateway.em().execute(`update person set locked_until = now() where login = 'li'`);
    expect((await attempt('li', password)).status).toBe(201);
  });

  it('is forgotten when the right one follows', async () => {
    await gateway.account('wang', consultant);
    for (const secret of ['1', '2', '3', '4', password, '5', '6', '7', '8', password]) await attempt('wang', secret);
    const [row] = await gateway.em().execute(`select failures, locked_until from person where login = 'wang'`);
    expect(row).toEqual({ failures: 0, locked_until: null });
  });

  it('is heard from one address a hundred times at most', async () => {
    const flood = `insert into failed_sign_in (id, address, at)
      select gen_random_uuid(), '127.0.0.1', now() from generate_series(1, 100)`;
    await gateway.account('feng', consultant);
    await gateway.em().execute(flood);
    const { status, headers } = await attempt('feng', password);
    expect([status, headers.get('retry-after')]).toEqual([429, '900']);
    await gateway.em().execute(`update failed_sign_in set at = now() - interval '1 hour'`);
    expect((await attempt('feng', password)).status).toBe(201);
  });

  it('is nowhere in the database, nor is a right one', async () => {
    for (const table of ['person', 'command_log', 'audit', 'session', 'failed_sign_in']) {
      const rows = await gateway.em().execute(`select * from ${table}`);
      expect([table, JSON.stringify(rows).includes(password)]).toEqual([table, false]);
    }
    const audit = await gateway.em().execute(`select * from audit where entity = 'person' and change = 'update'`);
    expect(audit.length).toBeGreaterThan(0);
  });
});

describe('GAT-1 a password', () => {
  const change = (as: { cookie: string }, old: string, fresh: string) =>
    gateway.send('POST', '/v1/session/password', { as, body: { old, new: fresh } });

  it('that is initial is changed before anything else is done', async () => {
    await gateway.account('chen', consultant, { mustChangePassword: true });
    const as = await gateway.signIn('chen');
    const read = async () => (await gateway.send('GET', '/v1/projects', { as })).body.code;
    expect((await gateway.send('GET', '/v1/me', { as })).body.mustChangePassword).toBe(true);
    expect(await read()).toBe('GAT-1.change-password');
    const body = { login: 'chen', password, name: 'robot' };
    expect((await gateway.send('POST', '/v1/tokens', { body })).body.code).toBe('GAT-1.change-password');
    expect((await change(as, password, 'short')).body.code).toBe('GAT-1.weak-password');
    expect((await change(as, 'wrong', 'another horse 8')).body.code).toBe('GAT-1.wrong-password');
    expect((await change(as, password, 'another horse 8')).status).toBe(204);
    expect(await read()).toBe('ALL.busy');
    await expect(gateway.signIn('chen')).rejects.toThrow('wrong-password');
    await gateway.signIn('chen', 'another horse 8');
  });

  it('is changed after 90 days', async () => {
    const old = new Date(Date.now() - 92 * 86_400_000);
    await gateway.account('chu', consultant, { passwordSetAt: old });
    const as = await gateway.signIn('chu');
    expect((await gateway.send('GET', '/v1/projects', { as })).body.code).toBe('GAT-1.change-password');
  });

  it('that changes ends every other session and token', async () => {
    await gateway.account('wei', consultant);
    const [one, other] = [await gateway.signIn('wei'), await gateway.signIn('wei')];
    const issued = await gateway.send('POST', '/v1/tokens', { body: { login: 'wei', password, name: 'robot' } });
    const token = { token: issued.body.token as string };
    expect([await me(one), await me(other), await me(token)]).toEqual([200, 200, 200]);
    await change(one, password, 'another horse 8');
    expect([await me(one), await me(other), await me(token)]).toEqual([200, 401, 401]);
  });
});

describe('a token for a program', () => {
  it('is shown once, acts as the person, and can be revoked by nobody else', async () => {
    await gateway.account('jiang', consultant);
    await gateway.account('shen', consultant);
    const body = { login: 'jiang', password, name: 'robot', days: 7 };
    const { status, body: issued } = await gateway.send('POST', '/v1/tokens', { body });
    expect(status).toBe(201);
    expect(new Date(issued.expiresAt).getTime() - Date.now()).toBeLessThanOrEqual(7 * 86_400_000);
    expect(await me({ token: issued.token })).toBe(200);
    const revoke = async (as: { cookie: string } | { token: string }) =>
      (await gateway.send('DELETE', `/v1/tokens/${issued.tokenId}`, { as })).status;
    expect(await revoke(await gateway.signIn('shen'))).toBe(404);
    expect(await revoke({ token: issued.token })).toBe(204);
    expect(await me({ token: issued.token })).toBe(401);
  });
});
