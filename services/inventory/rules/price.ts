import type { PricingBasis } from '#contracts/inventory.js';
import type { Area } from '#kernel/area.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';

/** What a unit's price is computed from. `price` is for a m² of the basis's area, or for the whole unit 套. */
export interface Priced {
  pricingBasis: PricingBasis;
  buildingArea: Area;
  innerArea: Area;
}

/** The total price by the pricing basis, rounded half-up to the fen, with its derivation (INV-1, ALL-2). */
export function totalPrice(unit: Priced, price: Money): { total: Money; derivation: Derivation } {
  if (unit.pricingBasis === 'unit')
    return { total: price, derivation: derive('price of the unit', 'INV-1', { price }, price) };
  const [formula, area] =
    unit.pricingBasis === 'building'
      ? (['price × building area', unit.buildingArea] as const)
      : (['price × inner area', unit.innerArea] as const);
  const total = area.at(price);
  return { total, derivation: derive(formula, 'INV-1', { price, area }, total) };
}

/** A price that a home can have: above zero, and far inside what the database can hold. */
export function isPlausible(amount: Money): boolean {
  return amount.isPositive && amount < amountMax;
}

const amountMax = Money.parse('100000000000.00');
