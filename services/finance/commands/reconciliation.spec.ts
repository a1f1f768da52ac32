import {
  BankReconciliation,
  BankReconciliationWorkbook,
  Reconciliations,
  ReopenReconciliation,
} from '#contracts/finance-reconciliation.js';
import { ExplainDifference } from '#contracts/finance-matches.js';
import { TrialBalance } from '#contracts/finance-ledger.js';
import { FinanceList } from '#contracts/named-lists.js';
import { addDays } from '#kernel/time.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import { bankCsv, BankInTest, type TableLine } from './bank-in-test.js';
import { FinanceInTest } from './in-test.js';

const { today } = BankInTest;
let finance: FinanceInTest;
let bank: BankInTest;
/** Each test has books of its own. */
beforeEach(async () => {
  finance = await FinanceInTest.start();
  const settings = `update project set settings = '{"reconciliation": {"sameDay": true, "differenceDays": 0}}'`;
  await finance.service.rows(settings);
  bank = await BankInTest.opened(finance, { openingBalance: '1000.00' });
});
afterEach(() => finance.close());

const statement = (...lines: TableLine[]) => bankCsv(lines, '1000.00');
const pay = async (unit: string, amount: string, payer = '林晓') =>
  finance.pay(await finance.subscribed(unit), amount, { method: 'transfer', payer });
const sheet = (day = today) =>
  finance.service.ask(BankReconciliation, { accountId: bank.accountId, day }, [cast.zheng, 'report.finance']);
const explain = (differenceId: string) =>
  finance.service.ask(ExplainDifference, { differenceId, reason: '在途' }, [cast.wu, 'reconciliation.import']);
const reopen = (reconciliationId: string, as = cast.zheng) =>
  finance.service.ask(ReopenReconciliation, { reconciliationId, reason: '补导' }, [as, 'reconciliation.check']);
/** One line matched, one that only the bank has, one that only the books have; all explained. */
async function explained(): Promise<void> {
  await pay('1-101', '500.00');
  await pay('1-102', '77.00');
  await bank.imported(statement([today, '500.00', 'A', '林晓'], [today, '-3.00', 'B']));
  for (const { differenceId } of (await sheet()).outstanding) await explain(differenceId);
}

describe('FIN-8 银行存款余额调节表', () => {
  it('FIN-8 makes both balances the same by what the other side does not have yet', async () => {
    await explained();
    const found = await sheet();
    expect(found).toMatchObject({
      ...{ bankBalance: '1497.00', bookBalance: '577.00', ledgerBalance: '577.00', openingDifference: '1000.00' },
      ...{ bankReceived: '0.00', bankPaid: '3.00', booksReceived: '77.00', booksPaid: '0.00' },
      ...{ adjustedBank: '1574.00', adjustedBooks: '1574.00', balanced: true, unexplained: 0 },
    });
    expect(found.outstanding.map(({ kind, amount }: { kind: string; amount: string }) => [kind, amount])).toEqual(
      expect.arrayContaining([
        ['line', '-3.00'],
        ['item', '77.00'],
      ]),
    );
    const trial = await finance.service.ask(TrialBalance, { projectId: idOf('project') }, [
      cast.zheng,
      'report.finance',
    ]);
    const ledger = trial.items.find(({ account }: { account: string }) => account.startsWith('1002'));
    expect(ledger.debit).toBe(found.ledgerBalance);
    const before = await sheet(addDays(today, -1));
    expect(before).toMatchObject({ bankBalance: '1000.00', bookBalance: '0.00', balanced: true, outstanding: [] });
  });

  it('FIN-8 counts a match whose parts end later as outstanding on the days before', async () => {
    const [past, item] = [addDays(today, -2), (await pay('1-101', '500.00')).receiptId];
    await bank.read(statement([past, '500.00', 'A']));
    await bank.match([(await bank.line('A'))!.lineId], [await bank.item(item)]);
    expect(await sheet(past)).toMatchObject({ bankReceived: '500.00', balanced: true });
    expect(await sheet()).toMatchObject({ bankReceived: '0.00', booksReceived: '0.00', balanced: true });
  });

  it('FIN-8 of two accounts each has its own books, and both together are the ledger’s', async () => {
    const second = await BankInTest.opened(finance, { number: '555566667777' });
    const { receiptId } = await pay('1-101', '500.00');
    await pay('1-102', '70.00');
    await second.read(bankCsv([[today, '499.00', 'A', '林晓']]));
    const reason = { reason: '手续费' };
    await second.match([(await second.line('A'))!.lineId], [await bank.item(receiptId)], reason);
    const asked = { accountId: second.accountId, day: today };
    const other = await finance.service.ask(BankReconciliation, asked, [cast.zheng, 'report.finance']);
    expect(other).toMatchObject({ bankBalance: '499.00', bookBalance: '500.00', matchDifferences: '-1.00' });
    expect(other).toMatchObject({ balanced: true, openingDifference: '0.00', ledgerBalance: '570.00' });
    expect(await sheet()).toMatchObject({ bookBalance: '70.00', booksReceived: '70.00', balanced: true });
    await second.end((await second.line('A'))!.matchId);
    expect(await sheet()).toMatchObject({ bookBalance: '570.00', booksReceived: '570.00', balanced: true });
  });

  it('FIN-8 is a workbook that says every item', async () => {
    await explained();
    const asked = { accountId: bank.accountId, day: today };
    const { name, file } = await finance.service.ask(BankReconciliationWorkbook, asked, [cast.zheng, 'report.finance']);
    expect(name).toContain('银行存款余额调节表');
    const rows = await readSheet(Buffer.from(file, 'base64'));
    expect(rows).toContainEqual(['调节后余额（银行）', null, null, 1574, null]);
    expect(rows).toContainEqual([null, today, 'B', -3, '在途']);
  });
});

describe('FIN-8 对账复核', () => {
  it('FIN-8 ALL-4 another person checks it; then nothing of it changes until it is reopened', async () => {
    await explained();
    const { reconciliationId } = await bank.submit();
    await expect(bank.submit()).rejects.toMatchObject({ code: 'FIN-8.check-waiting' });
    const list = { list: 'reconciliations-to-check', projectId: idOf('project') };
    const waiting = () => finance.service.ask(FinanceList, list, [cast.zheng, 'report.finance']);
    expect((await waiting()).items).toMatchObject([{ id: reconciliationId, bank: '1497.00', books: '577.00' }]);
    expect(await bank.check(reconciliationId)).toEqual({ reconciliationId, state: 'approved' });
    expect((await waiting()).count).toBe(0);
    await expect(bank.check(reconciliationId)).rejects.toMatchObject({ code: 'FIN-8.not-submitted' });
    await expect(bank.submit()).rejects.toMatchObject({ code: 'FIN-8.checked' });
    const { matchId } = (await bank.line('A'))!;
    await expect(bank.end(matchId)).rejects.toMatchObject({ code: 'FIN-8.checked' });
    const late = await bank.read(
      statement([today, '500.00', 'A', '林晓'], [today, '-3.00', 'B'], [today, '9.00', 'C']),
    );
    expect(late).toMatchObject({ state: 'refused', refused: { code: 'FIN-8.line-late' } });
    const ending = `update bank_match set ended_by = id, ended_at = now(), ended_for = 'x'`;
    await expect(finance.service.rows(ending)).rejects.toThrow(/is checked/);
    await reopen(reconciliationId);
    await expect(reopen(reconciliationId)).rejects.toMatchObject({ code: 'FIN-8.not-the-last' });
    await bank.end(matchId);
    const { items } = await finance.service.ask(Reconciliations, { accountId: bank.accountId }, [
      ...([cast.wu, 'report.finance'] as const),
    ]);
    expect(items).toMatchObject([{ state: 'reopened', reason: '补导' }]);
  });

  it('FIN-8 is refused with a reason, and submitted again', async () => {
    await explained();
    const { reconciliationId } = await bank.submit();
    const refusing = { decision: 'refuse' };
    await expect(bank.check(reconciliationId, refusing)).rejects.toMatchObject({ code: 'FIN-8.reason-missing' });
    await bank.check(reconciliationId, { ...refusing, reason: '说明不清' });
    const again = await bank.submit();
    expect(again.state).toBe('submitted');
  });

  it('FIN-8 is not approved with a difference that nobody explained, nor when it changed meanwhile', async () => {
    await pay('1-101', '500.00');
    await bank.imported(statement([today, '-3.00', 'B']));
    const { reconciliationId } = await bank.submit();
    const open = { code: 'FIN-8.unexplained', facts: { unexplained: 2 } };
    await expect(bank.check(reconciliationId)).rejects.toMatchObject(open);
    for (const { differenceId } of (await sheet()).outstanding) await explain(differenceId);
    const { receiptId } = await pay('1-102', '5.00');
    await explain(await bank.item(receiptId));
    await expect(bank.check(reconciliationId)).rejects.toMatchObject({ code: 'FIN-8.changed-since' });
  });

  it('FIN-8 needs statements without a gap up to its day, and a day that is over', async () => {
    await expect(bank.submit()).rejects.toMatchObject({ code: 'FIN-8.statement-missing' });
    const gap = bankCsv([[today, '5.00', 'Z']], '4000.00');
    await bank.read(gap);
    await expect(bank.submit()).rejects.toMatchObject({ code: 'FIN-8.statement-gap' });
    const missing = bankCsv([[addDays(today, -1), '3000.00', 'Y']], '1000.00');
    await bank.read(missing);
    expect((await bank.submit()).state).toBe('submitted');
    await expect(bank.submit(addDays(today, 1))).rejects.toMatchObject({ code: 'FIN-8.day-not-over' });
    await finance.service.rows(`update project set settings = '{}'`);
    await expect(bank.submit()).rejects.toMatchObject({ code: 'FIN-8.day-not-over' });
  });

  it('ALL-4 neither who imported, matched or explained, nor the cashier of its receipts checks it', async () => {
    await explained();
    const { reconciliationId } = await bank.submit();
    const roles = (person: Person): Person => {
      return { ...person, assignments: [...person.assignments, ...cast.zheng.assignments] };
    };
    for (const maker of [cast.wu, cast.qian]) {
      const asked = bank.check(reconciliationId, {}, roles(maker));
      await expect(asked).rejects.toMatchObject({ code: 'ALL-4.same-person' });
      const approving = `update reconciliation set state = 'approved', decided_by = ?, decided_at = now()`;
      await expect(finance.service.rows(approving, [maker.id])).rejects.toThrow(/ALL-4/);
    }
    const unsaid = `update reconciliation set state = 'approved', decided_by = ?, decided_at = now()`;
    await expect(finance.service.rows(unsaid, [cast.zheng.id])).rejects.toThrow(/checked to where/);
  });
});
