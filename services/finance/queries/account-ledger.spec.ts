import { AccountLedger, JournalEntryById } from '#contracts/finance-ledger.js';
import { dayOf } from '#kernel/time.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from '../commands/in-test.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  const deal = await finance.contracted('9-101');
  for (const amount of ['1.00', '2.00', '3.00', '4.00']) await finance.pay(deal, amount, { method: 'card' });
  await finance.cancelled('9-102', '50.00');
});
afterAll(() => finance.close());

const projectId = idOf('project');
const today = dayOf(new Date());
const ledger = (account: string, more: object = {}, as = cast.zheng) =>
  finance.service.ask(AccountLedger, { projectId, account, ...more }, [as, 'report.finance']);
const entry = (entryId: string, as = cast.zheng) =>
  finance.service.ask(JournalEntryById, { entryId }, [as, 'report.finance']);

describe('FIN-3 the ledger of an account', () => {
  it('FIN-3 has each line with its voucher, paper and cause, and what stands after it', async () => {
    const { account, items, ...sums } = await ledger('1002');
    expect(account).toMatchObject({ code: '1002', zh: '银行存款', side: 'debit' });
    expect(sums).toEqual({ on: today, opening: '0.00', debit: '10.00', credit: '0.00', closing: '10.00' });
    expect(items.map((row: any) => [row.debit, row.balance])).toEqual([
      ...[['1.00', '1.00'], ['2.00', '3.00'], ['3.00', '6.00'], ['4.00', '10.00']], // prettier-ignore
    ]);
    expect(items[0]).toMatchObject({
      ...{ day: today, voucher: `记-${today.slice(0, 7)}-0003`, summary: '收款 9-101 YH-000002', unitCode: '9-101' },
      document: { kind: 'receipt', zh: '收款', number: 'YH-000002' },
      cause: { name: 'cmd.finance.record-receipt' },
    });
  });

  it('FIN-3 of an account that grows by credits is told on that side', async () => {
    expect(await ledger('2203')).toMatchObject({ credit: '20010.00', closing: '20010.00' });
    expect(await ledger('224102')).toMatchObject({ items: [{ summary: '交易取消 9-102', balance: '50.00' }] });
  });

  it('FIN-3 is read page by page, each line once, the balance going on', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await ledger('1002', { limit: 1, ...(after ? { after } : {}) });
      expect(page).toMatchObject({ opening: '0.00', closing: '10.00' });
      seen.push(...page.items.map((row: any) => row.balance));
      after = page.next;
    } while (after);
    expect(seen).toEqual(['1.00', '3.00', '6.00', '10.00']);
  });

  it('FIN-3 what cannot be read is refused by name', async () => {
    await expect(ledger('1003')).rejects.toMatchObject({ code: 'FIN-3.no-account', facts: { account: '1003' } });
    await expect(ledger('2241')).rejects.toMatchObject({ code: 'FIN-3.no-account' });
    await expect(ledger('cash')).rejects.toMatchObject({ fields: [{ field: 'account' }] });
    await expect(ledger('1002', { after: 'x' })).rejects.toMatchObject({ fields: [{ field: 'after' }] });
    const backwards = ledger('1002', { from: '2026-02-01', on: '2026-01-01' });
    await expect(backwards).rejects.toMatchObject({ fields: [{ field: 'from' }] });
  });

  it('FIN-3 an entry is read as its voucher', async () => {
    const { items } = await ledger('2203', { limit: 1 });
    expect(await entry(items[0].entryId)).toMatchObject({
      ...{ projectId, summary: '签约转房款 9-101', document: { kind: 'contract' } },
      cause: { name: 'sales.contract-signed.v1' },
      lines: [
        { account: { code: '224101' }, debit: '20000.00', credit: '0.00' },
        { account: { code: '2203' }, debit: '0.00', credit: '20000.00' },
      ],
    });
    await expect(entry(idOf('nowhere'))).rejects.toMatchObject({ code: 'ALL.unknown' });
  });

  it('ALL-5 of another project is not for a supervisor of this one', async () => {
    const stranger = { ...cast.zheng, assignments: [{ role: 'accounting_supervisor' as const, projects: [] }] };
    const { items } = await ledger('1002', { limit: 1 });
    await expect(ledger('1002', {}, stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(entry(items[0].entryId, stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
