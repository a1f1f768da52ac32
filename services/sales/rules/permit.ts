import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';

/** The permit that a unit is offered under, as inventory told it. */
export interface PermitTerms {
  validUntil?: Day | null;
  suspendedFor?: string | null;
}

/** Nothing is sold without a permit, nor while it is suspended or after its last day (INV-4, law). */
export function refuseUnlessPermitted(
  { unitCode: unit, permitNumber: number, permit }: { unitCode: string; permitNumber: string; permit?: PermitTerms },
  today: Day,
): void {
  if (!number) refuse('INV-4.deal-without-permit', { unit });
  if (permit?.suspendedFor) refuse('INV-4.deal-permit-suspended', { unit, number, reason: permit.suspendedFor });
  const validUntil = permit?.validUntil;
  if (validUntil && validUntil < today) refuse('INV-4.deal-permit-expired', { unit, number, validUntil });
}
