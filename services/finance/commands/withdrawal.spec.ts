import { WithdrawalRefused, WithdrawalSettled } from '#contracts/finance-refunds.js';
import { idOf } from '#testing/cast.js';
import type { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
});
afterAll(() => finance.close());

const refused = (code: string) => expect.objectContaining({ code });

async function asked(deal: ToldDeal) {
  const [refund] = await finance.refundsOf(deal, 'requested');
  return refund as unknown as { refundId: string; amount: string; withdrawalId: string };
}

async function paidBack(deal: ToldDeal): Promise<void> {
  const { refundId } = await asked(deal);
  await finance.approveRefund(refundId);
  await finance.payRefund(refundId);
}

describe('SUB-6 the money of a withdrawal', () => {
  it('SUB-6 is asked back by itself, approved, paid, and then settled', async () => {
    const deal = await finance.subscribed('9-101');
    await finance.pay(deal, '20000.00');
    const withdrawalId = await deal.withdrawn();
    expect(await finance.sheet(deal)).toMatchObject({ outstanding: '0.00', credit: '20000.00', allocated: '0.00' });
    expect(await asked(deal)).toMatchObject({ amount: '20000.00', withdrawalId });
    expect(await finance.told(WithdrawalSettled, deal)).toEqual([]);
    await paidBack(deal);
    const told = { withdrawalId, refunded: '20000.00', retained: '0.00', unitId: deal.unitId };
    expect(await finance.told(WithdrawalSettled, deal)).toEqual([expect.objectContaining(told)]);
    await deal.cancelled('SUB-6.withdrawn');
    expect(await finance.sheet(deal)).toMatchObject({ received: '20000.00', refunded: '20000.00', credit: '0.00' });
  });

  it('SUB-6 less what the agreement retains, which is income with its derivation', async () => {
    const deal = await finance.subscribed('9-102');
    await finance.pay(deal, '20000.00');
    await deal.withdrawn('4000.00');
    expect(await asked(deal)).toMatchObject({ amount: '16000.00' });
    await paidBack(deal);
    expect(await finance.sheet(deal)).toMatchObject({
      ...{ refunded: '16000.00', forfeited: '4000.00', credit: '0.00' },
      forfeitures: [{ amount: '4000.00', derivation: { rule: 'SUB-6', inputs: { retain: '4000.00' } } }],
    });
    expect(await finance.told(WithdrawalSettled, deal)).toEqual([expect.objectContaining({ retained: '4000.00' })]);
  });

  it.each([
    ['nothing was paid', '0.00', '0.00'],
    ['all of it is retained', '3000.00', '3000.00'],
  ])('SUB-6 is settled at once when %s', async (name, paid, retain) => {
    const deal = await finance.subscribed(`9-103 ${name}`);
    if (paid !== '0.00') await finance.pay(deal, paid);
    await deal.withdrawn(retain);
    const told = [expect.objectContaining({ refunded: '0.00', retained: retain })];
    expect(await finance.told(WithdrawalSettled, deal)).toEqual(told);
    expect(await finance.sheet(deal)).toMatchObject({ credit: '0.00', refunds: [] });
  });

  it('SUB-6 is refused by the CFO: everything is owed and paid as before, and can be withdrawn again', async () => {
    const deal = await finance.subscribed('9-104');
    await finance.pay(deal, '25000.00');
    const before = await finance.sheet(deal);
    await deal.withdrawn();
    const { refundId, withdrawalId } = await asked(deal);
    await finance.approveRefund(refundId, { decision: 'refuse', reason: '协议不允许退房' });
    const { refunds, ...after } = await finance.sheet(deal);
    expect({ ...after, refunds: [] }).toEqual(before);
    expect(refunds).toMatchObject([{ state: 'refused', amount: '25000.00' }]);
    const told = [expect.objectContaining({ withdrawalId, reason: '协议不允许退房' })];
    expect(await finance.told(WithdrawalRefused, deal)).toEqual(told);
    await deal.withdrawn('0.00', idOf('withdrawal again'));
    expect(await asked(deal)).toMatchObject({ amount: '25000.00' });
  });

  it('SUB-6 takes no money in and asks for nothing else while it is under way', async () => {
    const deal = await finance.subscribed('9-105');
    await finance.pay(deal, '5000.00');
    await deal.withdrawn('2000.00');
    await expect(finance.pay(deal, '15000.00')).rejects.toEqual(refused('SUB-6.withdrawing'));
    await expect(finance.requestRefund(deal, '2000.00')).rejects.toEqual(refused('SUB-6.withdrawing'));
  });

  it('FIN-6 a refund that was asked before is beside it, and no more is given back than was paid', async () => {
    const deal = await finance.subscribed('9-106');
    await finance.pay(deal, '26000.00');
    const { refundId } = await finance.requestRefund(deal, '6000.00');
    await finance.approveRefund(refundId);
    await deal.withdrawn();
    expect(await asked(deal)).toMatchObject({ amount: '20000.00' });
    await Promise.all([finance.payRefund(refundId), paidBack(deal)]);
    expect(await finance.sheet(deal)).toMatchObject({ received: '26000.00', refunded: '26000.00', credit: '0.00' });
  });
});

describe('CON-5 the money of a contract that is withdrawn', () => {
  it('CON-5 all that was paid, the loan too, is given back, and the bank’s late money is held', async () => {
    const deal = await finance.contracted('9-201');
    await finance.pay(deal, '280000.00');
    await deal.disbursed('500000.00');
    await deal.withdrawn('10000.00');
    expect(await asked(deal)).toMatchObject({ amount: '790000.00' });
    await deal.disbursed('200000.00');
    await paidBack(deal);
    expect(await finance.sheet(deal)).toMatchObject({
      outstanding: '0.00',
      refunded: '790000.00',
      forfeited: '10000.00',
    });
    expect(await finance.sheet(deal)).toMatchObject({ credit: '200000.00' });
    await deal.cancelled('CON-5.withdrawn');
    await expect(finance.requestRefund(deal, '200000.00')).resolves.toMatchObject({ state: 'requested' });
  });

  it('CON-5 refused, every line is owed and paid as before, the area settlement too', async () => {
    const deal = await finance.paidUp('9-202');
    await deal.settled('1000000.00', '-12000.00', '988000.00');
    const { refunds: _, ...before } = await finance.sheet(deal);
    await deal.withdrawn();
    const { refundId } = await asked(deal);
    await finance.approveRefund(refundId, { decision: 'refuse', reason: '公司未批准' });
    const { refunds, ...after } = await finance.sheet(deal);
    expect(after).toEqual(before);
    expect(refunds).toHaveLength(1);
  });
});

describe('SUB-3 money that came while the subscription was being cancelled', () => {
  it('SUB-3 is held and can be given back', async () => {
    const deal = await finance.subscribed('9-301');
    await Promise.all([finance.pay(deal, '20000.00').catch(() => undefined), deal.cancelled()]);
    const { credit, received } = await finance.sheet(deal);
    expect(credit).toBe(received);
    const other = await finance.cancelled('9-302', '20000.00');
    const { refundId } = await finance.requestRefund(other, '20000.00');
    await finance.approveRefund(refundId);
    await finance.payRefund(refundId);
    expect(await finance.sheet(other)).toMatchObject({ refunded: '20000.00', credit: '0.00', outstanding: '0.00' });
  });
});
