import { DepositForfeited, DepositReferrals, DepositReleased } from '#contracts/finance-deposits.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';
import { ToldDeal } from '#testing/told-deal.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
});
afterAll(() => finance.close());

const refused = (code: string) => expect.objectContaining({ code });

async function referred(name: string, paid = '5000.00', differently: object = {}) {
  const deal = new ToldDeal(finance.service, name);
  await deal.subscribed('20000.00', { dealPrice: '1000000.00', ...differently });
  await finance.pay(deal, paid);
  await deal.referred();
  return deal;
}

const listed = async (state: string) => {
  const asked = { projectId: idOf('project'), state, limit: 200 };
  const page = await finance.service.ask(DepositReferrals, asked, [cast.wang, 'report.desk']);
  return (page.items as { dealId: string }[]).map(({ dealId }) => dealId);
};

describe('SUB-4 a deposit that was not paid in full', () => {
  it('SUB-4 is on the CFO’s list, is forfeited as income with its derivation, and the deal is off', async () => {
    const deal = await referred('8-101');
    expect(await listed('awaiting')).toContain(deal.id);
    const decision = await finance.decide(deal, 'forfeit');
    expect(decision).toMatchObject({ state: 'forfeited', forfeited: '5000.00', derivation: { rule: 'SUB-2' } });
    expect(await finance.sheet(deal)).toMatchObject({
      ...{ received: '5000.00', forfeited: '5000.00', credit: '0.00', outstanding: '0.00' },
      forfeitures: [{ amount: '5000.00', derivation: { inputs: { most: '200000.00' } } }],
    });
    const [row] = await finance.service.rows<{ id: string }>('select id from forfeiture where deal_id = ?', [deal.id]);
    expect(await finance.entry('forfeiture', row!.id)).toEqual(['224102 500000', '6301 -500000']);
    const told = [expect.objectContaining({ forfeited: '5000.00', credit: '0.00', subscriptionId: deal.id })];
    expect(await finance.told(DepositForfeited, deal)).toEqual(told);
    await expect(finance.pay(deal, '15000.00')).rejects.toEqual(refused('SUB-3.cancelled'));
    await deal.cancelled('SUB-4.forfeited');
    expect(await finance.sheet(deal)).toMatchObject({ forfeited: '5000.00', outstanding: '0.00' });
    expect(await listed('forfeited')).toContain(deal.id);
  });

  it('SUB-4 is given back: the refund is asked for by itself', async () => {
    const deal = await referred('8-102');
    const { refundId } = await finance.decide(deal, 'release');
    expect(await finance.told(DepositReleased, deal)).toEqual([expect.objectContaining({ credit: '5000.00' })]);
    expect(await finance.refundsOf(deal, 'requested')).toEqual([
      expect.objectContaining({ refundId, amount: '5000.00' }),
    ]);
    await finance.approveRefund(refundId);
    await deal.cancelled('SUB-4.released');
    await finance.payRefund(refundId);
    expect(await finance.sheet(deal)).toMatchObject({ refunded: '5000.00', credit: '0.00' });
  });

  it('SUB-2 only 定金 is forfeited, at most 20% of the price; the rest is asked back', async () => {
    const prepaid = await referred('8-103', '5000.00', { depositType: 'prepayment' });
    await expect(finance.decide(prepaid, 'forfeit')).rejects.toEqual(refused('SUB-2.not-forfeitable'));
    const cheap = await referred('8-104', '5000.00', { dealPrice: '10000.00' });
    const over = finance.decide(cheap, 'forfeit', { amount: '2000.01' });
    await expect(over).rejects.toEqual(refused('SUB-2.forfeit-share'));
    await finance.decide(cheap, 'forfeit');
    expect(await finance.sheet(cheap)).toMatchObject({ forfeited: '2000.00', credit: '3000.00' });
    expect(await finance.refundsOf(cheap, 'requested')).toHaveLength(1);
    const more = await referred('8-105');
    await expect(finance.decide(more, 'forfeit', { amount: '5000.01' })).rejects.toEqual(
      refused('SUB-4.more-than-paid'),
    );
  });

  it('SUB-4 when the rest comes in first there is nothing to decide', async () => {
    const [deal, late] = [await referred('8-106'), await finance.subscribed('8-107')];
    await finance.pay(deal, '15000.00');
    await finance.pay(late, '20000.00');
    await late.referred();
    for (const one of [deal, late]) {
      expect(await listed('lapsed')).toContain(one.id);
      await expect(finance.decide(one, 'forfeit')).rejects.toEqual(refused('SUB-4.not-referred'));
    }
  });

  it('SUB-4 of a receipt and a decision at one time exactly one is too late', async () => {
    const deal = await referred('8-108');
    const [paid, decided] = await Promise.allSettled([finance.pay(deal, '15000.00'), finance.decide(deal, 'forfeit')]);
    expect([paid.status, decided.status].toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('SUB-4 is decided once, and by somebody who took none of the money in', async () => {
    const deal = await referred('8-109');
    const both = { ...cast.qian, assignments: [...cast.qian.assignments, ...cast.wang.assignments] };
    await expect(finance.decide(deal, 'forfeit', {}, both)).rejects.toEqual(refused('ALL-4.same-person'));
    await finance.decide(deal, 'forfeit');
    await expect(finance.decide(deal, 'release')).rejects.toEqual(refused('SUB-4.not-referred'));
  });

  it.each([
    ['update deal set forfeited = forfeited + 1, credit = credit - 1', /does not add up|deal_not_negative/],
    ['update deal set forfeited = 1', /deal_sums/],
  ])('FIN-3 the database refuses: %s', async (sql, reason) => {
    await referred(`8-110 ${sql}`);
    await expect(finance.service.rows(sql)).rejects.toThrow(reason);
  });
});
