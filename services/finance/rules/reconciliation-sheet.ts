import type { OutstandingRow } from '#contracts/finance-reconciliation.js';
import type { adjusted } from './reconciliation.js';

type Row = (string | null)[];

/** The rows of 银行存款余额调节表: the bank's side, the books' side, and what is outstanding, one by one (FIN-8). */
export function sheetRows(figures: ReturnType<typeof adjusted>, outstanding: OutstandingRow[]): Row[] {
  const sum = (zh: string, amount: { toString(): string }): Row => [zh, null, null, amount.toString(), null];
  const listed = (kind: OutstandingRow['kind'], incoming: boolean): Row[] =>
    outstanding
      .filter((row) => row.kind === kind && row.amount.isNegative !== incoming)
      .map(({ day, number, amount, explanation }) => ['', day, number, amount.toString(), explanation ?? null]);
  return [
    sum('银行对账单余额', figures.bankBalance),
    sum('加：企业已收、银行未收', figures.booksReceived),
    ...listed('item', true),
    sum('减：企业已付、银行未付', figures.booksPaid),
    ...listed('item', false),
    sum('调节后余额（银行）', figures.adjustedBank),
    sum('企业账面余额（银行存款）', figures.bookBalance),
    sum('期初差额', figures.openingDifference),
    sum('勾对差额', figures.matchDifferences),
    sum('加：银行已收、企业未收', figures.bankReceived),
    ...listed('line', true),
    sum('减：银行已付、企业未付', figures.bankPaid),
    ...listed('line', false),
    sum('调节后余额（企业）', figures.adjustedBooks),
  ];
}
