import type { MortgageState } from '#contracts/mortgage.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';

/** The loan that is paid out: what the bank approved, and never more than was applied for. */
export function loanOf(application: { amount: Money; approvedAmount?: Money | null }): Money {
  const { amount, approvedAmount } = application;
  return approvedAmount ? Money.min(amount, approvedAmount) : amount;
}

/**
 * What is confirmed of the loan with this part (MOR-5). The bank may pay before the mortgage is registered (MOR-6),
 * but not before it approved; a part is confirmed once, and the parts never exceed the loan.
 */
export function confirmedWith(
  part: { amount: Money; confirmedAt?: Date | null },
  { state, loan, confirmed }: { state: MortgageState; loan: Money; confirmed: Money },
): Money {
  if (part.confirmedAt) refuse('MOR-5.confirmed', { amount: part.amount });
  if (!payable.includes(state)) refuse('MOR-5.not-payable', { state });
  const total = confirmed.plus(part.amount);
  if (total > loan) refuse('MOR-5.over-loan', { loan, confirmed, amount: part.amount });
  return total;
}

const payable: MortgageState[] = ['approved', 'customer-signed', 'registering', 'registered'];
