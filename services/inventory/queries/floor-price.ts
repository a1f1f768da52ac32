import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Actor } from '#permissions/actor.js';
import type { Role } from '#permissions/operations.js';

/** Who sells is not told how far down a price may go: those are who set, verify and approve prices (INV-4). */
const pricing: Role[] = [
  ...(['general_manager', 'deputy_general_manager', 'sales_manager', 'sales_supervisor'] as const),
  ...(['cfo', 'accounting_supervisor', 'system_admin', 'auditor'] as const),
];

function seesFloorPrice({ grants }: Actor): boolean {
  return grants.some(({ role }) => pricing.includes(role));
}

/** The floor price, for an answer to the actor: nothing for who sells (INV-4). */
export function floorPriceFor(actor: Actor, floorPrice: Money): { floorPrice?: Money } {
  return seesFloorPrice(actor) ? { floorPrice } : {};
}

/** How a price came to be (ALL-2), without how its floor price did for who may not see that (INV-4). */
export function derivationFor(actor: Actor, derivation: Derivation): Derivation {
  if (seesFloorPrice(actor) || !derivation.steps) return derivation;
  return { ...derivation, steps: derivation.steps.filter(({ rule }) => rule !== 'INV-4') };
}
