import { ChartOfAccounts, TrialBalance } from '#contracts/finance-ledger.js';
import { PolicyChanged } from '#contracts/inventory-policy.js';
import { newId } from '#kernel/ids.js';
import { dayOf } from '#kernel/time.js';
import { cast, idOf } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { FinanceInTest } from '../commands/in-test.js';

let finance: FinanceInTest;
let owner: pg.Client;
let dealId: string;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  owner = new pg.Client({ connectionString: finance.service.ownerUrl });
  await owner.connect();
  dealId = (await finance.subscribed('8-101')).id;
  await posted('2026-09-30', ['224101', 100], ['2203', -100]);
  await posted('2026-10-01', ['224101', 30], ['2203', -30]);
  await posted('2026-10-31', ['2203', 5], ['224101', -5]);
});
afterAll(async () => {
  await owner.end();
  await finance.close();
});

const projectId = idOf('project');
const asked = { projectId };
const balance = (more: object = {}) =>
  finance.service.ask(TrialBalance, { ...asked, ...more }, [cast.zheng, 'report.finance']);

/** An entry of a past day that moves no cash: debits above zero, in fen. Lines say nothing of project and day. */
async function posted(day: string, ...lines: [account: string, amount: number][]): Promise<void> {
  const id = newId();
  const values = lines.map(([account, amount]) => `('${account}', ${Math.max(amount, 0)}, ${Math.max(-amount, 0)})`);
  await finance.service.rows(`
    with e as (insert into journal_entry
      values ('${id}', '${projectId}', '${dealId}', '${day}', now(), 'contract', gen_random_uuid(), 'test', 'test')
      returning id)
    insert into journal_line (id, entry_id, account, debit, credit)
      select gen_random_uuid(), e.id, l.* from e, (values ${values.join()}) l`);
}

/** Rows in which the totals of a day are not its lines, or an entry has no number or a number is missing. */
const apart = async () => [
  ...(await finance.service.rows(`
    select coalesce(t.account, l.account) from ledger_day t full join (
      select project_id, account, day, sum(debit) as debit, sum(credit) as credit, count(*) as lines
      from journal_line group by 1, 2, 3) l using (project_id, account, day)
    where (t.debit, t.credit, t.lines) is distinct from (l.debit::bigint, l.credit::bigint, l.lines::int)`)),
  ...(await finance.service.rows(`
    select month from voucher right join journal_entry e on e.id = entry_id
    group by voucher.project_id, month having count(*) <> max(number) or month is null`)),
];

describe('FIN-3 the books at the end of a day', () => {
  it('FIN-3 the trial balance of a period has what was before it, what was in it and what is left', async () => {
    const { items, total, difference, on, from } = await balance({ from: '2026-10-01', on: '2026-10-30' });
    expect({ on, from, difference }).toEqual({ on: '2026-10-30', from: '2026-10-01', difference: '0.00' });
    expect(items).toMatchObject([
      {
        shown: { code: '2203' },
        opening: { credit: '1.00' },
        debit: '0.00',
        credit: '0.30',
        closing: { credit: '1.30' },
      },
      {
        shown: { code: '224101', side: 'credit' },
        opening: { debit: '1.00' },
        debit: '0.30',
        closing: { debit: '1.30' },
      },
    ]);
    expect(total).toMatchObject({ opening: { debit: '1.00', credit: '1.00' }, closing: { debit: '1.30' } });
    expect((await balance({ on: '2026-09-29' })).items).toEqual([]);
    expect((await balance({ on: '2026-10-31' })).items[0]).toMatchObject({ debit: '0.05', credit: '1.30' });
    expect((await balance()).on).toBe(dayOf(new Date()));
  });

  it('FIN-3 a period that ends before it begins is refused by name', async () => {
    await expect(balance({ from: '2026-10-02', on: '2026-10-01' })).rejects.toMatchObject({
      fields: [{ field: 'from' }],
    });
    await expect(balance({ on: '2026-13-01' })).rejects.toMatchObject({ fields: [{ field: 'on' }] });
  });

  it('FIN-3 an entry that comes late changes its own day, and takes the next number of its month', async () => {
    await posted('2026-09-01', ['224101', 7], ['2203', -7]);
    expect((await balance({ on: '2026-09-02' })).total.closing).toEqual({ debit: '0.07', credit: '0.07' });
    const numbers = await finance.service.rows<{ number: number }>(
      `select number from voucher join journal_entry e on e.id = entry_id where month = '2026-09' order by e.day`,
    );
    expect(numbers.map(({ number }) => number)).toEqual([2, 1]);
    await posted('2026-09-01', ['2203', 7], ['224101', -7]);
    expect(await apart()).toEqual([]);
  });

  it('FIN-3 of many who post at once none misses a number, and totals are their lines', async () => {
    const deals = await Promise.all(
      ['8-201', '8-202', '8-203', '8-204', '8-205'].map((name) => finance.subscribed(name)),
    );
    const receipts = deals.flatMap((deal) => [
      finance.pay(deal, '300.00'),
      finance.pay(deal, '0.01', { method: 'card' }),
    ]);
    const others = Array.from({ length: 10 }, (_, n) =>
      n % 2 ? posted('2026-10-15', ['2203', 1], ['224101', -1]) : posted('2026-10-15', ['224101', 1], ['2203', -1]),
    );
    await Promise.all([...receipts, ...others]);
    expect(await apart()).toEqual([]);
    expect((await balance()).difference).toBe('0.00');
  });

  it('FIN-3 nobody writes numbers and totals but the posting of an entry', async () => {
    const tables = ['voucher', 'ledger_day'];
    for (const table of tables) {
      await expect(finance.service.rows(`update ${table} set project_id = project_id`)).rejects.toThrow('denied');
      await expect(finance.service.rows(`delete from ${table}`)).rejects.toThrow('denied');
      await expect(finance.service.rows(`truncate ${table}`)).rejects.toThrow('denied');
      await expect(finance.service.rows(`insert into ${table} select * from ${table}`)).rejects.toThrow('append-only');
      await expect(owner.query(`insert into ${table} select * from ${table}`)).rejects.toThrow('append-only');
      await expect(owner.query(`update ${table} set project_id = project_id`)).rejects.toThrow('append-only');
      await expect(owner.query(`delete from ${table}`)).rejects.toThrow('append-only');
      await expect(owner.query(`truncate ${table}`)).rejects.toThrow('append-only');
    }
  });

  it('FIN-3 nothing joins an entry once it has its number, nor stands in another day than its entry', async () => {
    const id = newId();
    const entry = `insert into journal_entry
      values ('${id}', '${projectId}', '${dealId}', '2026-10-15', now(), 'contract', gen_random_uuid(), '', '')`;
    const lines = (day: string) => `insert into journal_line (id, entry_id, account, debit, credit, day, project_id)
      select gen_random_uuid(), '${id}', l.*, '${day}', '${projectId}' from (values ('2203', 5, 0), ('1122', 0, 5)) l`;
    const together = (...statements: string[]) =>
      owner.query(['begin', ...statements, 'commit'].join(';')).finally(() => owner.query('rollback'));
    await expect(together(entry, lines('2026-10-16'))).rejects.toThrow('stands elsewhere');
    const early = [entry, lines('2026-10-15'), 'set constraints all immediate', lines('2026-10-15')];
    await expect(together(...early)).rejects.toThrow('is closed');
    expect(await apart()).toEqual([]);
  });
});

describe('FIN-3 the chart of accounts', () => {
  const chart = () => finance.service.ask(ChartOfAccounts, asked, [cast.zheng, 'report.finance']);

  it('FIN-3 is in the order of codes, with class and side', async () => {
    const { items } = await chart();
    expect(items[0]).toEqual({
      ...{ code: '1001', zh: '库存现金', en: 'Cash on hand', class: 'asset', side: 'debit', posted: true },
    });
    expect(items.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['1122', '2203', '2241', '224101', '6301']),
    );
    expect(items.find(({ code }: { code: string }) => code === '224101')).toMatchObject({ parent: '2241' });
  });

  it('FIN-3 a project chooses whether money paid ahead is 预收账款 or 合同负债; its entries stay', async () => {
    const policy = (advances: string) =>
      sampleOf(PolicyChanged, { projectId, policy: { deposit: '20000.00', finance: { books: { advances } } } });
    await finance.service.hear(PolicyChanged, policy('2205'));
    const codes = (await chart()).items.map(({ code }: { code: string }) => code);
    expect([codes.includes('2205'), codes.includes('2203')]).toEqual([true, false]);
    expect((await balance()).items.map((row: any) => row.account)).toContain('2205 合同负债（房款）');
    await finance.service.hear(PolicyChanged, policy('2203'));
    expect((await balance()).items.map((row: any) => row.account)).toContain('2203 预收账款（房款）');
  });
});
