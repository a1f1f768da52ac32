import { DealCleared, SettlementPaid } from '#contracts/finance.js';
import { idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from '../commands/in-test.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
});
afterAll(() => finance.close());

describe('FIN-3 what sales tells is posted', () => {
  it('FIN-3 a deposit that becomes price, with what was held beside it', async () => {
    const deal = await finance.subscribed('4-101');
    await finance.pay(deal, '25000.00');
    await deal.signed('100000.00', [['price', '100000.00', '2026-12-01']]);
    expect(await finance.sheet(deal)).toMatchObject({ allocated: '25000.00', credit: '0.00', outstanding: '75000.00' });
    const lines = ['2203 -2500000', '224101 2000000', '224102 500000'];
    expect(await finance.entry('contract', deal.contractId)).toEqual(lines);
  });

  it('FIN-6 money for which a refund is asked does not become price', async () => {
    const deal = await finance.subscribed('4-102');
    await finance.pay(deal, '25000.00');
    await finance.requestRefund(deal, '4000.00');
    await deal.signed('100000.00', [['price', '100000.00', '2026-12-01']]);
    expect(await finance.sheet(deal)).toMatchObject({ allocated: '21000.00', credit: '4000.00' });
  });

  it('HAN-1 a contract that is already paid for is cleared at once', async () => {
    const deal = await finance.subscribed('4-103');
    await finance.pay(deal, '100000.00');
    await deal.signed('100000.00', [['price', '100000.00', '2026-12-01']]);
    expect(await finance.told(DealCleared, deal)).toHaveLength(1);
  });

  it('SUB-3 a cancelled deal owes nothing, and what was paid for price and loan is held', async () => {
    const deal = await finance.paidUp('4-104');
    await deal.settled('1000000.00', '3000.00', '1003000.00');
    await finance.pay(deal, '1000.00');
    await deal.cancelled('CON-5.withdrawn');
    expect(await finance.sheet(deal)).toMatchObject({ credit: '1001000.00', allocated: '0.00', outstanding: '0.00' });
    const [books] = await finance.service.rows(
      `select sum(debit - credit)::int as other from journal_line l join journal_entry e on e.id = l.entry_id
       where deal_id = ? and account not in ('1001', '1002', '224102')`,
      [deal.id],
    );
    expect(books).toEqual({ other: 0 });
  });

  it('MOR-5 the bank’s money for a deal that was cancelled is held', async () => {
    const deal = await finance.contracted('4-105');
    await deal.cancelled('CON-5.withdrawn');
    await deal.disbursed('700000.00');
    expect(await finance.sheet(deal)).toMatchObject({ credit: '720000.00', received: '720000.00' });
  });
});

describe('TIT-4 the area settlement', () => {
  const settlement = (name: string) => ({ settlementId: idOf(`settlement ${name}`) });

  it('TIT-4 that the customer owes becomes owed, and is settled once it is paid', async () => {
    const deal = await finance.paidUp('4-201');
    await deal.settled('1000000.00', '12000.00', '1012000.00');
    const last = (await finance.sheet(deal)).receivables.find(({ kind }: any) => kind === 'area-settlement');
    expect(last).toMatchObject({ amount: '12000.00', paid: '0.00', derivation: { rule: 'TIT-2' } });
    expect(await finance.entry('settlement', idOf('settlement 4-201'))).toEqual(['1122 1200000', '2203 -1200000']);
    await finance.pay(deal, '5000.00');
    expect(await finance.told(SettlementPaid, deal)).toEqual([]);
    await finance.pay(deal, '7000.00');
    const told = [expect.objectContaining({ ...settlement('4-201'), difference: '12000.00' })];
    expect(await finance.told(SettlementPaid, deal)).toEqual(told);
  });

  it('TIT-4 that is owed to the customer is held for them, and can be refunded', async () => {
    const deal = await finance.paidUp('4-202');
    await deal.settled('1000000.00', '-12000.00', '988000.00');
    expect(await finance.sheet(deal)).toMatchObject({ credit: '12000.00', allocated: '988000.00', price: '988000.00' });
    const told = [expect.objectContaining({ ...settlement('4-202'), difference: '-12000.00' })];
    expect(await finance.told(SettlementPaid, deal)).toEqual(told);
    const { refundId } = await finance.requestRefund(deal, '12000.00');
    await finance.approveRefund(refundId);
    await finance.payRefund(refundId);
    expect(await finance.sheet(deal)).toMatchObject({ credit: '0.00', refunded: '12000.00' });
  });

  it('TIT-4 that is owed to the customer first pays what they still owe', async () => {
    const deal = await finance.contracted('4-203');
    await finance.pay(deal, '275000.00');
    await deal.settled('1000000.00', '-12000.00', '988000.00');
    expect(await finance.sheet(deal)).toMatchObject({ credit: '0.00', outstanding: '693000.00' });
  });

  it('TIT-4 of nothing is settled at once', async () => {
    const deal = await finance.paidUp('4-204');
    await deal.settled('1000000.00', '0.00', '1000000.00');
    expect(await finance.told(SettlementPaid, deal)).toEqual([expect.objectContaining({ difference: '0.00' })]);
    expect((await finance.sheet(deal)).receivables).toHaveLength(4);
  });
});
