import type { PaymentMethod } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { leftOf, type Purse } from './lineage.js';
import { movement, type Movement, type Part } from './movement.js';
import type { DealState, Owed, Standing } from './standing.js';
import { allocated, open } from './turns.js';

/** What of a receipt moves money. */
export interface Slip {
  id: string;
  amount: Money;
  method: PaymentMethod;
}

/** Only before the contract, and not while money is asked back: nobody knows yet whether it goes (FIN-5). */
export function refuseUnlessExchangeable(deal: Standing & { state: DealState; unitCode: string }): void {
  const { unitCode: unit, state, refundPending: pending } = deal;
  if (state !== 'subscribed') refuse('FIN-5.not-subscribed', { unit });
  if (pending.isPositive) refuse('FIN-5.refund-pending', { unit, pending });
}

/** The receipts that have money left, and how much of each: what was refunded stays with the old receipt (FIN-5). */
export function exchangeable<T extends Slip>(slips: T[], purse: Purse): { slip: T; amount: Money }[] {
  const left = slips.map((slip) => ({ slip, amount: leftOf(purse, slip.id) }));
  return left.filter(({ amount }) => amount.isPositive);
}

/** A red-letter receipt takes the money of another out again, wherever it lies. */
export function reversalMovement(standing: Standing, owed: Owed[], slip: Slip, purse: Purse): Movement {
  const { id, amount, method } = slip;
  const parts = owed.flatMap((one): Part[] => {
    const there = purse.slices.filter(({ receiptId, receivableId }) => receiptId === id && receivableId === one.id);
    const part = Money.sum(there.map((slice) => slice.amount));
    return part.isPositive ? [{ owed: one, amount: part.negated() }] : [];
  });
  return movement(standing, { in: amount.negated(), method, parts });
}

/** The same money on a new receipt: to what is owed, oldest first; the rest is held. */
export function reissueMovement(standing: Standing, owed: Owed[], { amount, method }: Slip): Movement {
  return movement(standing, { in: amount, method, parts: allocated(amount, open(owed)) });
}
