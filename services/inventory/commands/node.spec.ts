import { NodePlanned, NodeReached, Nodes, PlanNode, ReachNode } from '#contracts/inventory-terms.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
let buildingId: string;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());
beforeEach(async () => void ({ buildingId } = await inventory.building('drafting')));

const plan = (plannedOn: string, more: object = {}, by = cast.sun) =>
  inventory.service.ask(PlanNode, { buildingId, code: 'topped-out', name: '主体封顶', plannedOn, ...more }, [
    by,
    'unit.set-up',
  ]);
const reach = (nodeId: string, reachedOn: string, more: object = {}) =>
  inventory.service.ask(ReachNode, { nodeId, reachedOn, proof: '监理证明 31 号', ...more }, [cast.li, 'permit.record']);

describe('INV-6 construction nodes', () => {
  it('INV-6 a node is planned, planned anew with a reason, and reached with its paper', async () => {
    const { nodeId } = await plan('2027-03-31');
    await expect(plan('2027-04-30')).rejects.toMatchObject({ code: 'INV-6.node-reason' });
    await plan('2027-04-30', { reason: '工期顺延' });
    const told = (await inventory.service.told(NodePlanned)).filter((event) => event.nodeId === nodeId);
    expect(told.map(({ plannedOn }) => plannedOn)).toEqual(['2027-03-31', '2027-04-30']);
    await expect(reach(nodeId, '2999-01-01')).rejects.toMatchObject({ code: 'INV-6.node-to-come' });
    expect(await reach(nodeId, '2026-11-20')).toEqual({ nodeId, state: 'reached' });
    await expect(plan('2027-05-31', { reason: '再延' })).rejects.toMatchObject({ code: 'INV-6.node-reached' });
    const { items } = await inventory.service.ask(Nodes, { buildingId }, [cast.zhao, 'unit.read']);
    expect(items).toMatchObject([
      { code: 'topped-out', state: 'reached', reachedOn: '2026-11-20', proof: '监理证明 31 号' },
    ]);
  });

  it('INV-6 ALL-3 the day that was recorded is corrected only with a reason, and told again', async () => {
    const { nodeId } = await plan('2027-03-31');
    await reach(nodeId, '2026-11-20');
    await expect(reach(nodeId, '2026-11-21')).rejects.toMatchObject({ code: 'INV-6.node-reason' });
    await reach(nodeId, '2026-11-21', { reason: '日期录错' });
    const told = (await inventory.service.told(NodeReached)).filter((event) => event.nodeId === nodeId);
    expect(told.map(({ reachedOn }) => reachedOn)).toEqual(['2026-11-20', '2026-11-21']);
  });

  it('INV-6 two who plan the same node at once make one; nobody plans in a project that is not theirs', async () => {
    const outcomes = await Promise.allSettled([plan('2027-03-31'), plan('2027-04-01')]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(plan('2027-03-31', {}, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const bare = `update construction_node set reached_on = '2026-11-20' where building_id = ?`;
    await expect(inventory.service.rows(bare, [buildingId])).rejects.toThrow(/construction_node_proof/);
  });
});
