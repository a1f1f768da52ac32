import type { TitleState } from '#contracts/handover.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf, type Day, type Instant } from '#kernel/time.js';

/** A title is applied for with a confirmed invoice and a paid settlement, one application at a time (TIT-4). */
export function refuseUnlessAppliable(facts: {
  invoiceConfirmedAt?: Instant | null;
  settlementPaidAt?: Instant | null;
  earlier?: TitleState;
}): void {
  if (facts.earlier && facts.earlier !== 'refused') refuse('TIT-4.applied', { state: facts.earlier });
  if (!facts.settlementPaidAt) refuse('TIT-4.unsettled', {});
  if (!facts.invoiceConfirmedAt) refuse('TIT-4.no-invoice', {});
}

/** A certificate is collected once, after it was issued. */
export function refuseUnlessCollectable(state: TitleState | undefined): void {
  if (state === 'collected') refuse('TIT-4.collected', {});
  if (state !== 'issued') refuse('TIT-4.not-issued', { state: state ?? null });
}

/** How a filing stands at the registry. */
export interface Standing {
  state: 'submitted' | 'registered' | 'refused' | 'cancelled';
  number?: string;
  registeredAt?: string;
  reason?: string;
}

export type TitleOutcome =
  { state: 'issued'; certificateNumber: string; issuedOn: Day } | { state: 'refused'; refusedFor: string };

/** What the registry's word means for the application; undefined while it has not decided. */
export function titleOutcome({ state, number, registeredAt, reason }: Standing): TitleOutcome | undefined {
  if (state === 'registered' && number && registeredAt) {
    return { state: 'issued', certificateNumber: number, issuedOn: dayOf(new Date(registeredAt)) };
  }
  if (state === 'refused' || state === 'cancelled') return { state: 'refused', refusedFor: reason ?? state };
  return undefined;
}
