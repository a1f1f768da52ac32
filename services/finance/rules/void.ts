import { refuse } from '#kernel/refusal.js';
import { type Day, dayOf, type Instant } from '#kernel/time.js';
import { freeOf, leftOf, type Purse } from './lineage.js';
import { freeCredit, type Standing } from './standing.js';
import type { Money } from '#kernel/money.js';

/** A receipt that somebody wants taken back, and what became of it already. */
export interface Ended {
  id: string;
  number: string;
  amount: Money;
  /** What it takes back itself, or was issued in exchange for. */
  reversesId?: string | null;
  replacesId?: string | null;
  receivedAt: Instant;
  voided: boolean;
  /** The number of the red-letter receipt that took it back. */
  redLetter?: string | undefined;
}

/** A receipt is taken back once, and a red letter never (FIN-4). */
export function refuseUnlessStanding({ number, reversesId, voided, redLetter }: Ended): void {
  if (reversesId) refuse('FIN-4.red-letter', { number });
  if (voided) refuse('FIN-4.voided', { number });
  if (redLetter) refuse('FIN-4.reversed', { number, redLetter });
}

/** Voided is only what was written today, and not in exchange for another: that one is gone (FIN-4). */
export function refuseUnlessToday({ number, receivedAt, replacesId }: Ended, now: Instant): void {
  const day: Day = dayOf(receivedAt);
  if (day !== dayOf(now)) refuse('FIN-4.not-today', { number, day });
  if (replacesId) refuse('FIN-4.exchanged-for', { number });
}

/** Its money must be there: none of it given back or kept, and what is asked back covered by the rest (FIN-4). */
export function refuseUnlessThere(
  { id, number, amount }: Ended,
  purse: Purse,
  deal: Standing & { unitCode: string; withdrawalId?: string | null },
): void {
  const { unitCode: unit, refundPending: pending, withdrawalId } = deal;
  const gone = amount.minus(leftOf(purse, id));
  if (gone.isPositive) refuse('FIN-4.money-gone', { number, gone });
  if (withdrawalId) refuse('FIN-4.withdrawing', { unit, number });
  if (freeOf(purse, id) > freeCredit(deal)) refuse('FIN-4.money-pending', { unit, number, pending });
}
