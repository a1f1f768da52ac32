import type { PaymentMethod, ReceivableKind } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import type { LedgerAccount } from './chart.js';

/** What an entry is about: the paper an accountant would file with it, and what its summary 摘要 calls it. */
export const documentNames = {
  receipt: { zh: '收款', en: 'Receipt' },
  contract: { zh: '签约转房款', en: 'Contract' },
  settlement: { zh: '面积差款结算', en: 'Area settlement' },
  cancellation: { zh: '交易取消', en: 'Cancellation' },
  refund: { zh: '退款', en: 'Refund' },
  revision: { zh: '合同变更', en: 'Contract revision' },
  reversal: { zh: '红冲', en: 'Reversal' },
  void: { zh: '作废', en: 'Void' },
  'late-fee': { zh: '违约金调整', en: 'Late fee adjusted' },
  withdrawal: { zh: '退房', en: 'Withdrawal' },
  restoration: { zh: '退房撤销', en: 'Withdrawal undone' },
  opening: { zh: '期初', en: 'Opening' },
  forfeiture: { zh: '没收', en: 'Forfeiture' },
  'cash-deposit': { zh: '缴存现金', en: 'Cash taken to the bank' },
} as const;
export type DocumentKind = keyof typeof documentNames;

/** One of `debit` and `credit` is zero, the other positive. */
export interface Line {
  account: LedgerAccount;
  debit: Money;
  credit: Money;
}

/**
 * Where a receivable's money is posted: a deposit may be owed back until it becomes price, price until handover. Late
 * fees are income when they are received; what is taken in at handover and for the title is others' money.
 */
export const accountOf: Record<ReceivableKind, LedgerAccount> = {
  deposit: '224101',
  price: '2203',
  loan: '2203',
  'late-fee': '6301',
  'area-settlement': '1122',
  'change-fee': '6051',
  'handover-fee': '224103',
  'title-fee': '224103',
};

/** What is kept of the customer's money, forfeited (SUB-2) or retained at a withdrawal (SUB-6). */
export const keptAccount: LedgerAccount = '6301';

/** Credit held for the customer. */
export const heldAccount: LedgerAccount = '224102';

export function cashAccount(method: PaymentMethod): LedgerAccount {
  return method === 'cash' ? '1001' : '1002';
}

/** An amount on an account, a debit being positive. */
export interface Posting {
  account: LedgerAccount;
  amount: Money;
}

/** The lines of an entry: one for each account and side, none for what comes to nothing. */
export function linesOf(postings: Posting[]): Line[] {
  const sums = new Map<string, Posting>();
  for (const { account, amount } of postings) {
    if (amount.isZero) continue;
    const place = `${account} ${amount.isNegative}`;
    sums.set(place, { account, amount: amount.plus(sums.get(place)?.amount ?? Money.zero) });
  }
  return [...sums.values()].map(({ account, amount }) => ({
    account,
    debit: Money.max(amount, Money.zero),
    credit: Money.max(amount.negated(), Money.zero),
  }));
}

/** The area settlement becomes part of the price and is owed by the customer, or when negative to them (TIT-4). */
export function settlementPostings(difference: Money): Posting[] {
  return [
    { account: accountOf['area-settlement'], amount: difference },
    { account: accountOf.price, amount: difference.negated() },
  ];
}
