import { derive, type Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';

/** What the area settlement came to (TIT-4). */
export interface SettlementTerms {
  oldPrice: Money;
  difference: Money;
  newPrice: Money;
  derivation: Derivation;
}

/** The contract price after the area settlement (CON-7), or the refusal. */
export function supplementTerms(
  contract: { number: string; price: Money },
  settlement: SettlementTerms | null,
): SettlementTerms {
  const { number, price } = contract;
  if (!settlement) refuse('CON-7.no-settlement', { number });
  const { oldPrice, difference, newPrice } = settlement;
  const agrees = oldPrice.equals(price) && oldPrice.plus(difference).equals(newPrice);
  if (!agrees) refuse('CON-7.price-differs', { number, price, oldPrice, difference, newPrice });
  const steps = [settlement.derivation];
  const derivation = derive('contract price + area settlement', 'CON-7', { price, difference }, newPrice, steps);
  return { oldPrice, difference, newPrice, derivation };
}
