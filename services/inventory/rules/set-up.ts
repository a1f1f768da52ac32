import type { SetUpState } from '#contracts/inventory.js';
import { isDeadlineId, isLength } from '#kernel/deadlines.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';

/** Refuses unless the building is in one of the states that the step starts from (INV-2). */
export function refuseUnless(building: { code: string; state: SetUpState }, ...needed: SetUpState[]): void {
  const { code, state } = building;
  if (needed.includes(state)) return;
  const neededZh = needed.map((one) => stateNames[one]);
  refuse('INV-2.wrong-state', { building: code, state, needed, stateZh: stateNames[state], neededZh });
}

export const stateNames: Record<SetUpState, string> = {
  drafting: '录入中',
  submitted: '待审核',
  verified: '已审核',
  locked: '已屏蔽',
  'on-sale': '在售',
};

/** What the building becomes by finance's decision; sending it back needs a reason (INV-2, ALL-3). */
export function verified(decision: 'verify' | 'return', reason: string | undefined): SetUpState {
  if (decision === 'verify') return 'verified';
  if (!reason?.trim()) refuse('INV-2.reason-missing', {});
  return 'drafting';
}

/** Refuses a policy that no sale could be made under: a deposit below zero, a deadline that the catalogue lacks. */
export function refuseUnlessUsable(policy: { deposit: Money; deadlines?: Record<string, unknown> }): void {
  if (policy.deposit.isNegative) refuse('INV-1.deposit', { deposit: policy.deposit });
  const wrong = Object.entries(policy.deadlines ?? {}).find(([id, length]) => !isDeadlineId(id) || !isLength(length));
  if (wrong) refuse('ALL-6.deadline', { id: wrong[0], length: String(wrong[1]) });
}

/** Refuses codes that another building has already: `3` with `1-101` and `3-1` with `101` are one code (INV-1). */
export function refuseUnlessFree(units: { code: string }[], taken: { code: string }[]): void {
  const codes = new Set(taken.map(({ code }) => code));
  const unit = units.find(({ code }) => codes.has(code));
  if (unit) refuse('INV-1.unit-exists', { unit: unit.code });
}
