import { Money } from './money.js';
import { Rate } from './rate.js';
import { Refusal, refuse } from './refusal.js';
import { type Day, isDay } from './time.js';

/** What is wrong with a cell, in words that a desk can act on; a cell that tells who somebody is is not quoted. */
export class BadCell extends Error {
  constructor(
    readonly column: string,
    readonly zh: string,
    readonly en: string,
  ) {
    super(zh);
  }
}

/** A row of a table as text, read by its headings; each reading says what is wrong as a BadCell. */
export class CellRow {
  /** `row` counts from 1, the heading being row 1. */
  constructor(
    readonly row: number,
    private readonly cells: Readonly<Record<string, string>>,
  ) {}

  has(column: string): boolean {
    return Boolean(this.cells[column]);
  }

  text(column: string, most = 60): string {
    const value = this.cells[column];
    if (!value) throw new BadCell(column, `${column}未填写`, `${column} is missing`);
    if (value.length > most)
      throw new BadCell(column, `${column}超过 ${most} 个字符`, `Longer than ${most} characters`);
    return value;
  }

  matching(column: string, form: RegExp, zh: string, en: string): string {
    const value = this.text(column);
    if (!form.test(value)) throw new BadCell(column, zh, en);
    return value;
  }

  /** 2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日, or a date of a workbook. */
  day(column: string): Day {
    const value = this.text(column);
    const [, year, month, date] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T.*)?$/.exec(value) ?? [];
    const day = year ? `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}` : '';
    if (isDay(day)) return day;
    throw new BadCell(column, `${column}“${value}”不是日期，如 2024-03-05`, `“${value}” is no day such as 2024-03-05`);
  }

  /** Zero or more, below ten thousand million yuan. */
  money(column: string): Money {
    const value = this.text(column);
    const amount = readable(() => Money.parse(value.replaceAll(',', '')));
    if (amount && !amount.isNegative && amount < amountMax) return amount;
    const zh = `${column}“${value}”不是至多两位小数的金额`;
    throw new BadCell(column, zh, `“${value}” is no amount with at most two decimals`);
  }

  /** Between 0 and 1, as a decimal. */
  rate(column: string): Rate {
    const value = this.text(column);
    const rate = readable(() => Rate.parse(value));
    if (rate && !rate.isNegative && rate <= Rate.one) return rate;
    throw new BadCell(column, `${column}“${value}”不是比率，如 0.0003`, `“${value}” is no rate such as 0.0003`);
  }

  count(column: string, most: number): number {
    const value = this.text(column);
    if (/^\d{1,6}$/.test(value) && Number(value) <= most) return Number(value);
    throw new BadCell(
      column,
      `${column}“${value}”不是 0 到 ${most} 的整数`,
      `“${value}” is no whole number up to ${most}`,
    );
  }

  /** One of the words, as what it stands for. */
  oneOf<T>(column: string, words: Record<string, T>): T {
    const value = this.text(column);
    if (Object.hasOwn(words, value)) return words[value]!;
    const all = Object.keys(words);
    throw new BadCell(column, `${column}应为：${all.join('、')}`, `It is one of ${all.join(', ')}`);
  }

  /** What reads this column, where there is something in it. */
  optional<T>(column: string, read: (column: string) => T): T | undefined {
    return this.has(column) ? read(column) : undefined;
  }
}

/** The rows under their headings; empty rows are left out, `单价（元）` is 单价. Refuses when a heading is missing. */
export function rowsUnder(cells: string[][], required: readonly string[]): CellRow[] {
  const titles = (cells[0] ?? []).map((title) => title.replace(/\s/gu, '').replace(/[（(][^（()）]*[)）]$/u, ''));
  const missing = required.filter((name) => !titles.includes(name));
  if (missing.length > 0) refuse('INV-1.headings', { missing: [...missing] });
  return cells.flatMap((line, at) => {
    if (at === 0 || line.every((cell) => cell === '')) return [];
    return [new CellRow(at + 1, Object.fromEntries(titles.map((title, place) => [title, line[place] ?? ''])))];
  });
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const amountMax = Money.parse('10000000000');

/** A row that was not taken, and why. */
interface Rejected {
  row: number;
  column: string;
  zh: string;
  en: string;
}

/** Bad rows where all have to be good: how many, and the first; with none, that there is no row at all (INV-1). */
export function badRows(rejected: Rejected[]): Refusal {
  const none = { row: 2, column: '', zh: '没有数据', en: 'there is no row' };
  const { row, column, zh: firstZh, en: firstEn } = rejected[0] ?? none;
  return new Refusal('INV-1.bad-rows', { rejected: rejected.length, row, column, firstZh, firstEn });
}
