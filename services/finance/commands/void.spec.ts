import { DealCleared, ReceiptRecorded, SettlementPaid } from '#contracts/finance.js';
import { DealUncleared, DepositShortAgain, ReceiptVoided, SettlementUnpaid } from '#contracts/finance-receipts.js';
import { cast, idOf } from '#testing/cast.js';
import type { ToldDeal } from '#testing/told-deal.js';
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

const refused = (code: string, facts: object = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) });
const holds = async (deal: ToldDeal) => {
  const [proof] = await finance.service.rows('select holds from deal_proof where deal_id = ?', [deal.id]);
  return proof!.holds;
};

describe('FIN-4 a receipt voided on its day', () => {
  it('FIN-4 its money is taken off what it was put to, and its number stays used', async () => {
    const deal = await finance.contracted('10-101');
    const first = await finance.pay(deal, '100000.00');
    const wrong = await finance.pay(deal, '150000.00', { method: 'card' });
    const voided = await receipts.void(wrong.receiptId);
    expect(voided).toEqual({ receiptId: wrong.receiptId, number: wrong.number, amount: '150000.00' });
    const sheet = await finance.sheet(deal);
    expect(sheet).toMatchObject({ received: '120000.00', allocated: '120000.00', credit: '0.00' });
    expect(sheet.receipts.at(-1)).toMatchObject({ voided: true, reason: '金额录错', allocations: [], gone: '0.00' });
    expect(sheet.receipts[1]).toMatchObject({ voided: false, allocations: [{ amount: '100000.00' }] });
    expect(sheet.receivables[1]).toMatchObject({ paid: '120000.00', state: 'open' });
    expect(await finance.entry('void', wrong.receiptId)).toEqual(['1002 -15000000', '2203 15000000']);
    const next = await finance.pay(deal, '1.00');
    expect(Number(next.number.slice(3))).toBe(Number(wrong.number.slice(3)) + 1);
    expect((await finance.told(ReceiptVoided, deal))[0]).toMatchObject({
      ...{ receiptId: wrong.receiptId, amount: '150000.00', pricePaid: '120000.00', priceShare: '0.12' },
    });
    expect(first.number).not.toBe(wrong.number);
    expect(await holds(deal)).toBe(true);
  });

  it('FIN-4 by the cashier whose it is, on its day, once; the same command twice answers the same', async () => {
    const deal = await finance.subscribed('10-102');
    const { receiptId, number } = await finance.pay(deal, '5000.00');
    const other = { ...cast.qian, id: idOf('another cashier') };
    await expect(receipts.void(receiptId, other)).rejects.toEqual(refused('ALL-5.out-of-scope'));
    const asking = ['void-1', 'void-2', 'void-3'].map((key) => receipts.void(receiptId, cast.qian, key));
    const outcomes = await Promise.allSettled(asking);
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(lost).toEqual([refused('FIN-4.voided', { number }), refused('FIN-4.voided', { number })]);
    const winner = ['void-1', 'void-2', 'void-3'][outcomes.findIndex(({ status }) => status === 'fulfilled')];
    expect(await receipts.void(receiptId, cast.qian, winner)).toMatchObject({ number });
    expect(await finance.sheet(deal)).toMatchObject({ received: '0.00' });
    const yesterdays = await finance.pay(deal, '7000.00');
    await receipts.aged(yesterdays.receiptId, 1);
    await expect(receipts.void(yesterdays.receiptId)).rejects.toEqual(refused('FIN-4.not-today'));
    await expect(receipts.reverse(receiptId)).rejects.toEqual(refused('FIN-4.voided'));
  });

  it('FIN-4 SUB-2 the deposit is short again, and in full once more', async () => {
    const deal = await finance.subscribed('10-103');
    await finance.pay(deal, '5000.00');
    const { receiptId } = await finance.pay(deal, '15000.00');
    await receipts.void(receiptId);
    const told = await finance.told(DepositShortAgain, deal);
    expect(told).toEqual([expect.objectContaining({ amount: '15000.00', outstanding: '15000.00' })]);
    await finance.pay(deal, '15000.00');
    expect(await finance.sheet(deal)).toMatchObject({ outstanding: '0.00' });
  });

  it('FIN-4 HAN-1 a deal that was cleared is not any more, and an area settlement neither', async () => {
    const deal = await finance.contracted('10-104');
    await deal.disbursed('700000.00');
    const rest = await finance.pay(deal, '280000.00');
    await deal.settled('1000000.00', '2000.00', '1002000.00');
    const settled = await finance.pay(deal, '2000.00');
    await receipts.void(settled.receiptId);
    expect(await finance.told(SettlementUnpaid, deal)).toHaveLength(1);
    expect(await finance.told(DealUncleared, deal)).toHaveLength(0);
    await receipts.void(rest.receiptId);
    expect(await finance.told(DealUncleared, deal)).toEqual([
      expect.objectContaining({ contractId: deal.contractId, unitId: deal.unitId }),
    ]);
    expect(await finance.sheet(deal)).toMatchObject({ cleared: false, outstanding: '282000.00' });
    await finance.pay(deal, '282000.00');
    expect(await finance.told(DealCleared, deal)).toHaveLength(2);
    expect(await finance.told(SettlementPaid, deal)).toHaveLength(2);
    expect(await holds(deal)).toBe(true);
  });
});

describe('FIN-4 a red-letter receipt', () => {
  it('FIN-4 takes back a receipt of any day under a number of its own, with its reason, once', async () => {
    const deal = await finance.contracted('10-201');
    const cheque = await finance.pay(deal, '50000.00', { method: 'cheque', chequeNumber: 'ZP-77' });
    await receipts.aged(cheque.receiptId, 3);
    const red = await receipts.reverse(cheque.receiptId);
    expect(red).toMatchObject({ reverses: cheque.number, amount: '-50000.00' });
    await expect(receipts.reverse(cheque.receiptId)).rejects.toEqual(
      refused('FIN-4.reversed', { redLetter: red.number }),
    );
    await expect(receipts.reverse(red.receiptId)).rejects.toEqual(refused('FIN-4.red-letter'));
    const sheet = await finance.sheet(deal);
    expect(sheet.receipts.at(-1)).toMatchObject({ reverses: cheque.receiptId, reason: '支票退票', type: 'price' });
    expect(sheet).toMatchObject({ received: '20000.00', allocated: '20000.00' });
    expect(await finance.entry('reversal', red.receiptId)).toEqual(['1002 -5000000', '2203 5000000']);
    expect((await finance.told(ReceiptRecorded, deal)).at(-1)).toMatchObject({
      ...{ amount: '-50000.00', reverses: cheque.receiptId, priceShare: '0.02' },
    });
  });

  it('FIN-4 MOR-5 also of a loan', async () => {
    const deal = await finance.paidUp('10-202');
    const { receipts: rows } = await finance.sheet(deal);
    const loan = rows.find(({ method }: { method: string }) => method === 'loan');
    await receipts.reverse(loan.receiptId);
    expect(await finance.sheet(deal)).toMatchObject({ outstanding: '700000.00', cleared: false });
    expect(await finance.told(DealUncleared, deal)).toHaveLength(1);
  });

  it('FIN-4 not when its money was given back or kept, is asked back, or the unit is withdrawn from', async () => {
    const deal = await finance.contracted('10-203');
    const [old, late] = [await finance.pay(deal, '300000.00'), await finance.pay(deal, '1000.00')];
    const { refundId } = await finance.requestRefund(deal, '20500.00');
    await expect(receipts.void(old.receiptId)).rejects.toEqual(refused('FIN-4.money-pending', { pending: '20500.00' }));
    await finance.approveRefund(refundId);
    await finance.payRefund(refundId);
    const gone = refused('FIN-4.money-gone', { number: old.number, gone: '20000.00' });
    await expect(receipts.reverse(old.receiptId)).rejects.toEqual(gone);
    await expect(receipts.void(late.receiptId)).rejects.toEqual(refused('FIN-4.money-gone', { gone: '500.00' }));
    const [first] = (await finance.sheet(deal)).receipts;
    await deal.withdrawn('1000.00');
    await expect(receipts.reverse(first.receiptId)).rejects.toEqual(refused('FIN-4.withdrawing'));
  });

  it('FIN-4 FIN-5 of an exchanged receipt only the new one is taken back, and by a red letter alone', async () => {
    const deal = await finance.subscribed('10-204');
    const old = await finance.pay(deal, '20000.00');
    const { receipts: made } = await finance.exchange(await deal.renaming(), { payer: '林太' });
    await expect(receipts.void(old.receiptId)).rejects.toEqual(refused('FIN-4.reversed'));
    await expect(receipts.void(made[0].receiptId)).rejects.toEqual(refused('FIN-4.exchanged-for'));
    await receipts.reverse(made[0].receiptId);
    expect(await finance.told(DepositShortAgain, deal)).toHaveLength(1);
    expect(await finance.sheet(deal)).toMatchObject({ received: '0.00', outstanding: '20000.00' });
  });

  it('FIN-4 ALL-5 not by an accountant of another project', async () => {
    const { receiptId } = await finance.pay(await finance.subscribed('10-205'), '1.00');
    const stranger = {
      ...cast.wu,
      assignments: [{ role: 'sales_accountant' as const, projects: [idOf('elsewhere')] }],
    };
    await expect(receipts.reverse(receiptId, stranger)).rejects.toEqual(refused('ALL-5.out-of-scope'));
  });
});

describe('FIN-4 the database', () => {
  const voids = (day: string, by: string) => `insert into receipt_void
    select id, deal_id, project_id, 'x', ${by}, ${day}, now() from receipt where id = ?`;

  it('FIN-4 refuses a void by another, of another day, twice, of what is reversed, with its money in use', async () => {
    const deal = await finance.subscribed('10-301');
    const { receiptId } = await finance.pay(deal, '20000.00');
    const refuses = (sql: string, reason: RegExp) =>
      expect(finance.service.rows(sql, [receiptId])).rejects.toThrow(reason);
    await refuses(voids('till_day', 'deal_id'), /by its cashier on its day/);
    await refuses(voids(`'2026-01-01'`, 'cashier_id'), /by its cashier on its day/);
    await refuses(voids('till_day', 'cashier_id'), /does not add up/);
    await receipts.reverse(receiptId);
    await refuses(voids('till_day', 'cashier_id'), /taken back is not voided/);
    const other = await finance.pay(deal, '20000.00');
    await receipts.void(other.receiptId);
    await expect(finance.service.rows(voids('till_day', 'cashier_id'), [other.receiptId])).rejects.toThrow(/_pkey/);
  });
});
