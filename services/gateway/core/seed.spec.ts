import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { roles } from '#permissions/matrix.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { cast as castOfTests } from '#testing/cast.js';
import { type GatewayInTest, gatewayInTest } from './in-test.js';
import { cast, seedPeople } from './seed.js';

let gateway: GatewayInTest;
beforeAll(async () => {
  gateway = await gatewayInTest();
});
afterAll(() => gateway?.close());

it('the cast is made once, can sign in at once, and has every role', async () => {
  const unitOfWork = gateway.app.get(UnitOfWork, { strict: false });
  const made = await seedPeople(unitOfWork);
  expect(made).toHaveLength(cast.length);
  expect(new Set(made.flatMap((person) => person.roles))).toEqual(new Set(roles));
  expect(new Set(made.map((person) => person.password)).size).toBe(cast.length);
  const zhao = made.find(({ login }) => login === 'zhao')!;
  const as = await gateway.signIn('zhao', zhao.password);
  expect((await gateway.send('GET', '/v1/me', { as })).body).toMatchObject({ name: '赵', mustChangePassword: false });
  expect(await seedPeople(unitOfWork)).toEqual([]);
});

it('the cast is the one that tests and stories know', () => {
  const known = Object.entries(castOfTests).map(([login, { name, assignments }]) => [
    login,
    name,
    assignments[0]!.role,
  ]);
  expect(cast.map(([login, name, role]) => [login, name, role])).toEqual(known);
});
