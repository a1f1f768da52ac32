import type { SettlementState } from '#contracts/handover.js';
import { refuse } from '#kernel/refusal.js';
import type { Areas } from './area-settlement.js';

/** Certified areas can be entered, and entered again, until finance has verified the settlement (TIT-1). */
export function refuseUnlessEnterable(areas: Areas, state?: SettlementState): void {
  const { buildingArea, innerArea } = areas;
  const possible = buildingArea.isPositive && !innerArea.isNegative && innerArea <= buildingArea;
  if (!possible) refuse('TIT-1.areas', { buildingArea, innerArea });
  if (state && !['entered', 'checked'].includes(state)) refuse('TIT-1.verified', { state });
}

/** Only areas that were entered and not yet checked can be checked (TIT-1). */
export function refuseUnlessCheckable(state: SettlementState): void {
  if (state !== 'entered') refuse('TIT-1.already-checked', { state });
}

/** Finance verifies what was checked; beyond 3% only with the buyer's word to keep the home (TIT-2, TIT-4). */
export function refuseUnlessVerifiable(
  { state, mayRescind }: { state: SettlementState; mayRescind?: boolean | null },
  buyerKeeps?: boolean,
): void {
  if (state === 'entered') refuse('TIT-4.not-checked', { state });
  if (state !== 'checked') refuse('TIT-4.already-verified', { state });
  if (mayRescind && buyerKeeps === undefined) refuse('TIT-2.choice', {});
  if (buyerKeeps === false) refuse(mayRescind ? 'TIT-2.rescission' : 'TIT-2.no-rescission', {});
}

/** What other services told may come in any order: paid stands above signed, signed above verified. */
export function settlementState(settlement: {
  state: SettlementState;
  signedAt?: Date | null;
  paidAt?: Date | null;
}): SettlementState {
  if (settlement.paidAt) return 'paid';
  return settlement.signedAt ? 'signed' : settlement.state;
}
