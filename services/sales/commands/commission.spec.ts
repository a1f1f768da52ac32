import { RecordCustomerEvent } from '#contracts/sales-customers.js';
import { ContractSigned } from '#contracts/sales.js';
import { CommissionExplained, CommissionFlagged, CommissionFlags, ExplainCommission } from '#contracts/sales-team.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

/** Signed for a customer with so many events, and heard by sales itself. */
async function signed(unitCode: string, events: number): Promise<string> {
  const customerId = await sales.customer();
  for (let count = 1; count < events; count += 1) {
    await sales.service.ask(RecordCustomerEvent, { customerId, kind: 'call' }, [cast.zhao, 'customer.write']);
  }
  const subscription = await sales.subscribed(unitCode, { customerId });
  await sales.deposited(subscription as { subscriptionId: string; unitId: string });
  const { contractId } = await sales.sign(subscription.subscriptionId);
  await sales.echo(ContractSigned, idOf(`unit ${unitCode}`));
  return contractId as string;
}
const explain = (contractId: string, by: Person = cast.li, reason = '来访登记在纸上') =>
  sales.service.ask(ExplainCommission, { contractId, reason }, [by, 'customer.assign']);
const flags = async (asked: object = {}, by: Person = cast.li) =>
  (await sales.service.ask(CommissionFlags, { projectId: project, ...asked }, [by, 'report.desk'])).items;

it('CRM-6 a contract whose customer has fewer than three events is flagged at signing, and told', async () => {
  const contractId = await signed('3-1201', 2);
  expect(await flags({ state: 'open' })).toEqual([
    expect.objectContaining({ contractId, events: 2, earns: false, consultantId: cast.zhao.id }),
  ]);
  const told = await sales.service.told(CommissionFlagged);
  expect(told).toEqual([expect.objectContaining({ contractId, events: 2, unitId: idOf('unit 3-1201') })]);
});

it('CRM-6 with three events it is not flagged', async () => {
  const contractId = await signed('3-1202', 3);
  expect((await flags()).map((row: any) => row.contractId)).not.toContain(contractId);
  await expect(explain(contractId)).rejects.toMatchObject({ code: 'ALL.unknown' });
});

it('CRM-6 the sales manager explains it once, and it earns commission after all', async () => {
  const contractId = await signed('3-1203', 1);
  expect(await explain(contractId)).toEqual({ contractId, earns: true });
  await expect(explain(contractId)).rejects.toMatchObject({ code: 'CRM-6.explained-already', facts: { by: '李' } });
  const [row] = await flags({ state: 'explained' });
  expect(row).toMatchObject({ contractId, earns: true, explainedBy: '李', reason: '来访登记在纸上' });
  const told = await sales.service.told(CommissionExplained);
  expect(told).toEqual([expect.objectContaining({ contractId, reason: '来访登记在纸上' })]);
  const again = `update commission_flag set reason = 'x' where id = ?`;
  await expect(sales.service.rows(again, [contractId])).rejects.toThrow(/explained once/);
});

it('CRM-6 of two explanations at once one stands', async () => {
  const contractId = await signed('3-1204', 1);
  const outcomes = await Promise.allSettled([explain(contractId), explain(contractId)]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('CRM-6 nobody explains a deal of their own, and no consultant or stranger any', async () => {
  const contractId = await signed('3-1206', 1);
  const asManager = { ...cast.zhao, assignments: cast.li.assignments };
  await expect(explain(contractId, asManager)).rejects.toMatchObject({ code: 'CRM-6.own-deal' });
  await expect(explain(contractId, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  const without = { contractId, reason: '' };
  const empty = sales.service.ask(ExplainCommission, without, [cast.li, 'customer.assign']);
  await expect(empty).rejects.toMatchObject({ fields: [expect.objectContaining({ field: 'reason' })] });
  const self = `update commission_flag set explained_by_id = consultant_id, explained_by_name = '赵',
    explained_at = now(), reason = 'x' where id = ?`;
  await expect(sales.service.rows(self, [contractId])).rejects.toThrow(/commission_flag_by_another/);
});

it('CRM-6 a consultant sees the flags of their own deals alone', async () => {
  expect(await flags({}, cast.zhou)).toEqual([]);
  expect((await flags({}, cast.zhao)).length).toBeGreaterThan(0);
});
