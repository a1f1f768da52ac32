import { DiscountDefined, PaymentPlanDefined } from '#contracts/inventory.js';
import { DiscountEnded, NodePlanned, NodeReached, PaymentPlanEnded } from '#contracts/inventory-terms.js';
import { MemberRegistered } from '#contracts/membership.js';
import { ContractById } from '#contracts/sales.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plans, project, SalesInTest } from '../commands/in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const ended = { projectId: project, endedAt: new Date(), reason: '停售' };
const discount = async (name: string, terms: object) => {
  const discountId = idOf(`discount ${name}`);
  const facts = { discountId, projectId: project, code: name, name, rate: '0.99', order: 1 };
  await sales.service.hear(DiscountDefined, { ...facts, ...terms });
  return discountId;
};

describe('INV-6 terms as inventory tells them', () => {
  it('INV-6 a plan that was ended makes no new deal; who subscribed on it before signs on it', async () => {
    const planId = idOf('plan short');
    const lines = [{ label: '全款', kind: 'price', share: '1', dueDaysAfterSigning: 3 }];
    const plan = { planId, projectId: project, code: 'DQ', name: '短期', kind: 'lump-sum', lines };
    await sales.service.hear(PaymentPlanDefined, plan);
    const before = await sales.effective('3-2001', { planId });
    await sales.service.hear(PaymentPlanEnded, { planId, ...ended });
    const late = sales.subscribe(await sales.offered('3-2002'), { planId });
    await expect(late).rejects.toMatchObject({ code: 'INV-6.plan-ended', facts: { plan: 'DQ' } });
    await expect(sales.sign(before.subscriptionId)).resolves.toMatchObject({ schedule: [{ amount: '1200000.00' }] });
  });

  it('INV-6 a discount that was ended is granted no more, whoever has it keeps it', async () => {
    const discountId = await discount('JR', {});
    const had = await sales.subscribed('3-2003', { discountIds: [discountId] });
    await sales.service.hear(DiscountEnded, { discountId, ...ended });
    const late = sales.subscribe(await sales.offered('3-2004'), { discountIds: [discountId] });
    await expect(late).rejects.toMatchObject({ code: 'INV-6.discount-ended' });
    expect(had).toMatchObject({ dealPrice: '1188000.00' });
  });

  it('INV-6 a discount for members of one layout is granted to them there', async () => {
    const discountId = await discount('HY', { customerKinds: ['member'], layouts: ['三房两厅'] });
    const customerId = await sales.customer();
    const unitId = await sales.offered('3-2005');
    const asked = { customerId, discountIds: [discountId] };
    await expect(sales.subscribe(unitId, asked)).rejects.toMatchObject({ code: 'INV-6.discount-customer' });
    await sales.service.hear(MemberRegistered, { memberId: idOf('member'), projectId: project, customerId });
    const other = sales.subscribe(await sales.offered('3-2006', { layout: '四房' }), asked);
    await expect(other).rejects.toMatchObject({ code: 'INV-6.discount-layout' });
    await expect(sales.subscribe(unitId, asked)).resolves.toMatchObject({ dealPrice: '1188000.00' });
  });

  it('INV-6 a line that waits for a node is due by its plan until it is reached, and then by that day', async () => {
    const planId = idOf('plan nodes');
    const line = { label: '封顶款', kind: 'price', node: 'topped-out', dueDaysAfterNode: 7 };
    const lines = [{ label: '首付款', kind: 'price', share: '0.3', dueDaysAfterSigning: 0 }, line];
    const plan = { planId, projectId: project, code: 'FQ', name: '分期', kind: 'instalments', lines };
    await sales.service.hear(PaymentPlanDefined, plan);
    const subscriptions = [];
    for (const code of ['3-2007', '3-2008', '3-2009']) subscriptions.push(await sales.effective(code, { planId }));
    const [unplanned, planned, reached] = subscriptions.map(({ subscriptionId }) => subscriptionId as string);
    await expect(sales.sign(unplanned!)).rejects.toMatchObject({ code: 'INV-6.node-unplanned' });
    const node = { nodeId: idOf('node'), buildingId: idOf('building 3'), projectId: project, code: 'topped-out' };
    await sales.service.hear(NodePlanned, { ...node, name: '封顶', plannedOn: '2027-03-31' });
    const { schedule, contractId } = await sales.sign(planned!);
    expect(schedule[1]).toMatchObject({ dueOn: '2027-04-07', nodeId: node.nodeId, dueDaysAfterNode: 7 });
    await sales.service.hear(NodeReached, { ...node, reachedOn: '2026-11-20', proof: '监理证明' });
    expect((await sales.sign(reached!)).schedule[1]).toMatchObject({ dueOn: '2026-11-27' });
    const sheet = await sales.service.ask(ContractById, { contractId }, [cast.zhao, 'report.desk']);
    expect(sheet.schedule[1]).toMatchObject({ dueOn: '2026-11-27' });
  });

  it('INV-6 ALL-2 plans of before are what they were', async () => {
    const { subscriptionId } = await sales.effective('3-2010', { planId: plans.mortgage });
    const { schedule } = await sales.sign(subscriptionId);
    expect(schedule).toMatchObject([{ kind: 'price' }, { kind: 'price' }, { kind: 'loan', loanKind: 'commercial' }]);
  });
});
