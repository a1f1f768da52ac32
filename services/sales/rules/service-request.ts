import type { ServiceRequestState, ServiceRequestStep } from '#contracts/sales-service-requests.js';
import { deadlineFor, type DeadlineLengths } from '#kernel/deadlines.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';

/** What of a request decides its next step. */
export interface Request {
  state: ServiceRequestState;
  assigneeId?: string | null;
}

/** Which step may follow in which state, and where it leads (CRM-7). */
const steps: Record<
  Exclude<ServiceRequestStep, 'register'>,
  Partial<Record<ServiceRequestState, ServiceRequestState>>
> = {
  assign: { registered: 'assigned', assigned: 'assigned' },
  answer: { assigned: 'answered' },
  close: { answered: 'closed' },
  reopen: { answered: 'assigned', closed: 'assigned' },
};

/** Where the step leads (CRM-7), or the refusal that says where the request stands. */
export function afterStep({ state }: Request, step: keyof typeof steps): ServiceRequestState {
  const to = steps[step][state];
  if (!to) refuse('CRM-7.step', { ...stateNames[state], ...stepNames[step] });
  return to;
}

/** Whom it is assigned to answers it, nobody else: so the customer hears one voice (CRM-7). */
export function refuseOtherAssignee({ assigneeId }: Request, actorId: string): void {
  if (assigneeId && assigneeId !== actorId) refuse('CRM-7.other-assignee', {});
}

/** Until when a request that is registered or reopened now is answered (CRM-7). */
export function answerBy(now: Instant, lengths: DeadlineLengths): Instant {
  return deadlineFor('CRM-7.answer', now, lengths);
}

const stateNames: Record<ServiceRequestState, { stateZh: string; stateEn: string }> = {
  registered: { stateZh: '待指派', stateEn: 'not assigned yet' },
  assigned: { stateZh: '待答复', stateEn: 'waiting for its answer' },
  answered: { stateZh: '已答复', stateEn: 'answered' },
  closed: { stateZh: '已结案', stateEn: 'closed' },
};

const stepNames: Record<keyof typeof steps, { stepZh: string; stepEn: string }> = {
  assign: { stepZh: '指派', stepEn: 'assigned' },
  answer: { stepZh: '答复', stepEn: 'answered' },
  close: { stepZh: '结案', stepEn: 'closed' },
  reopen: { stepZh: '重新打开', stepEn: 'reopened' },
};
