import type { PaymentMethod } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { allocated, open } from './allocation.js';
import { movement, type Movement, type Part } from './movement.js';
import type { DealState, Owed, Standing } from './standing.js';

/** What of a receipt moves money. */
export interface Slip {
  amount: Money;
  method: PaymentMethod;
}

/** Only receipts whose money is still all there are exchanged, and only before the contract (FIN-5). */
export function refuseUnlessExchangeable(deal: Standing & { state: DealState; unitCode: string }): void {
  const { unitCode: unit, state, refunded, refundPending, forfeited } = deal;
  if (state !== 'subscribed') refuse('FIN-5.not-subscribed', { unit });
  const gone = Money.sum([refunded, refundPending, forfeited]);
  if (gone.isPositive) refuse('FIN-5.money-gone', { unit, gone });
}

/** A red-letter receipt takes the money of another out again: what is held first, then what was allocated last. */
export function reversalMovement(standing: Standing, owed: Owed[], { amount, method }: Slip): Movement {
  const fromHeld = Money.min(amount, Money.max(standing.credit, Money.zero));
  let left = amount.minus(fromHeld);
  const paid = owed.filter((one) => one.paid.isPositive).toSorted((one, other) => (one.dueOn < other.dueOn ? 1 : -1));
  const parts = paid.flatMap((one): Part[] => {
    const part = Money.min(left, one.paid);
    left = left.minus(part);
    return part.isPositive ? [{ owed: one, amount: part.negated() }] : [];
  });
  return movement(standing, { in: amount.negated(), method, parts });
}

/** The same money on a new receipt: to what is owed, oldest first; the rest is held. */
export function reissueMovement(standing: Standing, owed: Owed[], { amount, method }: Slip): Movement {
  return movement(standing, { in: amount, method, parts: allocated(amount, open(owed)) });
}
