import type { ConsentDecision, ReservationState } from '#contracts/sales-reservations.js';
import { deadlineFor, type DeadlineLengths } from '#kernel/deadlines.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';

/** What a project decides for itself about reservations (RES-1, RES-2). */
export interface ReservationPolicy {
  extensionsMax: number;
  maliciousCount: number;
  maliciousDays: number;
}

/** One extension; three that expire unsold in 30 days are malicious. */
export const reservationDefaults: ReservationPolicy = { extensionsMax: 1, maliciousCount: 3, maliciousDays: 30 };

/** In the first week after the opening only the sales manager reserves (RES-1, §3.2.5). */
export function refuseInFirstWeek(isManager: boolean, openedAt: Instant | null, now: Instant, own: DeadlineLengths) {
  if (isManager || !openedAt || now < openedAt) return;
  const until = deadlineFor('RES-1.first-week', openedAt, own);
  if (now < until) refuse('RES-1.first-week', { until });
}

/** Until when it lasts: what is wished, within the longest time counted from `from` (RES-1). */
export function reservedUntil(wished: Instant | undefined, from: Instant, now: Instant, own: DeadlineLengths): Instant {
  const latest = deadlineFor('RES-1.expiry', from, own);
  const until = wished ?? latest;
  if (until <= now) refuse('RES-1.until-past', { until });
  if (until > latest) refuse('RES-1.too-long', { until, latest });
  return until;
}

/** A reservation as these rules see it. */
export interface Reserved {
  unitCode: string;
  state: ReservationState;
  holderName: string;
  customerId?: string | null;
  extensions: number;
  endedAt?: Instant | null;
  endedFor?: string | null;
}

/** It still keeps the unit, or the refusal. */
export function refuseEnded({ state, unitCode: unit, endedAt, endedFor }: Reserved): void {
  if (state !== 'live') refuse('RES-1.ended', { unit, endedAt: endedAt ?? null, endedFor: endedFor ?? null });
}

/** How many more extensions there are; none is refused (RES-1). */
export function refuseExtended({ unitCode: unit, extensions }: Reserved, { extensionsMax }: ReservationPolicy): void {
  if (extensions >= extensionsMax) refuse('RES-1.extended-enough', { unit, extensions });
}

/** What the holder has been asked and said about a buyer. */
export interface Consent {
  decision?: ConsentDecision | null;
  reason?: string | null;
}

/** Somebody else than whom it was reserved for buys only with the holder's consent, given before (RES-1, §3.2.4). */
export function refuseWithoutConsent(reserved: Reserved, buyerId: string, consent: Consent | null): void {
  if (reserved.customerId === buyerId || consent?.decision === 'consent') return;
  const { unitCode: unit, holderName: by } = reserved;
  if (consent?.decision === 'refuse') refuse('RES-1.consent-refused', { unit, by, reason: consent.reason ?? null });
  refuse('RES-1.consent-missing', { unit, by, ...consentWords(consent) });
}

/** Whether the holder is to be asked about this buyer: once, and not about the one it is reserved for (RES-1). */
export function refuseNeedlessAsking(reserved: Reserved, buyerId: string, consent: Consent | null): void {
  const { unitCode: unit, holderName: by } = reserved;
  if (reserved.customerId === buyerId) refuse('RES-1.consent-not-needed', { unit });
  if (consent) refuse('RES-1.consent-asked', { unit, by, ...consentWords(consent) });
}

function consentWords(consent: Consent | null) {
  if (!consent) return { stateZh: '尚未征求', stateEn: 'not asked yet' };
  if (consent.decision === 'consent') return { stateZh: '已同意', stateEn: 'consented' };
  if (consent.decision === 'refuse') return { stateZh: '不同意', stateEn: 'refused' };
  return { stateZh: '待答复', stateEn: 'not answered yet' };
}

/** Whether with this expiry the threshold of RES-2 is reached: told once, not with every later one. */
export function isMalicious(expired: number, { maliciousCount }: ReservationPolicy): boolean {
  return expired === maliciousCount;
}
