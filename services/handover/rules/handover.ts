import type { HandoverState } from '#contracts/handover.js';
import { deadlineFor, type DeadlineLengths } from '#kernel/deadlines.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf, startOf, type Day } from '#kernel/time.js';

/** HAN-1 to HAN-3 as a table: from which states a step can be taken, and where it leads. */
const steps = {
  clear: { from: ['waiting'], to: 'cleared', zh: '财务确认结清', en: 'cleared by finance' },
  request: { from: ['cleared'], to: 'requested', zh: '接楼申请', en: 'handover request' },
  notice: { from: ['requested'], to: 'notified', zh: '接楼通知', en: 'written notice' },
  // Inspected again after repairs.
  inspection: { from: ['notified', 'inspected'], to: 'inspected', zh: '验房', en: 'inspection' },
  keys: { from: ['inspected'], to: 'handed', zh: '交钥匙', en: 'keys' },
  check: { from: ['handed'], to: 'checked', zh: '接楼复核', en: 'check by the sales supervisor' },
} as const satisfies Record<string, { from: HandoverState[]; to: HandoverState; zh: string; en: string }>;

export type Step = keyof typeof steps;

/** The state that the step leads to, or the refusal that says what comes next. */
export function stateAfter(state: HandoverState, step: Step): HandoverState {
  const { from, to, zh: stepZh, en: stepEn } = steps[step];
  if ((from as readonly HandoverState[]).includes(state)) return to;
  if (state === 'waiting') refuse('HAN-1.not-cleared', { state, step, stepZh, stepEn, next: 'clear' });
  const next = nextAfter(state);
  if (!next) refuse('HAN-3.handed-over', { state, step, stepZh, stepEn });
  const { zh: nextZh, en: nextEn } = steps[next];
  refuse('HAN-2.order', { state, step, stepZh, stepEn, next, nextZh, nextEn });
}

/** A day that is recorded has come, and is not before the step that it follows (HAN-3). */
export function refuseUnlessHappened(day: Day, today: Day, after?: Day | null): void {
  if (day > today) refuse('HAN-3.day-to-come', { day, today });
  if (after && day < after) refuse('HAN-3.day-before', { day, after });
}

/** Keys change hands when the written notice is old enough (HAN-2), the project saying how old. */
export function refuseUnlessNoticed(handedOn: Day, noticeOn: Day, lengths: DeadlineLengths): void {
  const earliest = dayOf(deadlineFor('HAN-2.notice', startOf(noticeOn), lengths));
  if (handedOn < earliest) refuse('HAN-2.notice-short', { handedOn, noticeOn, earliest });
}

function nextAfter(state: HandoverState): Step | undefined {
  return (Object.keys(steps) as Step[]).findLast((step) => (steps[step].from as readonly string[]).includes(state));
}
