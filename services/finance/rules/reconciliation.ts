import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { addDays, type Day } from '#kernel/time.js';

/** What an account comes to at the end of a day: sums over its lines, its book items and its matches (FIN-8). */
export interface BankSums {
  opening: Money;
  lines: Money;
  books: Money;
  /** Of the books before the account's first day. */
  booksBefore: Money;
  /** 银行存款 of the whole project. */
  ledger: Money;
  bankReceived: Money;
  bankPaid: Money;
  booksReceived: Money;
  booksPaid: Money;
  matchDifferences: Money;
  unexplained: number;
}

/** 银行存款余额调节表: both balances, adjusted by what the other side does not have yet, are the same (FIN-8). */
export function adjusted(sums: BankSums) {
  const { bankReceived, bankPaid, booksReceived, booksPaid, matchDifferences, unexplained } = sums;
  const [bankBalance, bookBalance] = [sums.opening.plus(sums.lines), sums.books];
  const openingDifference = sums.opening.minus(sums.booksBefore);
  const adjustedBank = bankBalance.plus(booksReceived).minus(booksPaid);
  const known = bookBalance.plus(openingDifference).plus(matchDifferences);
  const adjustedBooks = known.plus(bankReceived).minus(bankPaid);
  return {
    ...{ bankBalance, bookBalance, ledgerBalance: sums.ledger, openingDifference, matchDifferences, unexplained },
    ...{ bankReceived, bankPaid, booksReceived, booksPaid, adjustedBank, adjustedBooks },
    balanced: adjustedBank.equals(adjustedBooks),
  };
}

interface Checked {
  since: Day;
  checkedThrough?: Day | null;
}

/** What another person has checked is no longer matched, nor its matches ended, unless it is reopened (FIN-8). */
export function refuseIfChecked({ checkedThrough: day }: Pick<Checked, 'checkedThrough'>, parts: { day: Day }[]): void {
  const settledOn = parts
    .map((part) => part.day)
    .toSorted()
    .at(-1);
  if (day && settledOn && settledOn <= day) refuse('FIN-8.checked', { day });
}

/** The first day that a reconciliation up to `day` covers; refuses one that is checked or not over yet. */
export function firstDay({ since, checkedThrough }: Checked, day: Day, today: Day, sameDay: boolean): Day {
  if (checkedThrough && day <= checkedThrough) refuse('FIN-8.checked', { day: checkedThrough });
  if (day > today || (day === today && !sameDay)) refuse('FIN-8.day-not-over', { day });
  const from = checkedThrough ? addDays(checkedThrough, 1) : since;
  if (day < from) refuse('FIN-8.day-not-over', { day });
  return from;
}
