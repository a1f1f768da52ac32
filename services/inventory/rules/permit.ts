import type { PermitState } from '#contracts/inventory-terms.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';
import { isPlausible } from './price.js';

export interface PermitTerms {
  number: string;
  issuedOn: Day;
  validUntil?: Day | null;
  state: PermitState;
}

/** Units are offered under a permit only while it is effective (INV-4, law). */
export function refuseUnlessEffective({ number, issuedOn, validUntil, state }: PermitTerms, today: Day): void {
  if (issuedOn > today) refuse('INV-4.permit-not-effective', { number, issuedOn });
  const ended = state === 'effective' && validUntil && validUntil < today ? 'expired' : state;
  if (ended !== 'effective') refuse('INV-4.permit-not-in-force', { number, ...permitNames[ended] });
}

/** Only what is effective is suspended; what is suspended or has expired is taken up again, to a day to come. */
export function refuseUnlessSuspendable({ number, state }: PermitTerms): void {
  if (state !== 'effective') refuse('INV-4.permit-not-in-force', { number, ...permitNames[state] });
}

/** Until when it is valid once it is taken up again. */
export function validAgain(permit: PermitTerms, until: Day | undefined, today: Day): Day | null {
  const { number, state } = permit;
  if (state === 'effective' && !until) refuse('INV-4.permit-in-force', { number });
  const validUntil = until ?? permit.validUntil ?? null;
  if (validUntil && validUntil < today) refuse('INV-4.permit-past', { number, validUntil });
  return validUntil;
}

/** The filed price is above no price of the unit that is in force or still to come (INV-4). */
export function refuseUnlessFileable(unit: string, filed: Money, prices: Money[]): void {
  if (!isPlausible(filed)) refuse('INV-3.price', { unit, price: filed });
  const above = prices.find((price) => price > filed);
  if (above) refuse('INV-4.above-filed', { unit, price: above, filed });
}

const permitNames: Record<PermitState, { stateZh: string; stateEn: string }> = {
  effective: { stateZh: '有效', stateEn: 'in force' },
  suspended: { stateZh: '已暂停', stateEn: 'suspended' },
  expired: { stateZh: '已过期', stateEn: 'expired' },
};
