import { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import { settlementPostings } from './ledger.js';
import { type Lot, type Purse, slicesOn } from './lineage.js';
import { movement, type Movement, type Part } from './movement.js';
import { freeCredit, type Owed, type Standing } from './standing.js';

/** What was paid of a receivable that a withdrawal closed, and whose money that was; amounts as decimal texts. */
export interface ClosedPart {
  receivableId: string;
  paid: string;
  from?: { receiptId: string | null; valueDay: Day; amount: string }[];
}

/** What was paid of each receivable that the withdrawal closes: all that is open or paid. */
export function closedBy(owed: Owed[], purse: Purse): ClosedPart[] {
  const live = owed.filter(({ state }) => state === 'open' || state === 'paid');
  return live.map(({ id, paid }) => ({
    ...{ receivableId: id, paid: paid.toString() },
    from: slicesOn(purse, id).map((lot) => ({ ...lot, amount: lot.amount.toString() })),
  }));
}

/** What is given back of what is held once nothing is owed: all that the agreement does not let the seller keep. */
export function refundable(standing: Standing, retain: Money): Money {
  return Money.max(freeCredit(standing).minus(retain), Money.zero);
}

/** The refund was refused: everything is owed and paid again as it was (SUB-6). */
export function restorationMovement(standing: Standing, owed: Owed[], closed: ClosedPart[]): Movement {
  const parts = closed.flatMap(({ receivableId, paid, from = [] }): Part[] => {
    const one = owed.find(({ id }) => id === receivableId);
    const lots: Lot[] = from.map((lot) => ({ ...lot, amount: Money.parse(lot.amount) }));
    return one ? [{ owed: one, amount: Money.parse(paid), from: lots }] : [];
  });
  const settlements = parts.filter((part) => part.owed.kind === 'area-settlement');
  return movement(standing, {
    parts,
    postings: settlements.flatMap(({ owed: { amount } }) => settlementPostings(amount)),
  });
}
