import { DepositCash } from '#contracts/finance-bank.js';
import { ExportVouchers } from '#contracts/finance-ledger.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bankCsv, BankInTest } from './bank-in-test.js';
import { FinanceInTest } from './in-test.js';

const { today } = BankInTest;
let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  await finance.pay(await finance.subscribed('1-101'), '5000.00');
});
afterAll(() => finance.close());

const projectId = idOf('project');
const deposit = (amount: string, slip: string, by: Person = cast.qian) =>
  finance.service.ask(DepositCash, { projectId, amount, slip }, [by, 'receipt.record']);

describe('FIN-8 cash that is taken to the bank', () => {
  it('FIN-3 FIN-8 moves in the ledger, and is matched with its line by the slip', async () => {
    const { cashDepositId, cash } = await deposit('3000.00', 'JK-2026-0001');
    expect(cash).toBe('2000.00');
    expect(await finance.entry('cash-deposit', cashDepositId)).toEqual(['1001 -300000', '1002 300000']);
    const bank = await BankInTest.opened(finance);
    await bank.imported(bankCsv([[today, '3000.00', 'S1', '', '现金缴款 JK-2026-0001']]));
    expect(await bank.line('S1')).toMatchObject({ state: 'matched' });
    const [match] = await finance.service.rows('select score, reasons from bank_match');
    expect(match).toEqual({ score: 100, reasons: ['amount', 'same-day', 'number'] });
  });

  it('FIN-8 is no more than there is, and a slip counts once, whoever asks at once', async () => {
    const asked = [deposit('1500.00', 'JK-2026-0002'), deposit('1500.00', 'JK-2026-0003', cast.qian)];
    const done = await Promise.allSettled(asked);
    const codes = done.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(codes).toEqual(['FIN-8.more-than-cash']);
    await expect(deposit('1.00', 'JK-2026-0001')).rejects.toMatchObject({ code: 'FIN-8.slip-known' });
    await expect(deposit('1.00', 'JK')).rejects.toMatchObject({ fields: [{ field: 'slip' }] });
  });

  it('FIN-3 FIN-8 is a voucher as every entry is, without a unit', async () => {
    const asked = { projectId, from: today, on: today, format: 'csv' };
    const { file } = await finance.service.ask(ExportVouchers, asked, [cast.zheng, 'report.finance']);
    expect(Buffer.from(file, 'base64').toString()).toContain('缴存现金');
  });

  it('ALL-5 is done in one’s own projects alone', async () => {
    const stranger: Person = { ...cast.qian, assignments: [{ role: 'cashier', projects: [idOf('other')] }] };
    await expect(deposit('1.00', 'JK-2026-0009', stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('ALL-4 FIN-8 the cashier who took it does not check it', async () => {
    const makers = await finance.service.rows(
      `select m.* from bank_account a, reconciliation_makers(a.id, '${today}', '${today}') m
       where operation = 'receipt.record' and m.person = '${cast.qian.id}'`,
    );
    expect(makers).toHaveLength(1);
    const orphan = `update cash_deposit set amount = 1`;
    await expect(finance.service.rows(orphan)).rejects.toThrow(/permission denied/);
  });
});
