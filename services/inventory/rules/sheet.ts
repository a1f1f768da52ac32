import type { RejectedRow } from '#contracts/inventory.js';
import { refuse } from '#kernel/refusal.js';
import { type Column, type EnteredUnit, enteredUnit, headings, rejected, type SheetRow } from './row.js';

/** What a sheet brings: the units that can be imported, and why each other row cannot. */
export interface Import {
  units: EnteredUnit[];
  rejected: RejectedRow[];
}

/** The rows under the headings as text; empty rows are left out. Refuses when a heading is missing (INV-1). */
export function rowsOf(cells: string[][]): SheetRow[] {
  return tableRows<Column>(cells, headings);
}

/** The same of any columns, some of which may be missing: their cells are ''. */
export function tableRows<C extends string>(
  cells: string[][],
  required: Partial<Record<C, string>>,
  optional: Partial<Record<C, string>> = {},
): (Record<C, string> & { row: number })[] {
  const titles = (cells[0] ?? []).map((title) => title.replace(/\s/gu, '').replace(/[（(][^（()）]*[)）]$/u, ''));
  const missing = Object.values<string>(required as Record<string, string>).filter((name) => !titles.includes(name));
  if (missing.length > 0) refuse('INV-1.headings', { missing });
  const columns = Object.entries<string>({ ...required, ...optional } as Record<string, string>);
  const places = columns.map(([column, heading]) => [column, titles.indexOf(heading)] as const);
  return cells.flatMap((line, index) => {
    if (index === 0 || line.every((cell) => cell === '')) return [];
    const texts = Object.fromEntries(places.map(([column, place]) => [column, line[place] ?? '']));
    return [{ ...(texts as Record<C, string>), row: index + 1 }];
  });
}

/** Good rows and bad rows (INV-1); `taken` holds the codes of units that exist. Refuses when no row is good. */
export function importOf(rows: SheetRow[], building: string, taken: Set<string>): Import {
  const seen = new Set(taken);
  const found: Import = { units: [], rejected: [] };
  for (const row of rows) {
    const code = `${building}-${row.room}`;
    if (row.room && seen.has(code)) {
      found.rejected.push(rejected(row.row, 'room', `房号 ${row.room} 重复`, `There is already a unit ${code}`));
      continue;
    }
    seen.add(code);
    const unit = enteredUnit(row, building);
    if ('code' in unit) found.units.push(unit);
    else found.rejected.push(unit);
  }
  return found.units.length > 0 ? found : refuseAll(rows, found.rejected);
}

/** Says what is wrong with the first row in words, and with the first fifty as data. */
function refuseAll(rows: SheetRow[], all: RejectedRow[]): never {
  const {
    row,
    column,
    zh: firstZh,
    en: firstEn,
  } = all[0] ?? { row: 2, column: '', zh: '没有房源', en: 'there is no unit' };
  const firstFifty = all.slice(0, 50).map((one) => ({ ...one }));
  return refuse('INV-1.no-good-row', { rows: rows.length, row, column, firstZh, firstEn, rejected: firstFifty });
}
