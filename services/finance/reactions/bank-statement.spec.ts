import { Statements } from '#contracts/finance-bank.js';
import { addDays } from '#kernel/time.js';
import { workbookOf } from '#printing/workbook.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { bankCsv, BankInTest } from '../commands/bank-in-test.js';
import { camt, camtEntry } from '../commands/camt-in-test.js';
import { FinanceInTest } from '../commands/in-test.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
});
afterAll(() => finance.close());

let accounts = 0;
const { today } = BankInTest;
const before = addDays(today, -1);
/** An account of its own, so that its balances begin at nothing. */
const account = (more: object = {}) => BankInTest.opened(finance, { number: `440000000${accounts++}`, ...more });
const head = ['日期', '摘要', '对方户名', '对方账号', '借方', '贷方', '余额', '流水号'];

describe('FIN-8 a statement that is handed in', () => {
  it('FIN-8 is the same lines as csv, as a workbook and as CAMT.053', async () => {
    const bank = await account({ number: '44001234567890123456' });
    const csv = bankCsv([
      [before, '1234.50', 'R1', '林晓', '购房款'],
      [today, '-0.50', 'R2', '何方', '手续费'],
    ]);
    expect(await bank.read(csv)).toMatchObject({ state: 'done', linesNew: 2, from: before, to: today });
    const rows = [
      [before, '购房款', '林晓', '', null, '1234.50', '1234.50', 'R1'],
      [today, '手续费', '何方', '', '0.50', null, '1234.00', 'R2'],
    ];
    const workbook = await workbookOf({ name: '对账单', head, rows, numeric: new Set([4, 5, 6]) });
    expect(await bank.read(workbook)).toMatchObject({ state: 'done', linesTotal: 2, linesNew: 0 });
    const entries = [
      camtEntry({ amount: '1234.50', side: 'CRDT', day: before, reference: 'R1', party: '林晓' }),
      camtEntry({ amount: '0.50', side: 'DBIT', day: today, reference: 'R2', party: '何方' }),
      camtEntry({ amount: '7.00', side: 'CRDT', day: today, reference: 'R3', party: '林晓' }),
    ];
    const xml = Buffer.from(camt({ opening: '0.00', closing: '1241.00', entries }));
    expect(await bank.read(xml)).toMatchObject({ state: 'done', linesTotal: 3, linesNew: 1, closing: '1241.00' });
    expect((await bank.lines()).map(({ reference }: { reference: string }) => reference)).toEqual(['R1', 'R2', 'R3']);
    const asked = { accountId: bank.accountId };
    const { items } = await finance.service.ask(Statements, asked, [cast.zheng, 'report.finance']);
    expect(items).toHaveLength(3);
  });

  it('FIN-8 counts once when it is handed in twice at once, or is read twice by two who read', async () => {
    const bank = await account();
    const csv = bankCsv([[today, '88.00', 'R1', '林晓']]);
    const asked = await Promise.all([bank.asked(csv), bank.asked(csv)]);
    await Promise.all(asked.map((id) => bank.pass('FIN-8.import', id)));
    const read = await Promise.all(asked.map((id) => bank.statement(id)));
    expect(read.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(read.map(({ linesNew }) => linesNew).toSorted()).toEqual([0, 1]);
    expect(await bank.lines()).toHaveLength(1);
  });

  it('FIN-8 equal lines without a number are all counted, and again only once', async () => {
    const bank = await account();
    const twice = bankCsv([
      [today, '5.00', '', '林晓'],
      [today, '-5.00', '', '林晓'],
      [today, '5.00', '', '林晓'],
    ]);
    expect(await bank.read(twice)).toMatchObject({ linesNew: 3 });
    expect(await bank.read(twice)).toMatchObject({ linesTotal: 3, linesNew: 0 });
  });

  it('FIN-8 is begun again by another when whoever read it died, and then matched', async () => {
    const bank = await account();
    const deal = await finance.subscribed('1-901');
    await finance.pay(deal, '777.00', { method: 'transfer', payer: '林晓' });
    const statementId = await bank.asked(bankCsv([[today, '777.00', 'R1', '林晓']]));
    const claimed = `update deadline set attempts = 2, leased_until = now() + interval '1 hour' where about = ?`;
    await finance.service.rows(claimed, [statementId]);
    await bank.pass('FIN-8.import', statementId);
    await bank.pass('FIN-8.matching', bank.accountId);
    expect(await bank.line('R1')).toMatchObject({ state: 'matched' });
  });

  it('FIN-8 that kills whoever reads it is given up after five times', async () => {
    const bank = await account();
    const died = `update deadline set attempts = 6 where about = ? and attempts = 0 returning id`;
    let statementId: string;
    // Until nobody was quicker.
    do statementId = await bank.asked(bankCsv([[today, '1.00', 'R1']]));
    while ((await finance.service.rows(died, [statementId])).length === 0);
    await bank.pass('FIN-8.import', statementId);
    expect(await bank.statement(statementId)).toMatchObject({
      state: 'refused',
      refused: { code: 'FIN-8.import-failed' },
    });
  });

  const table = (...rows: string[][]) => Buffer.from([head, ...rows].map((row) => row.join(',')).join('\n'));
  it.each([
    ['is no table', Buffer.from([0x89, 0x50, 0, 0xff, 0xff]), 'INV-1.not-a-table'],
    ['is empty', Buffer.from(' '), 'FIN-8.headings'],
    ['has headings and no line', table(), 'FIN-8.no-lines'],
    ['has no balances', table([today, '', '', '', '', '1.00', '', 'R1']), 'FIN-8.no-balance'],
    [
      'does not add up',
      table([today, '', '', '', '', '1.00', '1', 'R'], [today, '', '', '', '', '1', '3', 'S']),
      'FIN-8.balance-broken',
    ],
    [
      'is of another account',
      Buffer.concat([Buffer.from('账号,99887766554433\n'), bankCsv([[today, '1.00', 'R']])]),
      'FIN-8.other-account',
    ],
    ['begins before the account', bankCsv([['2025-12-31', '1.00', 'R1']]), 'FIN-8.before-account'],
    ['is XML of something else', Buffer.from('<a/>'), 'FIN-8.not-camt'],
    [
      'has too many lines',
      table(...Array.from({ length: 10_001 }, () => [today, '', '', '', '', '1', '1', ''])),
      'INV-1.too-large',
    ],
  ])('FIN-8 that %s is refused, and leaves nothing', async (_, file, code) => {
    const bank = await account();
    expect(await bank.read(file)).toMatchObject({ state: 'refused', refused: { code }, linesNew: 0 });
    expect(await bank.lines()).toEqual([]);
  });

  it('FIN-8 with bad rows is refused as a whole, and reports them row by row', async () => {
    const bank = await account();
    const file = table([today, '', '', '', '', '1.00', '1.00', 'R1'], ['昨天', '', '', '', '', '1.00', '2.00', 'R2']);
    const read = await bank.read(file);
    expect(read).toMatchObject({ state: 'refused', linesRejected: 1, refused: { code: 'FIN-8.bad-rows' } });
    expect(read.rejected).toEqual([{ row: 3, column: '日期', zh: '日期不是日期', en: '日期 is no day' }]);
    expect(await bank.lines()).toEqual([]);
  });
});

describe('ALL-9 who paid', () => {
  it('ALL-9 is sealed at rest, in lines and in a file that waits; the file is gone once it is read', async () => {
    const bank = await account();
    const statementId = await bank.asked(bankCsv([[today, '1.00', 'R1', '欧阳林晓', '欧阳林晓付款']]));
    const owner = new pg.Client({ connectionString: finance.service.ownerUrl });
    await owner.connect();
    const dumped = async () => {
      const tables = ['bank_line', 'bank_statement', 'bank_statement_file', 'bank_account', 'audit', 'deadline'];
      const rows: unknown[] = [];
      for (const name of tables) rows.push((await owner.query(`select * from ${name}`)).rows);
      return JSON.stringify(rows);
    };
    const waiting = await dumped();
    await bank.pass('FIN-8.import', statementId);
    const read = await dumped();
    const [file] = (await owner.query('select content from bank_statement_file where id = $1', [statementId])).rows;
    await owner.end();
    for (const dump of [waiting, read]) {
      expect(dump).not.toContain('欧阳林晓');
      expect(dump).not.toContain('6222000011112222');
      expect(dump).not.toContain(Buffer.from('欧阳林晓').toString('base64').slice(0, 8));
    }
    expect(file).toEqual({ content: null });
    expect(await bank.line('R1')).toMatchObject({ counterparty: '欧**', summary: '欧**付款' });
  });
});

describe('ALL-5 rights', () => {
  it('ALL-5 nobody hands in, or reads, a statement of a project that is not theirs', async () => {
    const bank = await account();
    const stranger: Person = { ...cast.wu, assignments: [{ role: 'sales_accountant', projects: [idOf('other')] }] };
    const asking = bank.asked(bankCsv([[today, '1.00', 'R1']]), {}, stranger);
    await expect(asking).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const statementId = await bank.asked(bankCsv([[today, '1.00', 'R1']]));
    await expect(bank.statement(statementId, stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
