import type { ReceivableKind, ReceivableState } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import type { Day } from '#kernel/time.js';

export type DealState = 'subscribed' | 'contracted' | 'cancelled';

/** The sums of a deal: received = allocated + credit + refunded + forfeited, always (FIN-3). */
export interface Standing {
  received: Money;
  allocated: Money;
  credit: Money;
  refundPending: Money;
  refunded: Money;
  /** Kept for good: a forfeited deposit (SUB-2), or what a withdrawal's agreement retains (SUB-6). */
  forfeited: Money;
}

/** A receivable as rules see it. */
export interface Owed {
  id: string;
  kind: ReceivableKind;
  label: string;
  line: number;
  amount: Money;
  paid: Money;
  dueOn: Day;
  state: ReceivableState;
  /** It waits for a construction node: it is not due, whatever its plan says (INV-6). */
  awaitsNode?: boolean;
}

export const nothing: Standing = {
  received: Money.zero,
  allocated: Money.zero,
  credit: Money.zero,
  refundPending: Money.zero,
  refunded: Money.zero,
  forfeited: Money.zero,
};

/** Credit for which no refund is under way. */
export function freeCredit({ credit, refundPending }: Standing): Money {
  return credit.minus(refundPending);
}

/** What is still to be paid of everything open. */
export function outstanding(owed: Owed[]): Money {
  return Money.sum(owed.filter(({ state }) => state === 'open').map(unpaid));
}

export function unpaid({ amount, paid }: Owed): Money {
  return amount.minus(paid);
}

/** Paid towards the price, the loan and the area settlement included. */
export function pricePaid(owed: Owed[]): Money {
  const parts: ReceivableKind[] = ['price', 'loan', 'area-settlement'];
  return Money.sum(owed.filter(({ kind }) => parts.includes(kind)).map(({ paid }) => paid));
}

/** The share of the price that is paid (MEM-2); zero while there is no price. */
export function priceShare(paid: Money, price: Money | null | undefined): Rate {
  return price?.isPositive ? Rate.of(paid.fen, price.fen) : Rate.zero;
}

/** Price and late fees are settled: the unit may be handed over (HAN-1). */
export function isCleared(state: DealState, owed: Owed[]): boolean {
  const settled: ReceivableKind[] = ['price', 'loan', 'late-fee'];
  return state === 'contracted' && !owed.some((one) => one.state === 'open' && settled.includes(one.kind));
}
