import type { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import { type AdvancesShown, type LedgerAccount, shown } from './chart.js';
import { documentNames, type DocumentKind } from './ledger.js';

/** An entry as its voucher 记账凭证 says it. */
export interface Posted {
  entryId: string;
  day: Day;
  month: string;
  number: number;
  /** Of an entry that is of no deal there are none. */
  dealId: string | null;
  unitCode: string | null;
  documentKind: DocumentKind;
  documentId: string;
  /** The number of the receipt that it is about. */
  receipt?: string | null;
  cause: string;
  causeId: string;
}

/** A line of a voucher. */
export interface PostedLine extends Posted {
  account: LedgerAccount;
  debit: Money;
  credit: Money;
}

/** 凭证字号: `记-2026-11-0001`. */
function voucherNumber({ month, number }: Pick<Posted, 'month' | 'number'>): string {
  return `记-${month}-${String(number).padStart(4, '0')}`;
}

/** 摘要: what happened, to which unit, by which receipt; never whose money it is (ALL-9). */
function summaryOf({ documentKind, unitCode, receipt }: Posted): string {
  return [documentNames[documentKind].zh, unitCode, receipt].filter(Boolean).join(' ');
}

/** What an entry says besides its lines. */
export function entryRow(entry: Posted) {
  const { entryId, day, dealId, unitCode, documentKind: kind, documentId, receipt, cause: name, causeId } = entry;
  const document = { kind, ...documentNames[kind], id: documentId, ...(receipt ? { number: receipt } : {}) };
  const facts = { voucher: voucherNumber(entry), summary: summaryOf(entry), document, cause: { name, id: causeId } };
  return { entryId, day, dealId: dealId ?? undefined, unitCode: unitCode ?? undefined, ...facts };
}

/** The columns of exported vouchers, as accounting programs import them. */
export const voucherHead = [
  ...['日期', '凭证字号', '摘要', '科目编码', '科目名称', '借方金额', '贷方金额'],
  ...['房号', '单据', '单据编号', '原因', '原因编号', '分录编号'],
];
/** Those that hold amounts. */
export const voucherAmounts = new Set([5, 6]);

/** A line as a row of exported vouchers; the side that has nothing stays empty. */
export function voucherRow(line: PostedLine, advances?: AdvancesShown): string[] {
  const { code, zh } = shown(line.account, advances);
  const amount = (money: Money) => (money.isZero ? '' : money.toString());
  return [
    ...[line.day, voucherNumber(line), summaryOf(line), code, zh, amount(line.debit), amount(line.credit)],
    ...[line.unitCode ?? '', documentNames[line.documentKind].zh, line.receipt ?? line.documentId],
    ...[line.cause, line.causeId, line.entryId],
  ];
}
