import type { DiscountState } from '#contracts/sales-contracts.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf, type Day, type Instant } from '#kernel/time.js';

/** What an approved discount takes off a price, and on which paper. */
export interface ApprovedDiscount {
  approvalId: string;
  amount: Money;
}

/** What may be taken off: the amount asked for, or what the rate takes off the list price; never all of it (CON-2). */
export function discountAmount(unit: string, price: Money, { amount, rate }: { amount?: Money; rate?: Rate }) {
  if (Boolean(amount) === Boolean(rate)) refuse('CON-2.amount-or-rate', {});
  if (rate && (!rate.isPositive || rate >= Rate.one)) refuse('CON-2.rate', { rate });
  const off = amount ?? price.minus(price.times(rate!));
  if (!off.isPositive || off >= price) refuse('CON-2.amount', { unit, amount: off, price });
  const derivation = rate
    ? derive('price − price × rate', 'CON-2', { price, rate }, off)
    : derive('amount asked for', 'CON-2', { amount: off }, off);
  return { amount: off, derivation };
}

/** The word of the general manager or a deputy; a refusal gives its reason. */
export function discountDecided(state: DiscountState, decision: 'approve' | 'refuse', reason?: string) {
  if (state !== 'requested') refuse('CON-2.decided', discountStateFacts(state));
  if (decision === 'refuse' && !reason?.trim()) refuse('CON-2.reason-missing', {});
  return decision === 'approve' ? ('approved' as const) : ('refused' as const);
}

/** What this use takes off the price: the whole amount, or the part told; for its own unit and customer, in time. */
export function discountUse(approval: Approval, taker: Taking, part?: Money): ApprovedDiscount {
  const { unitCode: unit, amount, state, validUntil } = approval;
  if (approval.unitId !== taker.unitId) refuse('CON-2.other-unit', { unit });
  if (approval.customerId !== taker.customerId) refuse('CON-2.other-customer', { unit });
  if (state !== 'approved') refuse('CON-2.not-approved', { unit, ...discountStateFacts(state) });
  if (validUntil && validUntil < dayOf(taker.at)) refuse('CON-2.expired', { unit, validUntil });
  if (part && part > amount) refuse('CON-2.beyond-amount', { unit, amount, asked: part });
  return { approvalId: approval.id, amount: part ?? amount };
}

/** The price after an approved discount, with its derivation (CON-2); the price as it is without one. */
export function discounted(total: Money, derivation: Derivation, approved?: ApprovedDiscount) {
  if (!approved) return { total, derivation };
  const { approvalId, amount } = approved;
  const after = total.minus(amount);
  if (!after.isPositive) refuse('CON-2.beyond-price', { amount, price: total });
  const inputs = { price: total, amount, approval: approvalId };
  return { total: after, derivation: derive('price − approved discount', 'CON-2', inputs, after, [derivation]) };
}

interface Approval {
  id: string;
  unitId: string;
  unitCode: string;
  customerId: string;
  amount: Money;
  state: DiscountState;
  validUntil?: Day | null;
}

interface Taking {
  unitId: string;
  customerId: string;
  at: Instant;
}

function discountStateFacts(state: DiscountState) {
  return { state, ...states[state] };
}

const states: Record<DiscountState, { stateZh: string; stateEn: string }> = {
  requested: { stateZh: '待审批', stateEn: 'waiting to be decided' },
  approved: { stateZh: '已批准', stateEn: 'approved' },
  refused: { stateZh: '未批准', stateEn: 'refused' },
  used: { stateZh: '已使用', stateEn: 'used' },
  expired: { stateZh: '已过期', stateEn: 'expired' },
};
