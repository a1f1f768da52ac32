import { describe, expect, it } from '@jest/globals';
import { Money } from '#kernel/money.js';
import { statementInTable } from './bank-table.js';
import { accounted, identities } from './statement.js';

const head = ['日期', '摘要', '对方户名', '对方账号', '借方', '贷方', '余额', '流水号'];
const row = ['2026-11-20', '购房款', '林晓', '6222 0000 1111 2222', '', '1,234.50', '1234.50', 'R1'];
const yuan = (text: string) => Money.parse(text);

describe('FIN-8 a statement as a table', () => {
  it('FIN-8 is read with the documented headings, in any order, below what banks write above them', () => {
    const turned = [['账号：', '44001234567890123456'], [], head.toReversed(), row.toReversed(), ['', '合计', '', '']];
    for (const cells of [[head, row], turned]) {
      const { lines, rejected } = statementInTable(cells);
      expect(rejected).toEqual([]);
      expect(lines).toMatchObject([
        { day: '2026-11-20', reference: 'R1', party: '林晓', partyAccount: '6222000011112222', summary: '购房款' },
      ]);
      expect(lines[0]!.amount).toEqual(yuan('1234.50'));
    }
    expect(statementInTable(turned).account).toBe('44001234567890123456');
  });

  it.each([
    ['2026/1/5', '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['20260105093000', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['2026-01-05T00:00:00.000Z', '2026-01-05'],
    ['2026-01-05 09:30:00', '2026-01-05'],
  ])('FIN-8 a day is written as %s', (written, day) => {
    expect(statementInTable([head, [written, ...row.slice(1)]]).lines).toMatchObject([{ day }]);
  });

  it.each([
    [['交易日期', '金额', '借贷标志', '余额'], ['2026-11-20', '5.00', '借', '5'], '-5.00'],
    [['交易时间', '交易金额', '收/支', '账户余额'], ['2026-11-20', '5', '收', '5'], '5.00'],
    [['记账日期', '支出(元)', '收入（元）', '本次余额'], ['2026-11-20', '￥5.00', '-', '5'], '-5.00'],
    [['Date', 'Debit', 'Credit', 'Balance'], ['2026-11-20', '0.00', '+5.00', '5'], '5.00'],
    [['日期', '借方发生额', '贷方发生额', '余额'], ['2026-11-20', '', '-5.00', '5'], '-5.00'],
  ])('FIN-8 amounts are read as banks write them: %j', (titles, cells, amount) => {
    expect(statementInTable([titles, cells]).lines.map((line) => String(line.amount))).toEqual([amount]);
  });

  it('FIN-8 every row that cannot be read is reported with its column, and says nothing of who paid', () => {
    const bad = [
      ['不日', ...row.slice(1)],
      ['2026-13-01', ...row.slice(1)],
      [...row.slice(0, 4), '1.00', '2.00', '3.00', 'R2'],
      [...row.slice(0, 4), '', '', '3.00', 'R3'],
      [...row.slice(0, 4), '', '1.234', '3.00', 'R4'],
      [...row.slice(0, 6), '多', 'R5'],
    ];
    const { lines, rejected } = statementInTable([head, ...bad]);
    expect(lines).toEqual([]);
    expect(rejected.map((one) => [one.row, one.column])).toEqual([
      [2, '日期'],
      [3, '日期'],
      [4, '金额'],
      [5, '金额'],
      [6, '金额'],
      [7, '余额'],
    ]);
    expect(JSON.stringify(rejected)).not.toContain('林晓');
  });

  it('FIN-8 without its headings it is refused', () => {
    expect(() => statementInTable([['日期', '摘要'], row])).toThrow('FIN-8.headings');
    expect(() => statementInTable([])).toThrow('FIN-8.headings');
  });
});

describe('FIN-8 balances of a statement', () => {
  const lineOf = (day: string, amount: string, balance?: string) => ({
    ...{ row: 1, day, amount: yuan(amount), reference: '', summary: '', party: '', partyAccount: '' },
    ...(balance ? { balance: yuan(balance) } : {}),
  });
  const read = (...lines: ReturnType<typeof lineOf>[]) => ({ lines, rejected: [] });
  const [first, second, third] = [
    lineOf('2026-11-20', '10.00', '110.00'),
    lineOf('2026-11-20', '-4.00', '106.00'),
    lineOf('2026-11-21', '1.00', '107.00'),
  ];

  it('FIN-8 are the one before and the line, whether the newest is last or first', () => {
    for (const lines of [read(first!, second!, third!), read(third!, second!, first!)]) {
      const found = accounted(lines, {});
      expect([found.opening, found.closing].map(String)).toEqual(['100.00', '107.00']);
      expect(found.lines.map(({ balance }) => String(balance))).toEqual(['110.00', '106.00', '107.00']);
      expect([found.from, found.to]).toEqual(['2026-11-20', '2026-11-21']);
    }
  });

  it('FIN-8 are given with the statement where it has none, and have to be its lines', () => {
    const bare = read(lineOf('2026-11-20', '10.00'), lineOf('2026-11-21', '-4.00'));
    const given = { opening: yuan('1.00'), closing: yuan('7.00') };
    expect(accounted(bare, given).lines.map(({ balance }) => String(balance))).toEqual(['11.00', '7.00']);
    expect(() => accounted(bare, { ...given, closing: yuan('7.01') })).toThrow('FIN-8.balance-broken');
    expect(() => accounted(bare, { opening: yuan('1.00') })).toThrow('FIN-8.no-balance');
    expect(() => accounted(bare, { closing: yuan('1.00') })).toThrow('FIN-8.no-balance');
    expect(() => accounted(read(), {})).toThrow('FIN-8.no-lines');
  });

  it('FIN-8 that do not add up are refused with the row and both amounts', () => {
    const wrong = read(first!, { ...second!, row: 3, balance: yuan('106.01') });
    expect(() => accounted(wrong, {})).toThrow(
      expect.objectContaining({
        code: 'FIN-8.balance-broken',
        facts: { row: 3, expected: yuan('106.00'), stated: yuan('106.01') },
      }),
    );
  });

  it('FIN-8 equal lines without a number are told apart by how many came before, the others by their number', () => {
    const same = lineOf('2026-11-20', '10.00');
    const [one, two] = identities([same, same]);
    expect(one).not.toBe(two);
    expect(identities([same])).toEqual([one]);
    const numbered = { ...same, reference: 'R1' };
    const [a, b] = identities([numbered, { ...numbered, summary: '另一格式', balance: yuan('1.00') }]);
    expect(a).toBe(b);
    expect(identities([{ ...numbered, day: '2026-11-21' }])).not.toEqual([a]);
  });
});
