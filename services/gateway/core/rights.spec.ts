import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '#permissions/operations.js';
import { routes } from '../routes/routes.js';
import { type GatewayInTest, gatewayInTest } from './in-test.js';

/** Read here once more, by itself: what the gateway does is compared with the file, not with its own reading of it. */
const [heading = [], , ...lines] = readFileSync(join(process.cwd(), 'libs/permissions/matrix.csv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const roles = heading.slice(5) as Role[];
const holders = new Map(lines.map(([operation, ...cells]) => [operation, roles.filter((_, at) => cells[at + 4])]));

let gateway: GatewayInTest;
const sessions = new Map<Role, { cookie: string }>();

beforeAll(async () => {
  gateway = await gatewayInTest();
  await Promise.all(roles.map((role) => gateway.account(role, [{ role, projects: '*' }])));
  await Promise.all(roles.map(async (role) => sessions.set(role, await gateway.signIn(role))));
});
afterAll(() => gateway?.close());

const guarded = routes.filter(({ needs }) => needs !== 'public' && needs !== 'signed-in');

describe('every route and every role', () => {
  it.each(guarded.map((row) => [`${row.method} ${row.path}`, row] as const))('%s', async (_, row) => {
    const path = row.path.replace(/\{\w+\}/g, () => randomUUID());
    const body = row.method === 'GET' ? undefined : {};
    const through: Role[] = [];
    for (const role of roles) {
      const answer = await gateway.send(row.method, path, { as: sessions.get(role)!, body });
      if (answer.body.code !== 'ALL-5.no-right') {
        // Nobody is behind the gateway: whoever may ask finds nobody there, or is told what is missing.
        expect([200, 400, 404, 503]).toContain(answer.status);
        through.push(role);
        continue;
      }
      const lacked = holders.get(row.needs)!.includes(role) ? row.alsoNeeds! : row.needs;
      expect([answer.status, answer.body.facts.operation]).toEqual([403, lacked]);
      expect(answer.body.facts.holders).toEqual(holders.get(lacked));
    }
    const also = holders.get(row.alsoNeeds ?? row.needs)!;
    expect(through).toEqual(holders.get(row.needs)!.filter((role) => also.includes(role)));
    expect((await gateway.send(row.method, path, { body })).status).toBe(401);
  });

  it('leaves out who has the role in no project', async () => {
    await gateway.account('xu', [{ role: 'consultant', projects: [] }]);
    const as = await gateway.signIn('xu');
    const { body } = await gateway.send('POST', `/v1/units/${randomUUID()}/subscriptions`, { as, body: {} });
    expect([body.status, body.code]).toEqual([403, 'ALL-5.no-right']);
  });
});
