import { divideHalfUp } from '#kernel/decimal.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { type DealState, outstanding, type Owed } from './standing.js';

/** The rate of VAT on new homes (FIN-11). */
export const vatRate = Rate.parse('0.09');

/** The price that is invoiced, once all of it is paid and the area is settled (FIN-11, TIT-4); or the refusal. */
export function invoiceAmount(
  deal: { unitCode: string; state: DealState; price?: Money | null; settledAt?: Date | null },
  owed: Owed[],
): Money {
  const { unitCode: unit, state, price } = deal;
  if (state !== 'contracted' || !price) refuse('FIN-11.no-contract', { unit });
  const due = outstanding(owed);
  if (!due.isZero) refuse('FIN-11.unpaid', { unit, outstanding: due });
  if (!deal.settledAt) refuse('FIN-11.settlement-open', { unit });
  return price;
}

/** A gross amount as net and VAT, which sum to it: net = amount ÷ (1 + rate), rounded once to the fen. */
export function vatSplit(amount: Money, rate: Rate): { net: Money; vat: Money; derivation: Derivation } {
  const net = Money.fen(divideHalfUp(amount.fen * Rate.one.scaled, Rate.one.plus(rate).scaled));
  const vat = amount.minus(net);
  const steps = [derive('VAT = amount − net', 'FIN-11', { amount, net }, vat)];
  return { net, vat, derivation: derive('net = amount ÷ (1 + rate)', 'FIN-11', { amount, rate }, net, steps) };
}
