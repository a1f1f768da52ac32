import { DepositReceived } from '#contracts/finance.js';
import { ExchangeDropped, Exchanges, ReceiptsExchanged } from '#contracts/finance-exchanges.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Receipt } from '../entities/receipt.js';
import { FinanceInTest } from './in-test.js';
import { ToldDeal } from '#testing/told-deal.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
});
afterAll(() => finance.close());

const refused = (code: string) => expect.objectContaining({ code });
const list = async (state: string) => {
  const asked = { projectId: idOf('project'), state, limit: 200 };
  const page = await finance.service.ask(Exchanges, asked, [cast.qian, 'report.desk']);
  return (page.items as { changeId: string }[]).map(({ changeId }) => changeId);
};

/** A deal with these receipts, and another unit that is subscribed in its place. */
async function swap(name: string, receipts: string[], deposit = '20000.00') {
  const from = await finance.subscribed(name);
  for (const amount of receipts) await finance.pay(from, amount);
  const to = new ToldDeal(finance.service, `${name} new`);
  await to.subscribed(deposit, { swapOf: from.id });
  return { from, to, changeId: await from.swapping(to) };
}

async function receiptsOf(deal: ToldDeal) {
  const { receipts } = await finance.sheet(deal);
  return receipts as { number: string; amount: string; reverses?: string; replaces?: string; receiptId: string }[];
}

describe('FIN-5 exchange on a rename', () => {
  it('FIN-5 reverses each receipt by a red-letter receipt and issues another for the same money', async () => {
    const deal = await finance.subscribed('7-101');
    const first = await finance.pay(deal, '5000.00');
    const second = await finance.pay(deal, '15000.00', { method: 'card' });
    const changeId = await deal.renaming();
    expect(await list('awaiting')).toContain(changeId);
    const made = await finance.exchange(changeId, { payer: '林太' });
    expect(made).toMatchObject({ state: 'done', receipts: [{ replaces: first.number }, { replaces: second.number }] });
    const receipts = await receiptsOf(deal);
    expect(receipts.map(({ amount }) => amount)).toEqual([
      ...['5000.00', '15000.00', '-5000.00', '-15000.00', '5000.00', '15000.00'],
    ]);
    expect(receipts[2]).toMatchObject({ reverses: first.receiptId });
    expect(receipts[5]).toMatchObject({ replaces: second.receiptId });
    expect(await finance.sheet(deal)).toMatchObject({
      ...{ received: '20000.00', allocated: '20000.00', credit: '0.00', outstanding: '0.00' },
      exchanges: [{ changeId, kind: 'rename', state: 'done' }],
    });
    expect(await finance.entry('reversal', receipts[3]!.receiptId)).toEqual(['1002 -1500000', '224101 1500000']);
    expect(await finance.told(DepositReceived, deal)).toHaveLength(2);
    expect(await list('done')).toContain(changeId);
  });

  it('FIN-5 names the new payer, and is done once, by whichever cashier comes first', async () => {
    const deal = await finance.subscribed('7-102');
    await finance.pay(deal, '20000.00');
    const changeId = await deal.renaming();
    await expect(finance.exchange(changeId)).rejects.toEqual(refused('FIN-5.payer-missing'));
    const asking = Array.from({ length: 6 }, () => finance.exchange(changeId, { payer: '林太' }));
    const outcomes = await Promise.allSettled(asking);
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(lost).toEqual(Array.from({ length: 5 }, () => refused('FIN-5.not-awaited')));
    expect(await receiptsOf(deal)).toHaveLength(3);
    const told = (await finance.service.told(ReceiptsExchanged)).filter((event) => event.changeId === changeId);
    expect(told).toEqual([expect.objectContaining({ fromDealId: deal.id, toDealId: deal.id, amount: '20000.00' })]);
    const kept = await finance.service.em().find(Receipt, { dealId: deal.id }, { orderBy: { serial: 'asc' } });
    expect(kept.map(({ payer }) => payer)).toEqual(['林某', '林某', '林太']);
  });

  it('ALL-8 FIN-5 the same command twice exchanges once and answers the same', async () => {
    const deal = await finance.subscribed('7-103');
    await finance.pay(deal, '20000.00');
    const changeId = await deal.renaming();
    const once = await finance.exchange(changeId, { payer: '林太' }, cast.qian, 'exchange-1');
    expect(await finance.exchange(changeId, { payer: '林太' }, cast.qian, 'exchange-1')).toEqual(once);
    expect(await receiptsOf(deal)).toHaveLength(3);
  });
});

describe('FIN-5 exchange on a swap', () => {
  it('FIN-5 moves the money: it pays the new deposit, and what is too much is held', async () => {
    const { from, to, changeId } = await swap('7-201', ['5000.00', '15000.00'], '12000.00');
    await expect(finance.pay(to, '1.00')).rejects.toEqual(refused('FIN-5.exchange-first'));
    await finance.exchange(changeId);
    expect(await finance.sheet(from)).toMatchObject({ received: '0.00', allocated: '0.00', credit: '0.00' });
    expect(await finance.sheet(to)).toMatchObject({ received: '20000.00', allocated: '12000.00', credit: '8000.00' });
    expect((await finance.told(DepositReceived, to)).at(-1)).toMatchObject({ inFull: true, outstanding: '0.00' });
    await from.cancelled('SUB-5.swapped');
    expect(await finance.sheet(from)).toMatchObject({ outstanding: '0.00', credit: '0.00' });
    await expect(finance.pay(to, '1.00')).resolves.toMatchObject({ credit: '1.00' });
  });

  it('FIN-5 leaves the rest of a larger deposit owed', async () => {
    const { to, changeId } = await swap('7-202', ['20000.00'], '50000.00');
    await finance.exchange(changeId);
    expect(await finance.sheet(to)).toMatchObject({ allocated: '20000.00', outstanding: '30000.00' });
    expect((await finance.told(DepositReceived, to)).at(-1)).toMatchObject({ inFull: false, outstanding: '30000.00' });
  });

  it('FIN-5 without receipts is done all the same', async () => {
    const { to, changeId } = await swap('7-203', []);
    expect(await finance.exchange(changeId)).toMatchObject({ state: 'done', receipts: [] });
    await expect(finance.pay(to, '20000.00')).resolves.toMatchObject({ credit: '0.00' });
  });

  it('FIN-5 not while money is asked back; what was given back stays, the rest is exchanged', async () => {
    const { from, to, changeId } = await swap('7-204', ['25000.00', '3000.00', '2000.00']);
    const { refundId } = await finance.requestRefund(from, '5000.00');
    await expect(finance.exchange(changeId)).rejects.toEqual(refused('FIN-5.refund-pending'));
    await finance.approveRefund(refundId);
    await finance.payRefund(refundId);
    await finance.exchange(changeId);
    expect((await receiptsOf(from)).map(({ amount }) => amount).slice(3)).toEqual([
      '-20000.00',
      '-3000.00',
      '-2000.00',
    ]);
    expect(await finance.sheet(from)).toMatchObject({ received: '5000.00', refunded: '5000.00', credit: '0.00' });
    expect((await receiptsOf(to)).map(({ amount }) => amount)).toEqual(['20000.00', '3000.00', '2000.00']);
  });

  it('SUB-5 of the cashier and of sales that takes it back the first decides', async () => {
    const one = await swap('7-205', ['20000.00']);
    await one.from.takenBack(one.changeId);
    await expect(finance.exchange(one.changeId)).rejects.toEqual(refused('FIN-5.not-awaited'));
    const other = await swap('7-206', ['20000.00']);
    await Promise.allSettled([finance.exchange(other.changeId), other.from.takenBack(other.changeId)]);
    const told = async (telling: typeof ReceiptsExchanged | typeof ExchangeDropped, changeId: string) =>
      (await finance.service.told(telling)).filter((event) => event.changeId === changeId).length;
    expect(await told(ExchangeDropped, one.changeId)).toBe(1);
    const [done, dropped] = [
      await told(ReceiptsExchanged, other.changeId),
      await told(ExchangeDropped, other.changeId),
    ];
    expect(done + dropped).toBe(1);
  });

  it('FIN-2 the numbers have no gap, and the ledger stays at zero', async () => {
    const [book] = await finance.service.rows('select count(*)::int as receipts, max(serial) as last from receipt');
    expect(book!.receipts).toBe(book!.last);
    expect(await finance.service.rows('select * from deal_proof where not holds')).toEqual([]);
    const [sum] = await finance.service.rows('select sum(debit - credit)::int as off from journal_line');
    expect(sum).toEqual({ off: 0 });
  });

  it('ALL-5 a cashier of another project is refused', async () => {
    const { changeId } = await swap('7-207', ['20000.00']);
    const stranger = { ...cast.qian, assignments: [{ role: 'cashier' as const, projects: [idOf('elsewhere')] }] };
    await expect(finance.exchange(changeId, {}, stranger)).rejects.toEqual(refused('ALL-5.out-of-scope'));
  });
});

describe('FIN-4 red-letter receipts', () => {
  const copy = (amount: string, link: string) => `insert into receipt (id, deal_id, project_id, serial, number, payer,
      amount, method, cashier_id, cashier_name, received_at, value_day, type, trace, ${link})
    select gen_random_uuid(), deal_id, project_id, (select max(serial) + 1 from receipt), 'x', payer, ${amount}, method,
      cashier_id, cashier_name, received_at, value_day, type, trace, id from receipt
    where deal_id = ? and reverses_id is null limit 1`;

  it.each([
    ['of more than it', '-amount - 1', 'reverses_id', /not of its receipt/],
    ['above zero', 'amount', 'reverses_id', /receipt_sign/],
    ['below zero without its receipt', '-amount', 'replaces_id', /receipt_sign/],
    ['in the place of one that stands', 'amount', 'replaces_id', /not for the same money/],
  ])('FIN-4 the database refuses one %s', async (name, amount, link, reason) => {
    const deal = await finance.subscribed(`7-301 ${name}`);
    await finance.pay(deal, '20000.00');
    await expect(finance.service.rows(copy(amount, link), [deal.id])).rejects.toThrow(reason);
  });

  it('FIN-4 the database takes a receipt back once', async () => {
    const deal = await finance.subscribed('7-302');
    await finance.pay(deal, '20000.00');
    await finance.exchange(await deal.renaming(), { payer: '林太' });
    const again = copy('-amount', 'reverses_id').replace('limit 1', 'and replaces_id is null limit 1');
    await expect(finance.service.rows(again, [deal.id])).rejects.toThrow(/receipt_reversed_once/);
  });
});
