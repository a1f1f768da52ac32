import { ChangePolicy, Deadlines, PolicyChanged } from '#contracts/inventory-policy.js';
import { ProjectById } from '#contracts/inventory.js';
import { deadlines } from '#kernel/deadlines.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());

const change = (policy: object, by = cast.li) => {
  const asked = { projectId: inventory.projectId, policy, reason: '定金期限延长' };
  return inventory.service.ask(ChangePolicy, asked, [by, 'unit.set-up']);
};
const catalogue = async () => {
  const asked = { projectId: inventory.projectId };
  return (await inventory.service.ask(Deadlines, asked, [cast.zhao, 'unit.read'])).items as { id: string }[];
};

describe('ALL-6 the deadline catalogue', () => {
  it('ALL-6 shows every deadline with its rule, length, clock, list and what passing does', async () => {
    const items = await catalogue();
    expect(items.map(({ id }) => id)).toEqual(Object.keys(deadlines));
    expect(items.find(({ id }) => id === 'SUB-3.deposit')).toMatchObject({
      ...{ rule: 'SUB-3', length: 'PT5S', own: true, clock: 'elapsed', listZh: '已定购未交足定金', acts: true },
    });
    expect(items.find(({ id }) => id === 'CON-3.sales-review')).toMatchObject({ length: 'P2D', own: false });
  });

  it('ALL-6 a project changes its own lengths with a reason, and tells it', async () => {
    await change({ deposit: '30000.00', deadlines: { 'SUB-3.deposit': 'PT24H' } });
    expect((await catalogue()).find(({ id }) => id === 'SUB-3.deposit')).toMatchObject({ length: 'PT24H' });
    const asked = { projectId: inventory.projectId };
    const sheet = await inventory.service.ask(ProjectById, asked, [cast.zhao, 'unit.read']);
    expect(sheet.policy).toEqual({ deposit: '30000.00', deadlines: { 'SUB-3.deposit': 'PT24H' } });
    expect(await inventory.service.told(PolicyChanged)).toEqual([expect.objectContaining({ reason: '定金期限延长' })]);
  });

  it.each([
    [{ deposit: '1.00', deadlines: { 'SUB-3.nothing': 'PT1H' } }],
    [{ deposit: '1.00', deadlines: { 'SUB-3.deposit': 'soon' } }],
  ])('ALL-6 what is no deadline or no length is refused: %j', async (policy) => {
    await expect(change(policy)).rejects.toMatchObject({ code: 'ALL-6.deadline' });
  });

  it('ALL-5 nobody changes the policy of a project that is not theirs', async () => {
    const elsewhere = { ...cast.sun, assignments: [{ role: 'sales_supervisor' as const, projects: [cast.sun.id] }] };
    await expect(change({ deposit: '1.00' }, elsewhere)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
