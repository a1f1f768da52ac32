import type { RejectedRow } from '#contracts/inventory.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { type Day, isDay } from '#kernel/time.js';
import type { ReadStatement, StatementLine } from './statement.js';

/** The headings that banks use, the documented one first; spaces and what is in brackets do not count (FIN-8). */
const bankHeadings = {
  day: ['日期', '交易日期', '记账日期', '入账日期', '交易时间', '记账日', '日期时间', 'date', 'bookingdate'],
  valueDay: ['起息日', '起息日期', 'valuedate'],
  summary: ['摘要', '交易摘要', '附言', '用途', '备注', '摘要说明', 'description'],
  party: ['对方户名', '对方名称', '对方单位名称', '对方单位', '对方账户名称', '对方户名称', 'counterparty'],
  partyAccount: ['对方账号', '对方帐号', '对方账户', '对方卡号', 'counterpartyaccount'],
  out: ['借方', '支出', '借方发生额', '借方金额', '支出金额', '付款金额', '转出金额', 'debit'],
  in: ['贷方', '收入', '贷方发生额', '贷方金额', '收入金额', '收款金额', '转入金额', 'credit'],
  amount: ['金额', '交易金额', '发生额', 'amount'],
  side: ['借贷标志', '借贷方向', '借贷', '收支', '收支标志', '收/支', '借/贷', 'debit/credit'],
  balance: ['余额', '账户余额', '帐户余额', '本次余额', '交易后余额', 'balance'],
  reference: ['流水号', '交易流水号', '银行流水号', '交易流水', '核心流水号', '凭证号', '交易参考号', 'reference'],
} as const;

type BankColumn = keyof typeof bankHeadings;
type Places = Partial<Record<BankColumn, number>>;

/** Above the headings banks write whose account it is, and of which days. */
const mostAbove = 30;

/** A statement that is a table: good lines and bad ones. Refuses what has no headings (FIN-8.headings). */
export function statementInTable(cells: string[][]): ReadStatement {
  const { at, places } = headingsIn(cells);
  const account = accountAbove(cells.slice(0, at));
  const found: ReadStatement = { lines: [], rejected: [], ...(account ? { account } : {}) };
  for (const [index, line] of cells.entries()) {
    if (index <= at || line.every((cell) => cell === '')) continue;
    const read = lineIn(line, places, index + 1);
    if (read === undefined) continue;
    if ('zh' in read) found.rejected.push(read);
    else found.lines.push(read);
  }
  return found;
}

function headingsIn(cells: string[][]): { at: number; places: Places } {
  for (const [at, line] of cells.slice(0, mostAbove).entries()) {
    const places = placesIn(line);
    const sided = places.amount !== undefined && places.side !== undefined;
    const twoColumns = places.in !== undefined && places.out !== undefined;
    if (places.day !== undefined && (sided || twoColumns)) return { at, places };
  }
  return refuse('FIN-8.headings', {});
}

function placesIn(line: string[]): Places {
  const titles = line.map((title) =>
    title
      .replace(/\s/gu, '')
      .replace(/[（(][^（()）]*[)）]$/u, '')
      .toLowerCase(),
  );
  const found = Object.entries(bankHeadings).flatMap(([column, names]) => {
    const place = names.map((name) => titles.indexOf(name)).find((index) => index >= 0);
    return place === undefined ? [] : [[column, place] as const];
  });
  return Object.fromEntries(found);
}

/** The number beside or behind `账号`. */
function accountAbove(lines: string[][]): string | undefined {
  const text = lines.map((line) => line.join(' ')).join('\n');
  return /(?<!对方)[账帐]号[^\d\n]{0,12}([\d -]{8,40}\d)/u.exec(text)?.[1]?.replace(/[ -]/g, '');
}

function lineIn(line: string[], places: Places, row: number): StatementLine | RejectedRow | undefined {
  const cell = (column: BankColumn) => (places[column] === undefined ? '' : (line[places[column]] ?? ''));
  // A sum below the lines: it has no day, and says that it is one.
  if (!cell('day') && /合计|总计|小计|total/iu.test(line.join(' '))) return undefined;
  const day = dayIn(cell('day'));
  if (!day) return wrong(row, '日期', '不是日期', 'is no day');
  const amount = amountOf(cell);
  if (amount === undefined) return wrong(row, '金额', '借方、贷方须有一个金额', 'needs one amount, in or out');
  const balance = cell('balance') ? moneyIn(cell('balance')) : null;
  if (balance === undefined) return wrong(row, '余额', '不是金额', 'is no amount');
  const valueDay = dayIn(cell('valueDay'));
  return {
    ...{ row, day, amount, ...(valueDay ? { valueDay } : {}), ...(balance ? { balance } : {}) },
    ...{ reference: cell('reference'), summary: cell('summary') },
    ...{ party: cell('party'), partyAccount: cell('partyAccount').replace(/[ -]/g, '') },
  };
}

/** What came in, or below zero what went out; nothing unless it is exactly one of them. */
function amountOf(cell: (column: BankColumn) => string): Money | undefined {
  const [out, into] = [cell('out'), cell('in')].map((text) => (text ? moneyIn(text) : Money.zero));
  if (!out || !into) return undefined;
  if (!out.isZero || !into.isZero) return out.isZero || into.isZero ? into.minus(out) : undefined;
  const amount = moneyIn(cell('amount'));
  if (!amount || amount.isZero) return undefined;
  const side = cell('side').toLowerCase();
  if (/^(贷|收|转入|c)/u.test(side)) return amount;
  return /^(借|支|付|转出|d)/u.test(side) ? amount.negated() : undefined;
}

function moneyIn(text: string): Money | undefined {
  const plain = text.replace(/[,，\s￥¥]/gu, '').replace(/^\+/, '');
  if (plain === '-' || plain === '--') return Money.zero;
  try {
    return Money.parse(plain);
  } catch {
    return undefined;
  }
}

/** 2026-11-23, 2026/11/3, 20261123, 2026年11月23日; a time behind it does not count. */
function dayIn(text: string): Day | undefined {
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))(?:\D.*|\d{6})?$/u.exec(text.trim());
  if (!parts) return undefined;
  const [, year, month = parts[4]!, date = parts[5]!] = parts;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}

function wrong(row: number, column: string, zh: string, en: string): RejectedRow {
  return { row, column, zh: `${column}${zh}`, en: `${column} ${en}` };
}
