import type { PointsState } from '#contracts/membership.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';

/** A point for each full ¥1,000 of the contract price. */
const pricePerPoint = Money.parse('1000.00');

/** From this share of the price on, paid by the buyer, the referrer's points can be redeemed (§3.10.3). */
const shareToRedeem = Rate.parse('0.80');

/** What happens to an application (MEM-2): in which state, and which state follows. */
export const steps = {
  approve: step('applied', 'approved', '审批通过', 'approve'),
  refuse: step('applied', 'refused', '审批不通过', 'refuse'),
  confirm: step('approved', 'confirmed', '确认', 'confirm'),
  redeem: step('confirmed', 'redeemed', '兑换', 'redeem'),
};

const states: Record<PointsState, { zh: string; en: string }> = {
  applied: { zh: '已申请', en: 'applied' },
  approved: { zh: '已审批', en: 'approved' },
  refused: { zh: '未通过', en: 'refused' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  redeemed: { zh: '已兑换', en: 'redeemed' },
  'clawed-back': { zh: '已扣回', en: 'clawed back' },
};

/** The state after the step, or the refusal. */
export function after(state: PointsState, name: keyof typeof steps): PointsState {
  const { from, to, zh, en } = steps[name];
  if (state === from) return to;
  const [now, wanted] = [states[state], states[from]];
  const facts = { state, stateZh: now.zh, stateEn: now.en, fromZh: wanted.zh, fromEn: wanted.en };
  refuse('MEM-2.wrong-state', { ...facts, stepZh: zh, stepEn: en });
}

/** The points of a referral with their derivation (ALL-2), or the refusal: who may refer whom (MEM-2, MEM-3). */
export function referral(
  member: { projectId: string; customerId?: string | null; card: string },
  deal: { projectId: string; customerId: string; unitCode: string; price: Money; cancelledAt?: Date | null },
): { points: number; derivation: Derivation } {
  const { unitCode: unit, price } = deal;
  if (deal.cancelledAt) refuse('MEM-2.deal-cancelled', { unit });
  if (member.projectId !== deal.projectId) refuse('MEM-2.other-project', { card: member.card, unit });
  if (member.customerId === deal.customerId) refuse('MEM-3.self-referral', { card: member.card, unit });
  const points = Number(price.fen / pricePerPoint.fen);
  if (points === 0) refuse('MEM-2.no-points', { unit, price, pricePerPoint });
  const inputs = { price, pricePerPoint };
  return { points, derivation: derive('price ÷ price per point, whole points only', 'MEM-2', inputs, points) };
}

/** Whether the buyer has paid enough for the points to be redeemed (MEM-2). */
export function paidEnough(share: Rate): boolean {
  return share >= shareToRedeem;
}

/** Below 80% nothing is redeemed; the refusal says what share is paid (MEM-2). */
export function refuseUnlessPaidEnough(share: Rate): void {
  if (!paidEnough(share)) refuse('MEM-2.below-80', { share, needed: shareToRedeem });
}

function step(from: PointsState, to: PointsState, zh: string, en: string) {
  return { from, to, zh, en };
}
