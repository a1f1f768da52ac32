import { SubscriptionById, SubscriptionCancelled, SubscriptionTookEffect } from '#contracts/sales.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SalesInTest } from '../commands/in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

type Deal = { unitId: string; subscriptionId: string };
const subscribed = async (code: string) => (await sales.subscribed(code)) as Deal;
const read = ({ subscriptionId }: Deal) =>
  sales.service.ask(SubscriptionById, { subscriptionId }, [cast.zhao, 'report.desk']);
const told = async (telling: typeof SubscriptionTookEffect | typeof SubscriptionCancelled, deal: Deal) =>
  (await sales.service.told(telling)).filter(({ subscriptionId }) => subscriptionId === deal.subscriptionId);
const open = ({ subscriptionId }: Deal) => {
  const sql = 'select kind from deadline where about = ? and done_at is null and cleared_at is null order by kind';
  return sales.service.rows(sql, [subscriptionId]);
};

describe('SUB-2 the deposit', () => {
  it('SUB-2 in full makes the subscription effective, and its deadline is taken back', async () => {
    const deal = await subscribed('3-1201');
    await sales.deposited(deal);
    expect(await read(deal)).toMatchObject({ state: 'effective', paid: '20000.00' });
    expect(await told(SubscriptionTookEffect, deal)).toHaveLength(1);
    expect(await open(deal)).toEqual([{ kind: 'SUB-7.signing' }]);
  });

  it('SUB-4 in part keeps it at its deadline, on the list; the rest makes it effective', async () => {
    const deal = await subscribed('3-1202');
    await sales.deposited(deal, '5000.00');
    expect(await read(deal)).toMatchObject({ state: 'awaiting-deposit', paid: '5000.00', overdue: [] });
    await sales.service.pass('SUB-3.deposit', deal.subscriptionId);
    expect(await read(deal)).toMatchObject({ state: 'awaiting-deposit', overdue: ['SUB-3.deposit'] });
    expect(await told(SubscriptionCancelled, deal)).toEqual([]);
    await sales.deposited(deal);
    expect(await read(deal)).toMatchObject({ state: 'effective', paid: '20000.00', overdue: [] });
  });

  it('SUB-3 with nothing paid by the deadline it is cancelled once, and the unit is free', async () => {
    const deal = await subscribed('3-1203');
    await sales.service.pass('SUB-3.deposit', deal.subscriptionId);
    expect(await told(SubscriptionCancelled, deal)).toEqual([
      expect.objectContaining({ unitId: deal.unitId, rule: 'SUB-3.deposit-unpaid' }),
    ]);
    expect(await read(deal)).toMatchObject({ state: 'cancelled', cancelledFor: 'SUB-3.deposit-unpaid' });
    expect(await open(deal)).toEqual([]);
    await expect(sales.subscribe(deal.unitId)).resolves.toMatchObject({ unitCode: '3-1203' });
  });

  it('SUB-3 money for a cancelled subscription changes nothing here', async () => {
    const deal = await subscribed('3-1204');
    await sales.service.pass('SUB-3.deposit', deal.subscriptionId);
    await sales.deposited(deal);
    expect(await read(deal)).toMatchObject({ state: 'cancelled', paid: '0.00' });
    expect(await told(SubscriptionTookEffect, deal)).toEqual([]);
  });

  it('SUB-3 of the deposit and its deadline at one time exactly one decides', async () => {
    for (const code of Array.from({ length: 8 }, (_, at) => `3-130${at}`)) {
      const deal = await subscribed(code);
      await Promise.allSettled([sales.deposited(deal), sales.service.pass('SUB-3.deposit', deal.subscriptionId)]);
      const { state } = await read(deal);
      const [effective, cancelled] = [
        await told(SubscriptionTookEffect, deal),
        await told(SubscriptionCancelled, deal),
      ];
      expect([state, effective.length, cancelled.length]).toEqual(
        state === 'effective' ? ['effective', 1, 0] : ['cancelled', 0, 1],
      );
      const live = 'select 1 from hold where id = ? and ended_at is null';
      expect(await sales.service.rows(live, [deal.subscriptionId])).toHaveLength(state === 'effective' ? 1 : 0);
    }
  });
});

describe('SUB-7 the signing deadline', () => {
  it('SUB-7 when it has passed the subscription is on the list 未签约, until it is signed', async () => {
    const deal = await subscribed('3-1401');
    await sales.deposited(deal);
    await sales.service.pass('SUB-7.signing', deal.subscriptionId);
    expect(await read(deal)).toMatchObject({ state: 'effective', overdue: ['SUB-7.signing'] });
    await sales.sign(deal.subscriptionId);
    expect(await read(deal)).toMatchObject({ state: 'contracted', overdue: [] });
  });
});
