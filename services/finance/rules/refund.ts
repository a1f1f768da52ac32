import type { RefundState } from '#contracts/finance-refunds.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { movement, type Movement } from './movement.js';
import { freeCredit, type Standing } from './standing.js';

/** What is set aside once this refund is asked for: at most what is held and not asked for yet (FIN-6). */
export function pendingAfter(standing: Standing, amount: Money): Money {
  const held = freeCredit(standing);
  if (amount > held) refuse('FIN-6.more-than-held', { amount, held });
  return standing.refundPending.plus(amount);
}

/** The CFO's word; a refusal gives its reason. */
export function decided(state: RefundState, decision: 'approve' | 'refuse', reason?: string): RefundState {
  if (state !== 'requested') refuse('FIN-6.decided', { state });
  if (decision === 'refuse' && !reason?.trim()) refuse('FIN-6.reason-missing', {});
  return decision === 'approve' ? 'approved' : 'refused';
}

/** Money goes back to the customer, once approved. */
export function refundMovement(standing: Standing, refund: { state: RefundState; amount: Money }): Movement {
  const { state, amount } = refund;
  if (state !== 'approved') refuse('FIN-6.not-approved', { state });
  return movement({ ...standing, refundPending: standing.refundPending.minus(amount) }, { out: amount });
}
