import { FinanceList } from '#contracts/named-lists.js';
import { CloseDay, DayCloses, DayTotals, DayClosed } from '#contracts/finance-receipts.js';
import { dayOf } from '#kernel/time.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';
import { ReceiptsInTest } from './receipts-in-test.js';

let finance: FinanceInTest;
let receipts: ReceiptsInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  receipts = new ReceiptsInTest(finance);
});
afterAll(() => finance.close());

const projectId = idOf('project');
const today = dayOf(new Date());
const refused = (code: string) => expect.objectContaining({ code });
const totals = (as: Person = cast.qian) => finance.service.ask(DayTotals, { projectId }, [as, 'report.desk']);
const close = (countedCash: string, more: object = {}, key?: string) =>
  finance.service.ask(CloseDay, { projectId, countedCash, ...more }, [cast.qian, 'day.close'], key);
const missing = async () => {
  const asked = { list: 'day-closes-missing' as const, projectId };
  return (await finance.service.ask(FinanceList, asked, [cast.wang, 'report.desk'])).items as { day: string }[];
};

describe('FIN-8 the day close', () => {
  it('FIN-8 sums a cashier’s day by method without what was taken back, once, days in order', async () => {
    const deal = await finance.contracted('12-101');
    const old = await finance.pay(deal, '700.00');
    await receipts.aged(old.receiptId, 1);
    await finance.service.rows(
      `insert into till
       select gen_random_uuid(), project_id, cashier_id, cashier_name, (day::date - 1)::text from till`,
    );
    expect(await missing()).toHaveLength(1);
    await receipts.reverse(old.receiptId);
    const wrong = await finance.pay(deal, '1000.00');
    await receipts.void(wrong.receiptId);
    await finance.pay(deal, '300.00', { method: 'card', externalReference: 'POS-1' });
    const before = await totals();
    expect(before).toMatchObject({
      ...{ day: today, closed: false, bookedCash: '19300.00', lastNumber: expect.stringMatching(/^YH-/) },
      lines: [
        { method: 'cash', receipts: 2, amount: '21000.00', voids: 1, voidedAmount: '1000.00', redAmount: '-700.00' },
        { method: 'card', receipts: 1, net: '300.00' },
      ],
    });
    await expect(close('19300.00')).rejects.toEqual(refused('FIN-8.earlier-open'));
    const [{ day: yesterday }] = (await missing()) as [{ day: string }];
    await close('700.00', { day: yesterday });
    expect(await missing()).toEqual([]);
    await expect(close('19000.00')).rejects.toEqual(refused('FIN-8.cash-unexplained'));
    await expect(close('0.00', { day: '2099-01-01' })).rejects.toEqual(refused('FIN-8.day-to-come'));
    await expect(close('-1.00')).rejects.toEqual(refused('FIN-8.counted'));
    const asking = ['close-1', 'close-2', 'close-3'].map((key) => close('19000.00', { reason: '找零差错' }, key));
    const outcomes = await Promise.allSettled(asking);
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(lost).toEqual([refused('FIN-8.day-closed'), refused('FIN-8.day-closed')]);
    const page = await finance.service.ask(DayCloses, { projectId }, [cast.wu, 'report.desk']);
    expect(page.items).toMatchObject([
      { day: today, countedCash: '19000.00', difference: '-300.00', reason: '找零差错', cashier: cast.qian.name },
      { day: yesterday, difference: '0.00' },
    ]);
    expect(await finance.service.told(DayClosed)).toHaveLength(2);
  });

  it('FIN-8 FIN-4 afterwards the day takes no receipt and no void, in the database either', async () => {
    const deal = await finance.contracted('12-102').catch((refusal: unknown) => refusal);
    expect(deal).toEqual(refused('FIN-8.day-closed'));
    const [own] = await finance.service.rows<{ id: string }>(
      `select id from receipt r where till_day = ? and amount > 0 and not exists (
        select from receipt_void v where v.receipt_id = r.id) order by serial desc limit 1`,
      [today],
    );
    await expect(receipts.void(own!.id)).rejects.toEqual(refused('FIN-8.day-closed'));
    const voids = `insert into receipt_void
      select id, deal_id, project_id, 'x', cashier_id, till_day, now() from receipt where id = ?`;
    await expect(finance.service.rows(voids, [own!.id])).rejects.toThrow(/day of the receipt is closed/);
    const again = `insert into day_close select gen_random_uuid(), project_id, cashier_id, cashier_name, day, lines,
      booked_cash, counted_cash, difference, reason, first_number, last_number, red_until, closed_at from day_close`;
    await expect(finance.service.rows(again)).rejects.toThrow(/day_close_once/);
    await expect(finance.service.rows('update day_close set reason = reason')).rejects.toThrow('denied');
    await expect(receipts.reverse(own!.id)).resolves.toMatchObject({ number: expect.any(String) });
  });
});
