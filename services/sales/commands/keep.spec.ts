import { DepositForfeited, DepositReleased } from '#contracts/finance-deposits.js';
import { DepositShortAgain } from '#contracts/finance-receipts.js';
import {
  DepositReferred,
  KeepSubscription,
  ReferDeposit,
  SubscriptionKept,
  Subscriptions,
} from '#contracts/sales-subscriptions.js';
import { SubscriptionCancelled } from '#contracts/sales.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

type Deal = { unitId: string; subscriptionId: string };
const in2Days = addDays(dayOf(new Date()), 2);
const refused = (code: string) => expect.objectContaining({ code });

async function short(code: string): Promise<Deal> {
  const deal = (await sales.subscribed(code)) as Deal;
  await sales.deposited(deal, '5000.00');
  await sales.service.pass('SUB-3.deposit', deal.subscriptionId);
  return deal;
}

function keep({ subscriptionId }: Deal, differently: object = {}, by = cast.zhao, key?: string) {
  const asked = { subscriptionId, until: in2Days, reason: '客户出差', ...differently };
  return sales.service.ask(KeepSubscription, asked, [by, 'subscription.keep'], key);
}

function refer({ subscriptionId }: Deal, by = cast.zhao) {
  return sales.service.ask(ReferDeposit, { subscriptionId, reason: '客户不补' }, [by, 'subscription.keep']);
}

async function listed(list: string): Promise<string[]> {
  const page = await sales.service.ask(Subscriptions, { projectId: project, list, limit: 200 }, [
    cast.sun,
    'report.desk',
  ]);
  return (page.items as Deal[]).map(({ subscriptionId }) => subscriptionId);
}

describe('SUB-4 a deposit that is short', () => {
  it('SUB-4 FIN-4 short again by a void it is on the list at once, with a date; the unit stays taken', async () => {
    const deal = (await sales.effective('4-190')) as Deal;
    const { subscriptionId, unitId } = deal;
    const ids = { subscriptionId, unitId, dealId: subscriptionId, projectId: project };
    const owing = { ...ids, amount: '20000.00', outstanding: '20000.00' };
    await sales.service.hear(DepositShortAgain, sampleOf(DepositShortAgain, owing));
    expect(await listed('deposit-short')).toContain(subscriptionId);
    expect(await sales.openDeadlines(subscriptionId)).toContain('SUB-4.deposit-rest');
    await sales.service.pass('SUB-4.deposit-rest', subscriptionId);
    expect(await sales.read(subscriptionId)).toMatchObject({ state: 'awaiting-deposit' });
    const ended = (await sales.service.told(SubscriptionCancelled)).filter((event) => event.unitId === unitId);
    expect(ended).toEqual([]);
    await expect(sales.sign(subscriptionId)).rejects.toEqual(expect.objectContaining({ code: expect.any(String) }));
    await sales.deposited(deal, '20000.00');
    expect(await sales.read(subscriptionId)).toMatchObject({ state: 'effective' });
    expect(await listed('deposit-short')).not.toContain(subscriptionId);
  });

  it('SUB-4 is on the list, and kept with a reason and a new date it is off until that passes', async () => {
    const deal = await short('4-101');
    const { subscriptionId } = deal;
    expect(await listed('deposit-short')).toContain(subscriptionId);
    const kept = await keep(deal, {}, cast.zhao, 'keep-1');
    expect(kept).toMatchObject({ times: 1 });
    expect(await keep(deal, {}, cast.zhao, 'keep-1')).toEqual(kept);
    expect(await listed('deposit-short')).not.toContain(subscriptionId);
    const told = (await sales.service.told(SubscriptionKept)).filter(
      (event) => event.subscriptionId === subscriptionId,
    );
    expect(told).toEqual([expect.objectContaining({ times: 1, reason: '客户出差', until: kept.depositBy })]);
    expect(await sales.openDeadlines(subscriptionId)).toEqual(['SUB-4.deposit-rest', 'SUB-7.signing']);
    await sales.service.pass('SUB-4.deposit-rest', subscriptionId);
    expect(await listed('deposit-short')).toContain(subscriptionId);
  });

  it('SUB-4 is kept as often as the project says, at most until the project’s length', async () => {
    const deal = await short('4-102');
    const late = keep(deal, { until: addDays(dayOf(new Date()), 4) });
    await expect(late).rejects.toEqual(refused('SUB-4.date'));
    await expect(keep(deal, { until: addDays(dayOf(new Date()), -1) })).rejects.toEqual(refused('SUB-4.date'));
    for (const _ of [1, 2]) {
      await keep(deal);
      await expect(keep(deal)).rejects.toEqual(refused('SUB-4.not-on-list'));
      await sales.service.pass('SUB-4.deposit-rest', deal.subscriptionId);
    }
    await expect(keep(deal)).rejects.toEqual(refused('SUB-4.kept-too-often'));
  });

  it('SUB-4 the rest takes effect and clears it all', async () => {
    const deal = await short('4-103');
    await keep(deal);
    await sales.deposited(deal);
    expect(await sales.read(deal.subscriptionId)).toMatchObject({ state: 'effective', overdue: [], kept: 1 });
    expect(await sales.openDeadlines(deal.subscriptionId)).toEqual(['SUB-7.signing']);
  });

  it('SUB-4 is referred to finance once, and then nobody keeps it', async () => {
    const deal = await short('4-104');
    await refer(deal);
    await expect(keep(deal)).rejects.toEqual(refused('SUB-4.referred'));
    await expect(refer(deal)).rejects.toEqual(refused('SUB-4.referred'));
    const told = (await sales.service.told(DepositReferred)).filter(({ unitId }) => unitId === deal.unitId);
    expect(told).toEqual([expect.objectContaining({ subscriptionId: deal.subscriptionId, reason: '客户不补' })]);
    expect(await listed('referred')).toContain(deal.subscriptionId);
    expect(await listed('deposit-short')).not.toContain(deal.subscriptionId);
  });

  it.each([
    [DepositForfeited, 'SUB-4.forfeited', { forfeited: '5000.00', credit: '0.00' }],
    [DepositReleased, 'SUB-4.released', { credit: '5000.00' }],
  ] as const)('SUB-4 %p ends it by %s, once', async (telling, rule, sums) => {
    const deal = await short(`4-105 ${rule}`);
    await refer(deal);
    const said = { ...deal, dealId: deal.subscriptionId, reason: '未补足', ...sums };
    for (const _ of [1, 2]) await sales.finance(telling, said);
    expect(await sales.read(deal.subscriptionId)).toMatchObject({ state: 'cancelled', cancelledFor: rule });
    const told = (await sales.service.told(SubscriptionCancelled)).filter(({ unitId }) => unitId === deal.unitId);
    expect(told).toEqual([expect.objectContaining({ rule })]);
    await expect(sales.subscribe(deal.unitId)).resolves.toMatchObject({ unitId: deal.unitId });
  });

  it('SUB-4 the rest that came before finance decided makes it effective', async () => {
    const deal = await short('4-106');
    await refer(deal);
    await sales.deposited(deal);
    expect(await sales.read(deal.subscriptionId)).toMatchObject({ state: 'effective' });
    expect(await listed('referred')).not.toContain(deal.subscriptionId);
  });

  it('SUB-4 is nobody else’s, and nothing to keep before its deadline', async () => {
    const deal = await short('4-107');
    await expect(keep(deal, {}, cast.zhou)).rejects.toEqual(refused('ALL-5.out-of-scope'));
    await expect(refer(deal, cast.zhou)).rejects.toEqual(refused('ALL-5.out-of-scope'));
    const early = (await sales.subscribed('4-108')) as Deal;
    await expect(keep(early)).rejects.toEqual(refused('SUB-4.not-on-list'));
  });

  it('SUB-4 of keeping and referring at one time exactly one is done', async () => {
    const deal = await short('4-109');
    const outcomes = await Promise.allSettled([keep(deal), refer(deal)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('SUB-4 why it was kept is added to, never changed', async () => {
    await keep(await short('4-110'));
    const change = `update subscription_keep set reason = 'x'`;
    await expect(sales.service.rows(change)).rejects.toThrow(/permission denied|append-only/);
  });
});
