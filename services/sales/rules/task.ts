import type { MortgageState } from '#contracts/mortgage.js';
import type { TaskKind } from '#contracts/sales-tasks.js';
import { deadlineFor, type DeadlineId, type DeadlineLengths } from '#kernel/deadlines.js';
import type { Instant } from '#kernel/time.js';

/** In which states of a mortgage it is the customer's turn, and how long they have (CRM-4, MOR-1, MOR-4). */
const turns: Partial<Record<MortgageState, DeadlineId>> = {
  collecting: 'MOR-1.papers',
  'more-papers': 'MOR-4.more-papers',
  approved: 'MOR-4.customer-sign',
};

/** Until when the customer is to bring papers or to sign, or null when it is not their turn (CRM-4). */
export function customersTurn(state: MortgageState, since: Instant, lengths: DeadlineLengths): Instant | null {
  const id = turns[state];
  return id ? deadlineFor(id, since, lengths) : null;
}

/** What to do next, in words (CRM-4). */
export const nextSteps: Record<TaskKind, { zh: string; en: string }> = {
  'follow-up': { zh: '回访客户并记录客户事件', en: 'Contact the customer and record the event' },
  survey: { zh: '录入成交客户调查', en: 'Record the deal survey' },
  deposit: { zh: '催交定金', en: 'Have the deposit paid' },
  signing: { zh: '约客户签约', en: 'Have the contract signed' },
  instalment: { zh: '催交房款', en: 'Have the instalment paid' },
  'mortgage-papers': { zh: '收取按揭资料', en: 'Take in the mortgage papers' },
  'mortgage-more-papers': { zh: '按银行要求补件', en: 'Bring the papers that the bank wants' },
  'mortgage-signing': { zh: '约客户到银行签署贷款合同', en: 'Have the customer sign at the bank' },
  'service-request': { zh: '答复客诉', en: 'Answer the request' },
};
