import { WithdrawalRefused, WithdrawalSettled } from '#contracts/finance-refunds.js';
import { PaymentPlanDefined } from '#contracts/inventory.js';
import {
  SubscriptionRevived,
  WithdrawalExecuted,
  WithdrawChange,
  WithdrawSubscription,
} from '#contracts/sales-subscriptions.js';
import { SubscriptionCancelled } from '#contracts/sales.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SalesInTest } from './in-test.js';

const generous = idOf('generous');
let sales: SalesInTest;
beforeAll(async () => {
  sales = await SalesInTest.begin();
  await sales.opened(generous, 'GE', {}, { subscriptions: { retainShare: '0.5' } });
  const lines = [{ label: '首付款', share: '1', kind: 'price', dueDaysAfterSigning: 7 }];
  const plan = { planId: idOf('plan'), projectId: generous, code: 'LS', name: '一次性', kind: 'lump-sum', lines };
  await sales.service.hear(PaymentPlanDefined, plan);
});
afterAll(() => sales.service.close());

type Deal = { unitId: string; subscriptionId: string };
const refused = (code: string) => expect.objectContaining({ code });
const effective = async (code: string) => (await sales.effective(code)) as Deal;

function withdraw({ subscriptionId }: Deal, differently: object = {}, by = cast.sun) {
  const asked = { subscriptionId, reason: '客户申请', attachment: '申请书.pdf', ...differently };
  return sales.service.ask(WithdrawSubscription, asked, [by, 'subscription.withdraw']);
}

/** An effective subscription in the project whose agreements let half of what was paid be retained. */
async function generously(code: string, differently: object = {}): Promise<Deal> {
  const unitId = await sales.offered(code, { projectId: generous });
  const customerId = await sales.customer(cast.zhao, { projectId: generous });
  const deal = (await sales.subscribe(unitId, { customerId, planId: idOf('plan'), ...differently })) as Deal;
  await sales.deposited(deal);
  return deal;
}

function takeBack(changeId: string) {
  return sales.service.ask(WithdrawChange, { changeId, reason: '不改了' }, [cast.sun, 'subscription.change']);
}

const settled = ({ subscriptionId: dealId, unitId }: Deal, withdrawalId: string) =>
  sales.finance(WithdrawalSettled, { withdrawalId, dealId, unitId, refunded: '20000.00', retained: '0.00' });

async function told(telling: Parameters<typeof sales.service.told>[0], { subscriptionId }: Deal) {
  return (await sales.service.told(telling)).filter((event: any) => event.subscriptionId === subscriptionId);
}

describe('SUB-6 withdrawal', () => {
  it('SUB-6 is complete when the money is given back: the unit is free', async () => {
    const deal = await effective('6-101');
    const { changeId } = await withdraw(deal);
    const facts = { withdrawalId: changeId, retain: '0.00', reason: '客户申请' };
    expect(await told(WithdrawalExecuted, deal)).toEqual([expect.objectContaining(facts)]);
    expect(await sales.openDeadlines(deal.subscriptionId)).toEqual([]);
    await expect(sales.subscribe(deal.unitId)).rejects.toEqual(refused('HOLD-1.unit-held'));
    await settled(deal, changeId);
    await settled(deal, changeId);
    expect(await sales.read(deal.subscriptionId)).toMatchObject({
      state: 'cancelled',
      cancelledFor: 'SUB-6.withdrawn',
    });
    expect(await told(SubscriptionCancelled, deal)).toHaveLength(1);
    await expect(sales.subscribe(deal.unitId)).resolves.toMatchObject({ unitId: deal.unitId });
  });

  it('SUB-6 refused by the CFO, it stands as before with its deadlines, and can be withdrawn again', async () => {
    const deal = await effective('6-102');
    const before = await sales.read(deal.subscriptionId);
    const { changeId } = await withdraw(deal);
    const ids = { withdrawalId: changeId, dealId: deal.subscriptionId, unitId: deal.unitId };
    for (const _ of [1, 2]) await sales.finance(WithdrawalRefused, { ...ids, reason: '协议不允许' });
    expect(await sales.read(deal.subscriptionId)).toEqual(before);
    expect(await sales.openDeadlines(deal.subscriptionId)).toEqual(['SUB-7.signing']);
    expect(await told(SubscriptionRevived, deal)).toEqual([expect.objectContaining({ kind: 'withdrawal' })]);
    await expect(withdraw(deal)).resolves.toMatchObject({ state: 'requested' });
  });

  it('SUB-6 keeps what the agreement says, nothing unless it does', async () => {
    await expect(withdraw(await effective('6-103'), { retain: '0.01' })).rejects.toEqual(
      refused('SUB-6.more-than-agreed'),
    );
    const deal = await generously('6-104');
    await expect(withdraw(deal, { retain: '10000.01' })).rejects.toEqual(refused('SUB-6.more-than-agreed'));
    await withdraw(deal, { retain: '10000.00' });
    expect(await told(WithdrawalExecuted, deal)).toEqual([expect.objectContaining({ retain: '10000.00' })]);
  });

  it('SUB-6 nothing of 订金 is kept', async () => {
    const deal = await generously('6-105', { depositType: 'prepayment' });
    await expect(withdraw(deal, { retain: '0.01' })).rejects.toEqual(refused('SUB-6.more-than-agreed'));
  });

  it('SUB-6 by the supervisor, of what is not contracted; not taken back by sales', async () => {
    const deal = await effective('6-106');
    await expect(withdraw(deal, {}, cast.zhao)).rejects.toEqual(refused('ALL-5.out-of-scope'));
    const { changeId } = await withdraw(deal);
    await expect(takeBack(changeId)).rejects.toEqual(refused('SUB-5.not-withdrawable'));
    const contracted = await effective('6-107');
    await sales.sign(contracted.subscriptionId);
    await expect(withdraw(contracted)).rejects.toEqual(refused('SUB-5.not-living'));
  });

  it('SUB-6 a deadline that was about to pass does not pass meanwhile', async () => {
    const deal = (await sales.subscribed('6-108')) as Deal;
    const { changeId } = await withdraw(deal);
    await expect(sales.service.pass('SUB-3.deposit', deal.subscriptionId)).rejects.toThrow(/no open deadline/);
    await sales.finance(WithdrawalRefused, {
      withdrawalId: changeId,
      dealId: deal.subscriptionId,
      unitId: deal.unitId,
      reason: '否',
    });
    expect(await sales.openDeadlines(deal.subscriptionId)).toEqual(['SUB-3.deposit', 'SUB-7.signing']);
  });

  it('CON-5 a withdrawal that is not of a subscription changes nothing here', async () => {
    const deal = await effective('6-109');
    await settled(deal, idOf('withdrawal of a contract'));
    expect(await sales.read(deal.subscriptionId)).toMatchObject({ state: 'effective' });
  });
});
