import {
  DecideDiscount,
  DiscountApprovals,
  DiscountApproved,
  DiscountById,
  RequestDiscount,
} from '#contracts/sales-contracts.js';
import { ContractById, ContractSigned, SignContract, SubscriptionById } from '#contracts/sales.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangesInTest } from './changes-in-test.js';
import { clauses, project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let changes: ChangesInTest;
let lin: string;
beforeAll(async () => {
  sales = await SalesInTest.begin();
  changes = new ChangesInTest(sales.service);
  lin = await sales.customer();
});
afterAll(() => sales.service.close());

const wanted = (unitId: string, differently: object = {}) => {
  return { unitId, customerId: lin, amount: '30000.00', reason: '老客户', attachment: 'YHPS-1', ...differently };
};
const request = (payload: object, by = cast.zhao) =>
  sales.service.ask(RequestDiscount, payload, [by, 'discount.request']);
const decide = (approvalId: string, by = cast.feng, as: object = { decision: 'approve' }) =>
  sales.service.ask(DecideDiscount, { approvalId, ...as }, [by, 'discount.approve']);
const sheet = (approvalId: string) => sales.service.ask(DiscountById, { approvalId }, [cast.wang, 'report.desk']);

describe('CON-2 a discount beyond the standard', () => {
  it('CON-2 is asked for by amount or by rate, with its derivation', async () => {
    const unitId = await sales.offered('2-101');
    const byRate = await request(wanted(unitId, { amount: undefined, rate: '0.97' }));
    expect(byRate).toMatchObject({ state: 'requested', amount: '36000.00', derivation: { inputs: { rate: '0.97' } } });
    await expect(request(wanted(unitId, { rate: '0.97' }))).rejects.toMatchObject({ code: 'CON-2.amount-or-rate' });
    const nothing = wanted(unitId, { amount: undefined });
    await expect(request(nothing)).rejects.toMatchObject({ code: 'CON-2.amount-or-rate' });
    const tooHigh = wanted(unitId, { amount: undefined, rate: '1.1' });
    await expect(request(tooHigh)).rejects.toMatchObject({ code: 'CON-2.rate' });
    const all = wanted(unitId, { amount: '1200000.00' });
    await expect(request(all)).rejects.toMatchObject({ code: 'CON-2.amount' });
    await expect(request(wanted(unitId), cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(request(wanted(idOf('nowhere')))).rejects.toMatchObject({ code: 'ALL.unknown' });
  });

  it('CON-2 is approved once, by the general manager, and told to finance with reason and paper', async () => {
    const unitId = await sales.offered('2-102');
    const { approvalId } = await request(wanted(unitId));
    expect(await decide(approvalId)).toMatchObject({ approvalId, state: 'approved', amount: '30000.00' });
    const told = (await sales.service.told(DiscountApproved)).filter((event) => event.unitId === unitId);
    expect(told).toMatchObject([
      { approvalId, amount: '30000.00', approvedById: cast.feng.id, requestedById: cast.zhao.id, attachment: 'YHPS-1' },
    ]);
    await expect(decide(approvalId, cast.chen)).rejects.toMatchObject({ code: 'CON-2.decided' });
    expect(await sheet(approvalId)).toMatchObject({ state: 'approved', decidedBy: '冯', requestedBy: '赵' });
    const queue = { projectId: project, state: 'approved' };
    const { items } = await sales.service.ask(DiscountApprovals, queue, [cast.feng, 'report.desk']);
    expect(items.map((one: { approvalId: string }) => one.approvalId)).toContain(approvalId);
  });

  it('ALL-4 CON-2 nobody approves what they asked for, and a refusal gives its reason', async () => {
    const unitId = await sales.offered('2-103');
    const { approvalId } = await request(wanted(unitId), cast.sun);
    const asSun = { ...cast.sun, assignments: cast.feng.assignments };
    await expect(decide(approvalId, asSun)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    const silent = { decision: 'refuse' };
    await expect(decide(approvalId, cast.feng, silent)).rejects.toMatchObject({ code: 'CON-2.reason-missing' });
    await decide(approvalId, cast.feng, { decision: 'refuse', reason: '折扣已到底' });
    const asked = { discountApprovalId: approvalId, customerId: lin };
    await expect(sales.subscribe(unitId, asked)).rejects.toMatchObject({ code: 'CON-2.not-approved' });
  });

  it('INV-4 CON-2 lets a subscription go below the floor, once, for its own unit and customer', async () => {
    const unitId = await sales.offered('2-104', { floorPrice: '1190000.00' });
    const approvalId = await changes.discountApproved(unitId, lin);
    const asked = { discountApprovalId: approvalId, customerId: lin };
    const other = await sales.offered('2-105');
    await expect(sales.subscribe(other, asked)).rejects.toMatchObject({ code: 'CON-2.other-unit' });
    const stranger = { discountApprovalId: approvalId, customerId: await sales.customer() };
    await expect(sales.subscribe(unitId, stranger)).rejects.toMatchObject({ code: 'CON-2.other-customer' });
    const below = { customerId: lin, discountIds: [] };
    const made = await sales.subscribe(unitId, { ...below, discountApprovalId: approvalId });
    expect(made).toMatchObject({
      dealPrice: '1170000.00',
      derivation: { rule: 'CON-2', inputs: { amount: '30000.00', approval: approvalId }, steps: [{ rule: 'SUB-1' }] },
    });
    expect(await sheet(approvalId)).toMatchObject({ state: 'used', usedFor: made.subscriptionId });
    const read = { subscriptionId: made.subscriptionId };
    const subscription = await sales.service.ask(SubscriptionById, read, [cast.zhao, 'report.desk']);
    expect(subscription.derivation.rule).toBe('CON-2');
    const again = 'update discount_approval set state = ?, used_for = null, used_at = null where id = ?';
    await expect(sales.service.rows(again, ['approved', approvalId])).rejects.toThrow(/CON-2/);
  });

  it('CON-2 is used at the signing, where finance then reviews within one working day (CON-3)', async () => {
    const { subscriptionId, unitId } = await sales.effective('2-106');
    const { customerId } = await sales.service.ask(SubscriptionById, { subscriptionId }, [cast.zhao, 'report.desk']);
    const discountApprovalId = await changes.discountApproved(unitId, customerId);
    const asked = { subscriptionId, clauses, discountApprovalId };
    const { contractId } = await sales.service.ask(SignContract, asked, [cast.zhao, 'contract.sign']);
    const made = { contractId: contractId as string };
    const contract = await sales.service.ask(ContractById, made, [cast.zhao, 'report.desk']);
    expect(contract).toMatchObject({ price: '1170000.00', discountApprovalId, priceDerivation: { rule: 'CON-2' } });
    const told = (await sales.service.told(ContractSigned)).find((event) => event.contractId === made.contractId);
    expect(told).toMatchObject({ price: '1170000.00', loan: '702000.00' });
    for (const stage of ['supervisor', 'manager'] as const) await sales.review(made.contractId, stage);
    await sales.service.pass('CON-3.discount-review', made.contractId);
    const late = await sales.service.ask(ContractById, made, [cast.zhao, 'report.desk']);
    expect(late.overdueFor).toBe('CON-3.discount-review');
  });

  it('CON-2 two subscriptions at once use it once, and unused it lapses', async () => {
    const unitId = await sales.offered('2-107');
    const approvalId = await changes.discountApproved(unitId, lin);
    const asked = { discountApprovalId: approvalId, customerId: lin };
    const both = await Promise.allSettled([sales.subscribe(unitId, asked), sales.subscribe(unitId, asked)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lapsing = await changes.discountApproved(await sales.offered('2-108'), lin);
    await sales.service.pass('CON-2.validity', lapsing);
    expect(await sheet(lapsing)).toMatchObject({ state: 'expired' });
    const late = { discountApprovalId: lapsing, customerId: lin };
    await expect(sales.subscribe(idOf('unit 2-108'), late)).rejects.toMatchObject({ code: 'CON-2.not-approved' });
  });
});
