import { RecordReceipt } from '#contracts/finance.js';
import { SupervisedFundsMoved } from '#contracts/finance-funds.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';
import { FundsInTest } from './funds-in-test.js';

let finance: FinanceInTest;
let funds: FundsInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  funds = new FundsInTest(finance);
});
afterAll(() => finance.close());

const of = (building: string) => ({ buildingId: idOf(building) });

describe('FIN-12 the money of a supervised unit', () => {
  it('FIN-12 is in the account of its building, whatever its method: deposits, instalments and the loan', async () => {
    const accountId = await funds.opened('building 10');
    const deal = await finance.subscribed('10-101', '20000.00', { ...of('building 10'), depositType: 'earnest' });
    await finance.pay(deal, '20000.00');
    await deal.signed('1000000.00', [
      ['price', '300000.00', '2026-12-10'],
      ['loan', '700000.00', '2027-02-10'],
    ]);
    await finance.pay(deal, '280000.00', { method: 'cheque' });
    await deal.disbursed('700000.00');
    expect(await funds.moves(accountId)).toEqual([
      'deposited 20000.00 = 20000.00',
      'deposited 280000.00 = 300000.00',
      'deposited 700000.00 = 1000000.00',
    ]);
    const told = (await finance.service.told(SupervisedFundsMoved)).filter((event) => event.accountId === accountId);
    expect(told.map(({ serial, balance, dealId }) => [serial, balance, dealId])).toEqual([
      [1, '20000.00', deal.id],
      [2, '300000.00', deal.id],
      [3, '1000000.00', deal.id],
    ]);
  });

  it('FIN-12 ALL-8 the same receipt sent twice is in it once', async () => {
    const accountId = await funds.opened('building 11');
    const deal = await finance.subscribed('11-101', '20000.00', of('building 11'));
    const payload = { dealId: deal.id, payer: '林某', amount: '5000.00', method: 'cash' };
    for (const _ of [1, 2])
      await finance.service.ask(RecordReceipt, payload, [cast.qian, 'receipt.record'], idOf('once'));
    expect(await funds.moves(accountId)).toEqual(['deposited 5000.00 = 5000.00']);
  });

  it('FIN-12 FIN-5 stays in the account through a rename, also when some of it was released meanwhile', async () => {
    const accountId = await funds.opened('building 12', { terms: await funds.terms('building 12', { needs: [] }) });
    const deal = await finance.subscribed('12-101', '60000.00', of('building 12'));
    await finance.pay(deal, '60000.00');
    await funds.request(accountId, '10000.00');
    await finance.exchange(await deal.renaming(), { payer: '何某' });
    expect(await funds.moves(accountId)).toEqual([
      'deposited 60000.00 = 60000.00',
      'deposited 60000.00 = 120000.00',
      'reversed -60000.00 = 60000.00',
    ]);
  });

  it('FIN-12 FIN-5 goes to the account of the other building by a swap', async () => {
    const [from, to] = [await funds.opened('building 13'), await funds.opened('building 14')];
    const deal = await finance.subscribed('13-101', '20000.00', of('building 13'));
    await finance.pay(deal, '20000.00');
    const other = await finance.subscribed('14-101', '20000.00', { ...of('building 14'), swapOf: deal.id });
    await finance.exchange(await deal.swapping(other));
    expect(await funds.moves(from)).toEqual(['deposited 20000.00 = 20000.00', 'reversed -20000.00 = 0.00']);
    expect(await funds.moves(to)).toEqual(['deposited 20000.00 = 20000.00']);
  });

  it('FIN-12 FIN-6 leaves it by a refund, as far as it is there and not asked for', async () => {
    const accountId = await funds.opened('building 15', { terms: await funds.terms('building 15', { needs: [] }) });
    const deal = await finance.subscribed('15-101', '60000.00', of('building 15'));
    await finance.pay(deal, '60000.00');
    await funds.request(accountId, '10000.00');
    await deal.cancelled();
    const { refundId } = await finance.requestRefund(deal, '60000.00');
    await finance.approveRefund(refundId);
    await finance.payRefund(refundId);
    expect(await funds.moves(accountId)).toEqual(['deposited 60000.00 = 60000.00', 'refunded -50000.00 = 10000.00']);
  });

  it('FIN-12 of a unit without an account is supervised nowhere', async () => {
    const deal = await finance.subscribed('16-101');
    await finance.pay(deal, '20000.00');
    const rows = await finance.service.rows('select id from supervised_movement where deal_id = ?', [deal.id]);
    expect(rows).toEqual([]);
  });
});

describe('FIN-12 the database refuses', () => {
  it.each([
    ['a movement that is changed', `update supervised_movement set amount = amount + 1, balance = balance + 1`],
    ['a balance that is not its movements’', `update supervised_account set balance = balance + 1 where movements > 0`],
    ['a pending sum that nobody asked for', `update supervised_account set pending = 1 where movements > 0`],
    ['less held back than the terms say', `update supervised_account set held_back = 0 where state = 'open'`],
    ['a closed account with money', `update supervised_account set state = 'closed', closed_by = id where balance > 0`],
    [
      'a place left out',
      `insert into supervised_movement (id, account_id, project_id, serial, kind, amount, balance, at,
        refund_id, deal_id) select gen_random_uuid(), account_id, project_id, 99, 'refunded', -1, balance - 1, at,
        gen_random_uuid(), deal_id from supervised_movement limit 1`,
    ],
  ])('FIN-12 %s', async (_, sql) => {
    await expect(finance.service.rows(sql)).rejects.toThrow();
  });

  it('FIN-12 a receipt of a supervised unit that is not in its account', async () => {
    const sql = `insert into receipt (id, deal_id, project_id, serial, number, payer, amount, method, cashier_id,
        cashier_name, received_at, trace, value_day)
      select gen_random_uuid(), r.deal_id, r.project_id, (select max(serial) + 1 from receipt), 'X', r.payer, 1, 'cash',
        r.cashier_id, r.cashier_name, now() + interval '1 hour', '', r.value_day
      from receipt r join supervised_movement m on m.receipt_id = r.id
      join supervised_account a on a.id = m.account_id and a.state = 'open' limit 1`;
    await expect(finance.service.rows(sql)).rejects.toThrow(/is not in its supervised account/);
  });
});
