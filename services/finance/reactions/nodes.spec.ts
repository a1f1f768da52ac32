import { Arrears } from '#contracts/finance-arrears.js';
import { NodePlanned, NodeReached } from '#contracts/inventory-terms.js';
import { ContractSigned } from '#contracts/sales.js';
import { cast, idOf } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from '../commands/in-test.js';

let finance: FinanceInTest;
beforeAll(async () => void (finance = await FinanceInTest.start()));
afterAll(() => finance.close());

const derivation = { formula: 'price × share', rule: 'INV-6', inputs: {}, rounding: 'none', result: '' };
const nodeOf = (name: string) => ({ nodeId: idOf(`node ${name}`), code: 'topped-out', projectId: idOf('project') });
const planned = (name: string, plannedOn: string) =>
  finance.service.hear(NodePlanned, { ...nodeOf(name), buildingId: idOf('building'), name: '封顶', plannedOn });
const reached = (name: string, reachedOn: string) =>
  finance.service.hear(NodeReached, { ...nodeOf(name), buildingId: idOf('building'), reachedOn, proof: '监理证明' });

/** A contract of two lines, of which the last waits for the node of this name. */
async function signed(unit: string, node: string) {
  const deal = await finance.subscribed(unit);
  const line = { kind: 'price', amount: '500000.00', derivation };
  const waits = { nodeId: nodeOf(node).nodeId, node: 'topped-out', dueDaysAfterNode: 7 };
  const schedule = [
    { ...line, line: 1, label: '首付款', dueOn: '2026-12-01' },
    { ...line, line: 2, label: '封顶款', dueOn: '2026-04-07', ...waits },
  ];
  const ids = { subscriptionId: deal.id, unitId: deal.unitId, contractId: deal.contractId, projectId: deal.projectId };
  const contract = sampleOf(ContractSigned, { ...ids, price: '1000000.00', schedule, loan: '0.00', unitCode: unit });
  await finance.service.hear(ContractSigned, contract);
  return deal;
}

const dueOf = async (deal: Awaited<ReturnType<typeof signed>>) => {
  const { receivables } = await finance.sheet(deal);
  return receivables.find(({ label }: { label: string }) => label === '封顶款')!.dueOn;
};
const late = async () => {
  const asked = { projectId: idOf('project'), limit: 200 };
  const { items } = await finance.service.ask(Arrears, asked, [cast.wang, 'report.desk']);
  return items.map(({ unitCode, label }: Record<string, string>) => `${unitCode} ${label}`);
};

describe('INV-6 what waits for a construction node', () => {
  it('INV-6 FIN-1 is due by the plan, by a new plan, and then by the day it was reached', async () => {
    await planned('A', '2026-03-31');
    const deal = await signed('7-101', 'A');
    expect(await dueOf(deal)).toBe('2026-04-07');
    await planned('A', '2026-05-31');
    expect(await dueOf(deal)).toBe('2026-06-07');
    await reached('A', '2026-06-10');
    expect(await dueOf(deal)).toBe('2026-06-17');
  });

  it('INV-6 FIN-9 is in arrears only once the node is reached, however late the plan is', async () => {
    await planned('B', '2026-03-31');
    await signed('7-102', 'B');
    expect(await late()).not.toContain('7-102 封顶款');
    await reached('B', '2026-06-10');
    expect(await late()).toContain('7-102 封顶款');
  });

  it('INV-6 signed on a node that was reached before finance heard of it, it is due by that day', async () => {
    await planned('C', '2026-03-31');
    await reached('C', '2026-06-10');
    expect(await dueOf(await signed('7-103', 'C'))).toBe('2026-06-17');
  });

  it('INV-6 what is paid stays as it is, a corrected day moves what is open', async () => {
    await planned('D', '2026-03-31');
    const [paid, open] = [await signed('7-104', 'D'), await signed('7-105', 'D')];
    await reached('D', '2026-06-10');
    await finance.pay(paid, '1000000.00');
    await reached('D', '2026-06-12');
    expect([await dueOf(paid), await dueOf(open)]).toEqual(['2026-06-17', '2026-06-19']);
  });

  it('INV-6 the contract and its node heard at once agree in the end', async () => {
    await planned('E', '2026-03-31');
    for (const unit of ['7-106', '7-107', '7-108']) {
      const day = `2026-07-1${unit.at(-1)}`;
      const [deal] = await Promise.all([signed(unit, 'E'), reached('E', day)]);
      expect(['2026-07-23', '2026-07-24', '2026-07-25']).toContain(await dueOf(deal));
      await expect(dueOf(deal)).resolves.toBe(`2026-07-${Number(day.slice(-2)) + 7}`);
    }
  });
});
