import { ExchangeDropped, ReceiptsExchanged } from '#contracts/finance-exchanges.js';
import {
  ChangeWithdrawn,
  RenameSubscription,
  SubscriptionChanges,
  SubscriptionRenamed,
  SubscriptionRevived,
  WithdrawChange,
  WithdrawSubscription,
} from '#contracts/sales-subscriptions.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

type Deal = { unitId: string; subscriptionId: string };
const refused = (code: string) => expect.objectContaining({ code });
const effective = async (code: string) => (await sales.effective(code)) as Deal;
const applied = { reason: '客户申请', attachment: '申请书.pdf' };

async function rename({ subscriptionId }: Deal, differently: object = {}, by = cast.sun, key?: string) {
  const customerId = 'customerId' in differently ? differently.customerId : await sales.customer();
  const asked = { subscriptionId, customerId, ...applied, ...differently };
  return sales.service.ask(RenameSubscription, asked, [by, 'subscription.change'], key);
}

function withdraw({ subscriptionId }: Deal, differently: object = {}, by = cast.sun, key?: string) {
  const asked = { subscriptionId, ...applied, ...differently };
  return sales.service.ask(WithdrawSubscription, asked, [by, 'subscription.withdraw'], key);
}

function takeBack(changeId: string) {
  return sales.service.ask(WithdrawChange, { changeId, reason: '不改了' }, [cast.sun, 'subscription.change']);
}

function exchanged({ subscriptionId, unitId }: Deal, changeId: string) {
  const facts = { changeId, fromDealId: subscriptionId, toDealId: subscriptionId, unitId };
  return sales.finance(ReceiptsExchanged, { ...facts, receipts: 1, amount: '20000.00' });
}

function dropped({ subscriptionId, unitId }: Deal, changeId: string) {
  return sales.finance(ExchangeDropped, { changeId, fromDealId: subscriptionId, toDealId: subscriptionId, unitId });
}

async function told(telling: Parameters<typeof sales.service.told>[0], { subscriptionId }: Deal) {
  return (await sales.service.told(telling)).filter((event: any) => event.subscriptionId === subscriptionId);
}

describe('SUB-5 rename', () => {
  it('SUB-5 is complete when the receipts are exchanged, and not before', async () => {
    const deal = await effective('5-101');
    const former = (await sales.read(deal.subscriptionId)).customerId;
    const customerId = await sales.customer();
    const { changeId } = await rename(deal, { customerId });
    expect(await sales.read(deal.subscriptionId)).toMatchObject({ customerId: former, changeId, state: 'effective' });
    await exchanged(deal, changeId);
    await exchanged(deal, changeId);
    const after = await sales.read(deal.subscriptionId);
    expect(after).toMatchObject({ customerId, buyers: [{ customerId, share: '1' }], state: 'effective' });
    expect(after.changeId).toBeUndefined();
    const facts = { changeId, customerId, formerCustomerId: former };
    expect(await told(SubscriptionRenamed, deal)).toEqual([expect.objectContaining(facts)]);
    await expect(sales.sign(deal.subscriptionId)).resolves.toMatchObject({ number: expect.any(String) });
  });

  it('SUB-5 keeps the contract waiting, and every other change', async () => {
    const deal = await effective('5-102');
    await rename(deal);
    await expect(sales.sign(deal.subscriptionId)).rejects.toEqual(refused('SUB-5.under-way'));
    await expect(rename(deal)).rejects.toEqual(refused('SUB-5.under-way'));
    await expect(withdraw(deal)).rejects.toEqual(refused('SUB-5.under-way'));
    const contracted = `update subscription set state = 'contracted' where id = ?`;
    await expect(sales.service.rows(contracted, [deal.subscriptionId])).rejects.toThrow(/contracted_unchanged/);
  });

  it('SUB-5 of two changes at once one is made', async () => {
    const deal = await effective('5-103');
    const outcomes = await Promise.allSettled([
      rename(deal),
      withdraw(deal),
      rename(deal),
      sales.sign(deal.subscriptionId),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('SUB-5 not after the contract, nor the signing deadline, nor by a consultant, nor for a stranger', async () => {
    const contracted = await effective('5-104');
    await sales.sign(contracted.subscriptionId);
    await expect(rename(contracted)).rejects.toEqual(refused('SUB-5.not-living'));
    const late = await effective('5-105');
    const past = `update subscription set sign_by = now() - interval '1 day' where id = ?`;
    await sales.service.rows(past, [late.subscriptionId]);
    await expect(rename(late)).rejects.toEqual(refused('SUB-5.too-late'));
    const deal = await effective('5-106');
    await expect(rename(deal, {}, cast.zhao)).rejects.toEqual(refused('ALL-5.out-of-scope'));
    await expect(rename(deal, { customerId: idOf('nobody') })).rejects.toEqual(refused('ALL.unknown'));
  });

  it('SUB-5 taken back it stands as before; a cashier who was quicker completes it', async () => {
    const deal = await effective('5-107');
    const { changeId } = await rename(deal);
    expect(await takeBack(changeId)).toMatchObject({ state: 'withdrawing' });
    await expect(takeBack(changeId)).rejects.toEqual(refused('SUB-5.not-withdrawable'));
    expect(await told(ChangeWithdrawn, deal)).toHaveLength(1);
    await dropped(deal, changeId);
    expect(await told(SubscriptionRevived, deal)).toEqual([expect.objectContaining({ kind: 'rename', changeId })]);
    const quick = await effective('5-108');
    const { changeId: other } = await rename(quick);
    await takeBack(other);
    await exchanged(quick, other);
    expect(await told(SubscriptionRenamed, quick)).toHaveLength(1);
    expect((await sales.read(quick.subscriptionId)).changeId).toBeUndefined();
  });

  it('SUB-3 SUB-5 who pays nothing loses the unit also while a rename is under way', async () => {
    const deal = (await sales.subscribed('5-109')) as Deal;
    const { changeId } = await rename(deal);
    await sales.service.pass('SUB-3.deposit', deal.subscriptionId);
    expect(await sales.read(deal.subscriptionId)).toMatchObject({
      state: 'cancelled',
      cancelledFor: 'SUB-3.deposit-unpaid',
    });
    expect(await told(ChangeWithdrawn, deal)).toHaveLength(1);
    await exchanged(deal, changeId);
    expect(await told(SubscriptionRenamed, deal)).toEqual([]);
  });

  it('ALL-8 the same command twice makes one change, which is on the list', async () => {
    const deal = await effective('5-110');
    const customerId = await sales.customer();
    const once = await rename(deal, { customerId }, cast.sun, 'rename-1');
    expect(await rename(deal, { customerId }, cast.sun, 'rename-1')).toEqual(once);
    const asked = { projectId: project, state: 'requested', kind: 'rename', limit: 200 };
    const { items } = await sales.service.ask(SubscriptionChanges, asked, [cast.sun, 'report.desk']);
    expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ changeId: once.changeId, ...applied })]));
  });
});
