import type { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
});
afterAll(() => finance.close());

/** `price 1 A-000001 20000.00`: which receipt's money lies on what, and what of each is free or gone. */
async function lineage(deal: ToldDeal): Promise<string[]> {
  const rows = await finance.service.rows<{ line: string }>(
    `select v.kind || ' ' || v.line || ' ' || coalesce(r.number, '-') || ' ' || (sum(a.amount) / 100)::int as line
     from allocation a join receivable v on v.id = a.receivable_id left join receipt r on r.id = a.receipt_id
     where a.deal_id = ? group by v.kind, v.line, r.number having sum(a.amount) <> 0
     union all select 'free ' || r.number || ' ' || (m.free / 100)::int from receipt_money m
       join receipt r on r.id = m.receipt_id
     where m.deal_id = ? and free <> 0
     union all select 'gone ' || r.number || ' ' || (m.spent / 100)::int from receipt_money m
       join receipt r on r.id = m.receipt_id
     where m.deal_id = ? and spent <> 0 order by 1`,
    [deal.id, deal.id, deal.id],
  );
  return rows.map(({ line }) => line);
}

describe('FIN-2 whose money lies where', () => {
  it('FIN-2 the deposit becomes price, and stays money of its receipts', async () => {
    const deal = await finance.subscribed('9-101');
    const [first, second] = [await finance.pay(deal, '5000.00'), await finance.pay(deal, '18000.00')];
    expect(await lineage(deal)).toEqual([
      `deposit 0 ${first.number} 5000`,
      `deposit 0 ${second.number} 15000`,
      `free ${second.number} 3000`,
    ]);
    await deal.signed('100000.00', [
      ['price', '4000.00', '2026-12-10'],
      ['price', '96000.00', '2027-01-10'],
    ]);
    expect(await lineage(deal)).toEqual([
      `price 1 ${first.number} 4000`,
      `price 2 ${first.number} 1000`,
      `price 2 ${second.number} 18000`,
    ]);
  });

  it('FIN-6 a refund takes the oldest money, and a refused withdrawal puts all back where it was', async () => {
    const deal = await finance.contracted('9-102');
    const paid = await finance.pay(deal, '300000.00');
    const before = await lineage(deal);
    await deal.withdrawn('1000.00');
    const [asked] = await finance.refundsOf(deal, 'requested');
    await finance.approveRefund(asked!.refundId, { decision: 'refuse', reason: '不同意退房' });
    expect(await lineage(deal)).toEqual(before);
    const { refundId } = await finance.requestRefund(deal, '15000.00');
    await finance.approveRefund(refundId);
    await finance.payRefund(refundId);
    expect(await lineage(deal)).toEqual(
      expect.arrayContaining([`free ${paid.number} 5000`, `gone ${paid.number} 15000`]),
    );
  });

  it('TIT-4 what an area settlement gives back offsets without a receipt', async () => {
    const deal = await finance.paidUp('9-103');
    await deal.settled('1000000.00', '-3000.00', '997000.00');
    const rows = await finance.service.rows(
      `select amount::int, receipt_id, value_day is not null as dated from allocation
       where deal_id = ? and receipt_id is null`,
      [deal.id],
    );
    expect(rows).toEqual([{ amount: -300_000, receipt_id: null, dated: true }]);
    expect(await finance.sheet(deal)).toMatchObject({ credit: '3000.00' });
  });

  it('FIN-3 the database refuses that money of a receipt is in use twice', async () => {
    const deal = await finance.subscribed('9-104');
    await finance.pay(deal, '20000.00');
    const twice = `insert into outlay select gen_random_uuid(), deal_id, receipt_id, value_day, entry_id, 1, at
      from allocation where deal_id = ?`;
    await expect(finance.service.rows(twice, [deal.id])).rejects.toThrow(/does not add up/);
    await expect(finance.service.rows('update allocation set value_day = value_day')).rejects.toThrow('denied');
    await expect(finance.service.rows('update outlay set value_day = value_day')).rejects.toThrow('denied');
  });
});
