import { Money } from '#kernel/money.js';
import { type AdvancesShown, type LedgerAccount, shown, type ShownAccount } from './chart.js';

/** What was debited and credited on an account before a period and in it. */
export interface AccountSums {
  account: LedgerAccount;
  before: Sides;
  within: Sides;
}

/** An amount on the debit side and one on the credit side. */
export interface Sides {
  debit: Money;
  credit: Money;
}

/** An account of a trial balance 试算平衡表: 期初余额, 本期发生额, 期末余额. */
export interface BalanceRow extends Sides {
  shown: ShownAccount;
  opening: Sides;
  closing: Sides;
}

/** The rows, their sums, and debits less credits of what is left: anything but zero is a defect (FIN-3). */
export function trialBalance(sums: AccountSums[], advances?: AdvancesShown) {
  const items = sums.map(({ account, before, within }): BalanceRow => {
    const closing = { debit: before.debit.plus(within.debit), credit: before.credit.plus(within.credit) };
    return { shown: shown(account, advances), opening: balance(before), ...within, closing: balance(closing) };
  });
  const opening = total(items.map((row) => row.opening));
  const closing = total(items.map((row) => row.closing));
  const { debit, credit } = total(items);
  return { items, total: { opening, debit, credit, closing }, difference: closing.debit.minus(closing.credit) };
}

/** What is left of both sides, on the side that is more. */
function balance({ debit, credit }: Sides): Sides {
  const left = debit.minus(credit);
  return { debit: Money.max(left, Money.zero), credit: Money.max(left.negated(), Money.zero) };
}

function total(sides: Sides[]): Sides {
  return { debit: Money.sum(sides.map(({ debit }) => debit)), credit: Money.sum(sides.map(({ credit }) => credit)) };
}
