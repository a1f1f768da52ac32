import { OpenProject, ProjectById, ProjectOpened, Projects } from '#contracts/inventory.js';
import { cast, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
let projectId: string;
beforeAll(async () => {
  inventory = await InventoryInTest.begin();
  projectId = inventory.projectId;
});
afterAll(() => inventory.service.close());

const policy = { deposit: '20000.00' };
const open = (code: string, more: object = {}, by = cast.li) =>
  inventory.service.ask(OpenProject, { code, name: '云湖二期', policy, ...more }, [by, 'unit.set-up']);

describe('INV-1 projects', () => {
  it('INV-1 a project is opened once under its code, and told with its policy', async () => {
    const { projectId: id } = await open('YH2', { policy: { ...policy, deadlines: { 'SUB-7.signing': 'P3D' } } });
    const told = await inventory.service.told(ProjectOpened);
    expect(told).toContainEqual(expect.objectContaining({ projectId: id, code: 'YH2' }));
    expect(told.find((event) => event.projectId === id)!.policy).toEqual({
      ...policy,
      deadlines: { 'SUB-7.signing': 'P3D' },
    });
    await expect(open('YH2')).rejects.toMatchObject({ code: 'INV-1.project-exists' });
  });

  it('INV-1 opened twice at once it is there once', async () => {
    const outcomes = await Promise.allSettled([open('YH3'), open('YH3')]);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
    expect(reasons).toEqual(['INV-1.project-exists']);
  });

  it.each([
    [{ 'SUB-3.deposit': 'tomorrow' }, 'ALL-6.deadline'],
    [{ 'SUB-99.tea': 'P1D' }, 'ALL-6.deadline'],
    [{ 'SUB-3.deposit': 5 }, 'ALL-6.deadline'],
  ])('ALL-6 deadlines %j are refused', async (deadlines, code) => {
    await expect(open('YH9', { policy: { ...policy, deadlines } })).rejects.toMatchObject({ code });
  });

  it('INV-1 a deposit below zero is refused', async () => {
    await expect(open('YH9', { policy: { deposit: '-1' } })).rejects.toMatchObject({ code: 'INV-1.deposit' });
  });

  it('ALL-5 who has one project opens no other, and sees only that one', async () => {
    const one: Person = { ...cast.li, assignments: [{ role: 'sales_manager', projects: [projectId] }] };
    await expect(open('YH9', {}, one)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const { items } = await inventory.service.ask(Projects, {}, [one, 'unit.read']);
    expect(items).toEqual([{ projectId, code: 'YH', name: '云湖' }]);
    const asking = inventory.service.ask(ProjectById, { projectId }, [cast.xu, 'unit.read']);
    await expect(asking).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
