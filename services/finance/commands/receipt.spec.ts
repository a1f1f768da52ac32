import { DealCleared, DepositReceived, ReceiptRecorded, RecordReceipt } from '#contracts/finance.js';
import { cast, idOf } from '#testing/cast.js';
import { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
});
afterAll(() => finance.close());

describe('FIN-1 what is owed', () => {
  it('FIN-1 a subscription makes its deposit owed, with a due day and a derivation', async () => {
    const { receivables } = await finance.sheet(await finance.subscribed('1-101'));
    const derivation = expect.objectContaining({ rule: 'SUB-1', result: '20000.00' });
    const owed = { kind: 'deposit', amount: '20000.00', paid: '0.00', dueOn: '2026-11-23', state: 'open', derivation };
    expect(receivables).toEqual([expect.objectContaining(owed)]);
  });

  it('FIN-1 a contract makes its schedule owed, and the deposit becomes price', async () => {
    const { receivables, allocated, outstanding, price } = await finance.sheet(await finance.contracted('1-102'));
    expect(receivables).toMatchObject([
      { kind: 'deposit', paid: '0.00', state: 'converted' },
      { kind: 'price', amount: '200000.00', paid: '20000.00', state: 'open' },
      { kind: 'price', amount: '100000.00', paid: '0.00' },
      { kind: 'loan', amount: '700000.00', paid: '0.00' },
    ]);
    expect({ allocated, outstanding, price }).toEqual({
      ...{ allocated: '20000.00', outstanding: '980000.00', price: '1000000.00' },
    });
  });

  it('FIN-1 a contract told again changes nothing', async () => {
    const deal = await finance.contracted('1-103');
    await deal.signed('1000000.00', []);
    expect((await finance.sheet(deal)).outstanding).toBe('980000.00');
  });
});

describe('FIN-2 receipts', () => {
  it('SUB-2 says when the deposit is in, partly and in full', async () => {
    const deal = await finance.subscribed('1-201');
    await finance.pay(deal, '5000.00');
    await finance.pay(deal, '15000.00');
    const told = await finance.told(DepositReceived, deal);
    expect(told).toMatchObject([
      { amount: '5000.00', outstanding: '15000.00', inFull: false, subscriptionId: deal.id },
      { amount: '15000.00', outstanding: '0.00', inFull: true },
    ]);
  });

  it('FIN-2 goes to what is due first, and what is too much is held as credit', async () => {
    const deal = await finance.contracted('1-202');
    const made = await finance.pay(deal, '300000.00');
    expect(made.allocations).toMatchObject([{ amount: '180000.00' }, { amount: '100000.00' }]);
    expect(made.credit).toBe('20000.00');
    expect(await finance.sheet(deal)).toMatchObject({
      received: '320000.00',
      allocated: '300000.00',
      credit: '20000.00',
    });
  });

  it('FIN-2 goes to what the cashier is told', async () => {
    const deal = await finance.contracted('1-203');
    const { receivables } = await finance.sheet(deal);
    const made = await finance.pay(deal, '60000.00', { receivableIds: [receivables[2].receivableId] });
    expect(made.allocations).toMatchObject([{ receivableId: receivables[2].receivableId, amount: '60000.00' }]);
  });

  it('FIN-2 but only to what is open in the same deal', async () => {
    const [deal, other] = [await finance.contracted('1-204'), await finance.contracted('1-205')];
    const [converted] = (await finance.sheet(deal)).receivables;
    const [, foreign] = (await finance.sheet(other)).receivables;
    for (const { receivableId } of [converted, foreign]) {
      const paying = finance.pay(deal, '1.00', { receivableIds: [receivableId] });
      await expect(paying).rejects.toMatchObject({ code: 'FIN-2.not-owed' });
    }
  });

  it('MOR-5 the loan is not paid at the cashier’s', async () => {
    const deal = await finance.contracted('1-206');
    const loan = (await finance.sheet(deal)).receivables[3];
    const paying = finance.pay(deal, '700000.00', { receivableIds: [loan.receivableId] });
    await expect(paying).rejects.toMatchObject({ code: 'MOR-5.loan-by-bank' });
  });

  it.each(['0.00', '-5.00', '10000000000.00', '1.001'])('FIN-2 takes no amount of %s', async (amount) => {
    const paying = finance.pay(new ToldDeal(finance.service, 'any'), amount);
    await expect(paying).rejects.toMatchObject({ fields: [expect.objectContaining({ field: 'amount' })] });
  });

  it('SUB-3 takes nothing for a cancelled subscription, and holds what was already paid', async () => {
    const deal = await finance.subscribed('1-207');
    await finance.pay(deal, '5000.00');
    await deal.cancelled();
    await expect(finance.pay(deal, '15000.00')).rejects.toMatchObject({
      code: 'SUB-3.cancelled',
      facts: { unit: '1-207' },
    });
    expect(await finance.sheet(deal)).toMatchObject({ credit: '5000.00', allocated: '0.00', outstanding: '0.00' });
  });

  it('FIN-2 an unknown deal is unknown, and a cashier of another project is refused', async () => {
    await expect(finance.pay(new ToldDeal(finance.service, 'none'), '1.00')).rejects.toMatchObject({
      code: 'ALL.unknown',
    });
    const deal = await finance.subscribed('1-208');
    const stranger = { ...cast.qian, assignments: [{ role: 'cashier' as const, projects: [idOf('elsewhere')] }] };
    const payload = { dealId: deal.id, payer: '林', amount: '1.00', method: 'cash' };
    const asking = finance.service.ask(RecordReceipt, payload, [stranger, 'receipt.record']);
    await expect(asking).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('FIN-2 of many cashiers at once none allocates too much, and no number is missing or used twice', async () => {
    const deal = await finance.contracted('1-209');
    const made = await Promise.all(Array.from({ length: 20 }, () => finance.pay(deal, '20000.00')));
    expect(await finance.sheet(deal)).toMatchObject({
      received: '420000.00',
      allocated: '300000.00',
      credit: '120000.00',
    });
    expect(new Set(made.map(({ number }) => number)).size).toBe(20);
    const [book] = await finance.service.rows('select count(*)::int as receipts, max(serial) as last from receipt');
    expect(book!.receipts).toBe(book!.last);
  });

  it('FIN-2 a receipt that is refused by the database leaves no gap', async () => {
    const deal = await finance.subscribed('1-210');
    const insert = `insert into receipt select gen_random_uuid(), deal_id, project_id, serial + ?, number || 'x', payer,
      amount, method, cashier_id, cashier_name, received_at, trace, null, null, null, value_day, till_day, type
      from receipt
      order by serial desc limit 1`;
    await finance.pay(deal, '1.00');
    await expect(finance.service.rows(insert, [2])).rejects.toThrow(/number would be missing/);
    await expect(finance.service.rows(insert, [0])).rejects.toThrow(/receipt_serial/);
    await expect(finance.service.rows(insert, [1])).rejects.toThrow(/does not add up/);
  });
});

describe('MOR-5 the bank’s money', () => {
  it('MOR-5 is a receipt for the loan, once for each disbursement, and with the rest clears the deal', async () => {
    const deal = await finance.contracted('1-301');
    await finance.pay(deal, '280000.00');
    expect((await finance.told(ReceiptRecorded, deal)).at(-1)).toMatchObject({
      pricePaid: '300000.00',
      priceShare: '0.3',
    });
    await deal.disbursed('500000.00');
    await deal.disbursed('500000.00');
    expect((await finance.told(ReceiptRecorded, deal)).at(-1)).toMatchObject({
      method: 'loan',
      pricePaid: '800000.00',
      priceShare: '0.8',
    });
    expect(await finance.sheet(deal)).toMatchObject({ outstanding: '200000.00', cleared: false });
    await deal.disbursed('200000.00');
    expect(await finance.sheet(deal)).toMatchObject({ outstanding: '0.00', cleared: true });
    const cleared = await finance.told(DealCleared, deal);
    expect(cleared).toEqual([expect.objectContaining({ contractId: deal.contractId, unitId: deal.unitId })]);
  });

  it('MOR-5 waits until the contract is known', async () => {
    const deal = await finance.subscribed('1-302');
    await expect(deal.disbursed('700000.00')).rejects.toThrow(/ALL.unknown/);
  });

  it('MOR-5 too much of it is held for the customer', async () => {
    const deal = await finance.contracted('1-303');
    await deal.disbursed('700000.01');
    expect(await finance.sheet(deal)).toMatchObject({ credit: '0.01', allocated: '720000.00' });
  });
});
