import type { PricingBasis } from '#contracts/inventory.js';
import { Area } from '#kernel/area.js';
import { divideHalfUp, formatDecimal } from '#kernel/decimal.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';

export interface Areas {
  buildingArea: Area;
  innerArea: Area;
}

/** What the contract says about its areas and its price. */
export interface AreaTerms extends Areas {
  price: Money;
  /** The contract's unit price, per m² of `pricingBasis`. */
  pricePerM2: Money;
  pricingBasis: PricingBasis;
  areaMethod: PricingBasis;
}

export interface AreaSettlement {
  method: PricingBasis;
  contractArea: Area;
  certifiedArea: Area;
  /** Rounded for reading only: what is decided is decided on the exact areas. */
  ratio: Rate;
  mayRescind: boolean;
  oldPrice: Money;
  /** What the buyer still owes; negative: what the seller gives back. */
  difference: Money;
  newPrice: Money;
  derivation: Derivation;
}

/**
 * What the certified areas change in the price when the buyer keeps the home (TIT-2, 商品房销售管理办法 art. 20).
 * Every comparison is between whole numbers and the amount is rounded once, so a home at exactly 3% is within it.
 */
export function areaSettlement(terms: AreaTerms, certified: Areas): AreaSettlement {
  const { areaMethod: method, price } = terms;
  const measure = method === 'inner' ? 'innerArea' : 'buildingArea';
  const [contract, measured] = [terms[measure], certified[measure]];
  if (method !== 'unit' && !contract.isPositive) refuse('TIT-2.no-area', { method });
  const { difference, derivation } =
    method === 'unit' ? perUnit(contract, measured) : byArea(contract, measured, unitPrice(terms, contract));
  const right = rescission(terms, certified);
  return {
    ...{ method, contractArea: contract, certifiedArea: measured, ratio: ratioOf(contract, measured) },
    ...{ mayRescind: right.opened, oldPrice: price, difference, newPrice: price.plus(difference) },
    derivation: { ...derivation, steps: [...(derivation.steps ?? []), ...right.steps] },
  };
}

/** Priced by building area, either area beyond 3% opens the right to rescind; by inner area, that one alone. */
function rescission(terms: AreaTerms, certified: Areas): { opened: boolean; steps: Derivation[] } {
  const measures = ({ building: ['building', 'inner'], inner: ['inner'], unit: [] } as const)[terms.areaMethod];
  const steps = measures.map((which) => {
    const [A0, A1] = [terms[`${which}Area`], certified[`${which}Area`]];
    return derive(`|A1 − A0| > 3% × A0, ${which} area`, 'TIT-2', { A0, A1 }, beyond(A0, A1));
  });
  return { opened: steps.some(({ result }) => result === 'true'), steps };
}

interface Owed {
  difference: Money;
  derivation: Derivation;
}

function perUnit(A0: Area, A1: Area): Owed {
  return {
    difference: Money.zero,
    derivation: derive('priced per unit: no settlement', 'TIT-2', { A0, A1 }, Money.zero),
  };
}

/** Areas of 0.0001 m² make 3% of an area of whole 0.01 m² a whole number. */
function byArea(A0: Area, A1: Area, { P, step }: { P: Money; step?: Derivation }): Owed {
  const change = (A1.hundredths - A0.hundredths) * 100n;
  const limit = A0.hundredths * 3n;
  const over = (change < 0n ? -change : change) - limit;
  const ratio = derive('(A1 − A0) / A0, shown to ten decimals', 'TIT-2', { A0, A1 }, ratioOf(A0, A1));
  const steps = [...(step ? [step] : []), ratio];
  if (over > 0n) steps.push(derive('3% × A0, in m²', 'TIT-2', { A0 }, metres(limit)));
  if (over > 0n) steps.push(derive('|A1 − A0| − 3% × A0, in m²', 'TIT-2', { A0, A1 }, metres(over)));
  const [formula, billed] = billedArea(change, limit, over);
  const difference = Money.fen(divideHalfUp(billed * P.fen, 10_000n));
  return { difference, derivation: derive(formula, 'TIT-2', { A0, A1, P }, difference, steps) };
}

/** What is beyond 3% the seller bears when there is more, and gives back twice when there is less. */
function billedArea(change: bigint, limit: bigint, over: bigint): [formula: string, billed: bigint] {
  if (over <= 0n) return ['(A1 − A0) × P', change];
  if (change > 0n) return ['3% × A0 × P', limit];
  return ['−(3% × A0 + 2 × (|A1 − A0| − 3% × A0)) × P', -(limit + 2n * over)];
}

/** The contract's unit price; its price over the area where the contract is priced by another measure. */
function unitPrice(
  { price, pricePerM2, pricingBasis, areaMethod }: AreaTerms,
  A0: Area,
): { P: Money; step?: Derivation } {
  if (pricingBasis === areaMethod) return { P: pricePerM2 };
  const P = Money.fen(divideHalfUp(price.fen * 100n, A0.hundredths));
  return { P, step: derive('price / A0', 'TIT-2', { price, A0, pricingBasis, areaMethod }, P) };
}

/** |A1 − A0| / A0 > 3/100, multiplied out. */
function beyond(A0: Area, A1: Area): boolean {
  return A1.minus(A0).abs().hundredths * 100n > A0.hundredths * 3n;
}

function ratioOf(A0: Area, A1: Area): Rate {
  return A0.isZero ? Rate.zero : Rate.of(A1.hundredths - A0.hundredths, A0.hundredths);
}

function metres(tenThousandths: bigint): string {
  return formatDecimal(tenThousandths, 4);
}
