import { AccountByDeal, DealCleared, ReceiptRecorded, RecordReceipt } from '#contracts/finance.js';
import { TrialBalance } from '#contracts/finance-ledger.js';
import { OpeningBooked } from '#contracts/finance-takeover.js';
import { Clock } from '#persistence/clock.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { OpeningInTest, type Slip } from './opening-in-test.js';

let opening: OpeningInTest;
beforeAll(async () => {
  opening = await OpeningInTest.begin();
});
afterAll(() => opening?.finance.close());

const rows = (sql: string, params: unknown[] = []) => opening.finance.service.rows(sql, params);
const account = (dealId: string) =>
  opening.finance.service.ask(AccountByDeal, { dealId }, [cast.wu, 'report.desk']) as Promise<any>;
const holds = async () => expect(await rows('select deal_id from deal_proof where not holds')).toEqual([]);

it('FIN-1 a deal from before owes by its paper, and late fees run from the take-over on alone (FIN-7)', async () => {
  const dealId = await opening.contract('A-1', { openingLateFee: '1250.00' });
  const { receivables, outstanding, received } = await account(dealId);
  expect(receivables.map(({ kind, amount, dueOn }: any) => [kind, amount, dueOn])).toEqual([
    ['price', '360000.00', '2024-03-08'],
    ['loan', '720000.00', '2024-06-08'],
    ['late-fee', '1250.00', '2026-11-24'],
    ['price', '120000.00', '2099-03-08'],
  ]);
  expect([outstanding, received]).toEqual(['1201250.00', '0.00']);
  expect(await rows('select old_number, late_from, taken_over_on from deal where id = ?', [dealId])).toEqual([
    { old_number: 'A-1', late_from: '2026-11-24', taken_over_on: '2026-11-24' },
  ]);
});

it('FIN-2 FIN-3 opening receipts are booked in their own book on the day of the take-over', async () => {
  const dealId = await opening.contract('B-1');
  const other = await opening.contract('B-2');
  const slips: Slip[] = [
    ['旧-1', 'B-1', '2024-03-01', '20000.00', '现金'],
    ['旧-2', 'B-1', '2024-03-08', '340000.00', '转账', '首付款'],
    ['旧-3', 'B-1', '2024-06-10', '720000.00', '贷款'],
    ['旧-4', 'B-2', '2024/3/8', '500000.00'],
  ];
  const checked = await opening.checked(slips, '1580000.00', { takenOverOn: '2026-11-01' });
  expect(checked).toMatchObject({ state: 'checked', rowsTotal: 4, controlTotal: '1580000.00' });
  const sums = { receipts: 4, there: 0, booked: 0, total: '1580000.00', held: '20000.00' };
  expect(checked.totals).toMatchObject(sums);
  expect(checked.totals.accounts).toEqual([
    { account: '1001', debit: '20000.00', credit: '0.00' },
    { account: '1002', debit: '1560000.00', credit: '0.00' },
    { account: '2203', debit: '0.00', credit: '1560000.00' },
    { account: '224102', debit: '0.00', credit: '20000.00' },
  ]);
  expect(await rows(`select id from receipt`)).toEqual([]);
  await opening.carryOut(checked.openingReceiptsId as string);
  await opening.pass(checked.openingReceiptsId as string);
  expect(await opening.read(checked.openingReceiptsId as string)).toMatchObject({ state: 'done', rowsWritten: 4 });
  const sheet = await account(dealId);
  expect(sheet).toMatchObject({ received: '1080000.00', credit: '0.00', outstanding: '120000.00', cleared: false });
  expect(sheet.receipts.map(({ number, oldNumber }: any) => [number, oldNumber])).toEqual([
    ['YH-QC-000001', '旧-1'],
    ['YH-QC-000002', '旧-2'],
    ['YH-QC-000003', '旧-3'],
  ]);
  expect(await account(other)).toMatchObject({ received: '500000.00', credit: '20000.00' });
  await holds();
});

it('FIN-7 FIN-8 old money counts on its old day, is booked on the new one, and awaited at no bank', async () => {
  expect(await rows(`select distinct day from journal_entry where document_kind = 'opening'`)).toEqual([
    { day: '2026-11-01' },
  ]);
  const days = 'select distinct value_day as day from allocation where deal_id = ? order by 1';
  expect(await rows(days, [idOf('deal B-1')])).toEqual(
    ['2024-03-01', '2024-03-08', '2024-06-10'].map((day) => ({ day })),
  );
  expect(await rows('select id from bank_item')).toEqual([]);
});

it('FIN-2 the next instalment is paid as any other, from number one of today’s book', async () => {
  const pay = { dealId: idOf('deal B-1'), payer: '林某', amount: '120000.00', method: 'card' };
  const made = await opening.finance.service.ask(RecordReceipt, pay, [cast.qian, 'receipt.record']);
  expect(made).toMatchObject({ number: 'YH-000001', allocations: [{ label: '二期款', amount: '120000.00' }] });
  const cleared = await opening.finance.service.told(DealCleared);
  expect(cleared.map(({ dealId }) => dealId)).toContain(pay.dealId);
  const asked = [cast.zheng, 'report.finance'] as const;
  const balance = await opening.finance.service.ask(TrialBalance, { projectId: idOf('project') }, [...asked]);
  expect(JSON.stringify(balance)).toContain('1680000.00');
  await holds();
});

it('CRM-5 FIN-10 old money is told once a deal, counts in nobody’s month, and begins no deadline', async () => {
  const told = await opening.finance.service.told(OpeningBooked);
  expect(told.map(({ receipts, amount, loan, pricePaid }) => [receipts, amount, loan, pricePaid])).toEqual(
    expect.arrayContaining([
      [3, '1080000.00', '720000.00', '1080000.00'],
      [1, '500000.00', '0.00', '480000.00'],
    ]),
  );
  expect((await opening.finance.service.told(ReceiptRecorded)).map(({ number }) => number)).toEqual(['YH-000001']);
  const deadlines = `select kind from deadline where kind <> 'FIN-2.opening' and about in (
    select id from deal where old_number is not null union select r.id from receivable r join deal d on d.id = r.deal_id
    where d.old_number is not null)`;
  expect(await rows(deadlines)).toEqual([]);
  const before = await rows('select count(*)::int as n from outbox');
  await opening.finance.service.app.get(Clock, { strict: false }).scan();
  expect(await rows('select count(*)::int as n from outbox')).toEqual(before);
});

it('ALL-8 the same table again books nothing, and another amount under the same number is refused', async () => {
  await opening.contract('C-1');
  const slips: Slip[] = [['旧-20', 'C-1', '2024-03-01', '20000.00']];
  await opening.booked(slips, '20000.00');
  expect(await opening.booked(slips, '20000.00')).toMatchObject({ rowsWritten: 0, totals: { there: 1, booked: 0 } });
  expect(await account(idOf('deal C-1'))).toMatchObject({ received: '20000.00' });
  const other = await opening.checked([['旧-20', 'C-1', '2024-03-01', '30000.00']], '30000.00');
  expect(await opening.report(other.openingReceiptsId as string)).toMatchObject([{ row: 2, column: '旧收据号' }]);
});

it('FIN-3 another sum than the control total is refused, with how far they are apart', async () => {
  await opening.contract('D-1');
  const off = await opening.checked([['旧-30', 'D-1', '2024-03-01', '20000.00']], '20000.01');
  expect(off).toMatchObject({ state: 'refused', refused: { code: 'FIN-3.control-total' } });
  expect(off.refused.zh).toContain('-0.01');
  await expect(opening.carryOut(off.openingReceiptsId as string)).rejects.toMatchObject({
    code: 'FIN-2.opening-not-checked',
  });
});

it('FIN-2 MOR-5 each fault is a row of the report, in which nobody is named (ALL-9)', async () => {
  await opening.contract('E-1');
  const bad = await opening.checked(
    [
      ['旧-40', '无此号', '2024-03-01', '1.00'],
      ['旧-41', 'E-1', '2024-02-30', '1.00'],
      ['旧-42', 'E-1', '2099-03-01', '1.00'],
      ['旧-43', 'E-1', '2024-03-01', '1.005'],
      ['旧-44', 'E-1', '2024-03-01', '1.00', '微信'],
      ['旧-45', 'E-1', '2024-03-01', '1.00', '转账', '按揭贷款'],
      ['旧-46', 'E-1', '2024-03-01', '1.00', '转账', '装修款'],
      ['旧-47', 'E-1', '2024-03-01', '1.00'],
      ['旧-47', 'E-1', '2024-03-01', '1.00'],
    ],
    '1.00',
  );
  expect(bad).toMatchObject({ state: 'refused', refused: { code: 'INV-1.bad-rows' }, rowsRejected: 8 });
  const report = await opening.report(bad.openingReceiptsId as string);
  expect(report.map(({ row, column }) => [row, column])).toEqual([
    ...([2, 3, 4, 5, 6, 7, 8] as const).map((row, at) => [
      row,
      ['编号', '收款日期', '收款日期', '金额', '收款方式', '核销款项', '核销款项'][at],
    ]),
    [10, '旧收据号'],
  ]);
  expect(JSON.stringify(report)).not.toContain('林');
});

it('ALL-4 who hands opening receipts in does not book them', async () => {
  await opening.contract('F-1');
  const both = { ...cast.wu, assignments: [...cast.wu.assignments, ...cast.zheng.assignments] };
  const openingReceiptsId = await opening.handIn([['旧-50', 'F-1', '2024-03-01', '1.00']], '1.00', {}, both);
  await opening.pass(openingReceiptsId);
  await expect(opening.carryOut(openingReceiptsId, both)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
  await opening.carryOut(openingReceiptsId);
});

it('FIN-2 the database keeps the two books apart, and an old number once', async () => {
  const [one] = await rows(`select * from receipt where old_number = '旧-1'`);
  const again = (changes: object) => {
    const row = { ...one, id: idOf(JSON.stringify(changes)), ...changes };
    const names = Object.keys(row);
    const values = Object.values(row);
    return rows(`insert into receipt (${names.join()}) values (${names.map(() => '?').join()})`, values);
  };
  await expect(again({ serial: 99, old_number: 'x' })).rejects.toThrow();
  await expect(again({ serial: 6 })).rejects.toThrow();
  await expect(again({ book: 'receipts', serial: 2 })).rejects.toThrow();
});
