import { DepositReceived } from '#contracts/finance.js';
import { ExchangeDropped, ReceiptsExchanged } from '#contracts/finance-exchanges.js';
import {
  ChangeWithdrawn,
  SubscriptionRevived,
  SwapRequested,
  SwapUnit,
  UnitSwapped,
  WithdrawChange,
} from '#contracts/sales-subscriptions.js';
import { SubscriptionCancelled, UnitSubscribed } from '#contracts/sales.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

type Deal = { unitId: string; subscriptionId: string };
type Swap = { from: Deal; to: Deal; changeId: string };
const refused = (code: string) => expect.objectContaining({ code });

function ask({ subscriptionId }: Deal, unitId: string, differently: object = {}, by = cast.sun, key?: string) {
  const asked = { subscriptionId, unitId, reason: '要高楼层', attachment: '申请书.pdf', ...differently };
  return sales.service.ask(SwapUnit, asked, [by, 'subscription.change'], key);
}

async function swap(code: string, paid = '20000.00', differently: object = {}): Promise<Swap> {
  const from = (await sales.subscribed(code)) as Deal;
  if (paid !== '0.00') await sales.deposited(from, paid);
  const unitId = await sales.offered(`${code} new`, { totalPrice: '1300000.00' });
  const { changeId, toSubscriptionId } = await ask(from, unitId, differently);
  return { from, to: { unitId, subscriptionId: toSubscriptionId as string }, changeId };
}

/** The cashier has exchanged; the money pays this much of the new deposit. */
async function exchanged({ from, to, changeId }: Swap, amount = '20000.00', outstanding = '0.00'): Promise<void> {
  const deal = { ...to, dealId: to.subscriptionId, projectId: project };
  const inFull = outstanding === '0.00';
  if (amount !== '0.00') await sales.finance(DepositReceived, { ...deal, amount, outstanding, inFull });
  const ids = { changeId, fromDealId: from.subscriptionId, toDealId: to.subscriptionId, unitId: to.unitId };
  await sales.finance(ReceiptsExchanged, { ...ids, receipts: 1, amount });
}

function dropped({ from, to, changeId }: Swap) {
  const ids = { changeId, fromDealId: from.subscriptionId, toDealId: to.subscriptionId, unitId: from.unitId };
  return sales.finance(ExchangeDropped, ids);
}

function takeBack({ changeId }: Swap) {
  return sales.service.ask(WithdrawChange, { changeId, reason: '不换了' }, [cast.sun, 'subscription.change']);
}

async function told(telling: Parameters<typeof sales.service.told>[0], { subscriptionId }: Deal) {
  return (await sales.service.told(telling)).filter((event: any) => event.subscriptionId === subscriptionId);
}

describe('SUB-5 swap', () => {
  it('SUB-5 holds both units until the receipts are exchanged, and then the new one alone', async () => {
    const deal = await swap('7-101');
    const before = await sales.read(deal.from.subscriptionId);
    expect(before).toMatchObject({ state: 'effective', changeId: deal.changeId });
    for (const { unitId } of [deal.from, deal.to])
      await expect(sales.subscribe(unitId)).rejects.toEqual(refused('HOLD-1.unit-held'));
    expect(await told(UnitSubscribed, deal.to)).toEqual([
      expect.objectContaining({ swapOf: deal.from.subscriptionId }),
    ]);
    expect(await told(SwapRequested, deal.from)).toMatchObject([{ changeId: deal.changeId, toUnitId: deal.to.unitId }]);
    await exchanged(deal);
    await exchanged(deal);
    expect(await sales.read(deal.from.subscriptionId)).toMatchObject({
      state: 'cancelled',
      cancelledFor: 'SUB-5.swapped',
    });
    const { customerId, consultantId, buyers } = before;
    expect(await sales.read(deal.to.subscriptionId)).toMatchObject({
      ...{
        state: 'effective',
        dealPrice: '1300000.00',
        customerId,
        consultantId,
        buyers,
        swapOf: deal.from.subscriptionId,
      },
    });
    expect(await told(UnitSwapped, deal.from)).toHaveLength(1);
    expect(await told(SubscriptionCancelled, deal.from)).toEqual([expect.objectContaining({ rule: 'SUB-5.swapped' })]);
    await expect(sales.subscribe(deal.from.unitId)).resolves.toMatchObject({ unitId: deal.from.unitId });
    await expect(sales.sign(deal.to.subscriptionId)).resolves.toMatchObject({ number: expect.any(String) });
  });

  it('SUB-5 a larger deposit is owed by its own deadline, then on the list', async () => {
    const deal = await swap('7-102', '20000.00', { deposit: '50000.00' });
    await exchanged(deal, '20000.00', '30000.00');
    expect(await sales.read(deal.to.subscriptionId)).toMatchObject({ state: 'awaiting-deposit', paid: '20000.00' });
    await sales.service.pass('SUB-3.deposit', deal.to.subscriptionId);
    expect(await sales.read(deal.to.subscriptionId)).toMatchObject({ overdue: ['SUB-3.deposit'] });
  });

  it('SUB-5 taken back, the old one is revived exactly as it was and the new unit is free', async () => {
    const deal = await swap('7-103');
    const { changeId: _, ...before } = await sales.read(deal.from.subscriptionId);
    expect(await sales.openDeadlines(deal.from.subscriptionId)).toEqual([]);
    await takeBack(deal);
    await dropped(deal);
    await dropped(deal);
    expect(await sales.read(deal.from.subscriptionId)).toEqual(before);
    expect(await sales.openDeadlines(deal.from.subscriptionId)).toEqual(['SUB-7.signing']);
    expect(await told(SubscriptionRevived, deal.from)).toHaveLength(1);
    expect(await told(SubscriptionCancelled, deal.to)).toEqual([
      expect.objectContaining({ rule: 'SUB-5.swap-undone' }),
    ]);
    await expect(sales.subscribe(deal.to.unitId)).resolves.toMatchObject({ unitId: deal.to.unitId });
    await expect(sales.sign(deal.from.subscriptionId)).resolves.toMatchObject({ number: expect.any(String) });
  });

  it('SUB-5 the new deadline passes with nothing exchanged: finance drops it, and the old one is revived', async () => {
    const deal = await swap('7-104', '0.00');
    await sales.service.pass('SUB-3.deposit', deal.to.subscriptionId);
    expect(await sales.read(deal.to.subscriptionId)).toMatchObject({ state: 'awaiting-deposit' });
    expect(await told(ChangeWithdrawn, deal.from)).toEqual([
      expect.objectContaining({ reason: 'SUB-3.deposit-unpaid' }),
    ]);
    await dropped(deal);
    expect(await sales.read(deal.to.subscriptionId)).toMatchObject({ state: 'cancelled' });
    expect(await sales.read(deal.from.subscriptionId)).toMatchObject({ state: 'awaiting-deposit' });
    expect(await sales.openDeadlines(deal.from.subscriptionId)).toEqual(['SUB-3.deposit', 'SUB-7.signing']);
  });

  it('SUB-5 an old deadline that passed meanwhile gives the time that was left', async () => {
    const deal = await swap('7-105', '0.00');
    const earlier = `update subscription set deposit_by = now() - interval '1 hour' where id = ?`;
    await sales.service.rows(earlier, [deal.from.subscriptionId]);
    await sales.service.rows(`update subscription_change set requested_at = now() - interval '2 hours' where id = ?`, [
      deal.changeId,
    ]);
    await takeBack(deal);
    await dropped(deal);
    const { depositBy } = await sales.read(deal.from.subscriptionId);
    const hours = (new Date(depositBy).getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(0.95);
    expect(hours).toBeLessThan(1.05);
  });

  it('SUB-5 a cashier who was quicker than the deadline completes it', async () => {
    const deal = await swap('7-106');
    await sales.service.pass('SUB-3.deposit', deal.to.subscriptionId);
    await exchanged(deal);
    expect(await sales.read(deal.to.subscriptionId)).toMatchObject({ state: 'effective' });
    expect(await sales.read(deal.from.subscriptionId)).toMatchObject({ state: 'cancelled' });
  });

  it('SUB-3 SUB-5 exchanged without any money, the new one is cancelled by its deadline', async () => {
    const deal = await swap('7-107', '0.00');
    await sales.service.pass('SUB-3.deposit', deal.to.subscriptionId);
    await exchanged(deal, '0.00');
    await sales.service.pass('SUB-3.deposit', deal.to.subscriptionId);
    expect(await sales.read(deal.to.subscriptionId)).toMatchObject({
      state: 'cancelled',
      cancelledFor: 'SUB-3.deposit-unpaid',
    });
  });

  it('SUB-5 not to a unit that is held, withheld or below the floor, nor twice', async () => {
    const from = (await sales.effective('7-108')) as Deal;
    const { unitId: held } = (await sales.subscribed('7-109')) as Deal;
    await expect(ask(from, held)).rejects.toEqual(refused('HOLD-1.unit-held'));
    await expect(ask(from, from.unitId)).rejects.toEqual(refused('HOLD-1.unit-held'));
    const dear = await sales.offered('7-110', { floorPrice: '1200000.01' });
    await expect(ask(from, dear)).rejects.toEqual(refused('INV-4.deal-below-floor'));
    const low = ask(from, await sales.offered('7-111'), { deposit: '19999.99' });
    await expect(low).rejects.toEqual(refused('SUB-1.deposit-low'));
    expect(await sales.read(from.subscriptionId)).not.toHaveProperty('changeId');
    const { to } = await swap('7-112');
    await expect(ask(to, await sales.offered('7-113'))).rejects.toEqual(refused('SUB-5.under-way'));
  });

  it('SUB-5 by the supervisor, before the contract', async () => {
    const from = (await sales.effective('7-114')) as Deal;
    const unitId = await sales.offered('7-115');
    await expect(ask(from, unitId, {}, cast.zhao)).rejects.toEqual(refused('ALL-5.out-of-scope'));
    await sales.sign(from.subscriptionId);
    await expect(ask(from, unitId)).rejects.toEqual(refused('SUB-5.not-living'));
  });

  it('HOLD-1 of many swaps to one unit at once exactly one holds it, and the same command twice is one', async () => {
    const froms: Deal[] = [];
    for (const n of [1, 2, 3, 4]) froms.push((await sales.effective(`7-12${n}`)) as Deal);
    const unitId = await sales.offered('7-125');
    const outcomes = await Promise.allSettled(froms.map((from) => ask(from, unitId)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [from, other] = [(await sales.effective('7-126')) as Deal, await sales.offered('7-127')];
    const once = await ask(from, other, {}, cast.sun, 'swap-1');
    expect(await ask(from, other, {}, cast.sun, 'swap-1')).toEqual(once);
  });
});
