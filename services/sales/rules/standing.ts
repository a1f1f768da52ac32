import type { ContractState, ReviewStage } from '#contracts/sales.js';
import { deadlineFor, type DeadlineId, type DeadlineLengths } from '#kernel/deadlines.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';

/** Where a contract stands: its state, whose review is awaited, and whether the registry has it. */
export interface Standing {
  state: ContractState;
  stage?: ReviewStage | null;
  submittedAt?: Instant | null;
  /** With a discount approval attached finance reviews in one working day (CON-3). */
  discountApprovalId?: string | null;
  /** The time for filing begins when the first instalment is paid, too (CON-6). */
  paidSlipAt?: Instant | null;
  /** What the registry has it under, until it cancels that. */
  filingNumber?: string | null;
}

/** A step of a contract: where it comes to, the deadline it leaves behind, and the one that begins. */
export interface Step {
  to: Standing;
  leaves: DeadlineId | null;
  awaits: { id: DeadlineId; dueAt: Instant } | null;
}

/** When a step is taken, and the project's own lengths of the deadlines (ALL-6). */
export interface Timing {
  at: Instant;
  lengths: DeadlineLengths;
}

/** The four reviews in their order (CON-3): sales has two working days, and then finance two. */
const reviews = [
  { stage: 'supervisor', deadline: 'CON-3.sales-review', zh: '待销售主任审核', en: 'the sales supervisor reviews it' },
  { stage: 'manager', deadline: 'CON-3.sales-review', zh: '待经营部经理审核', en: 'the sales manager reviews it' },
  {
    stage: 'accounting',
    deadline: 'CON-3.finance-review',
    zh: '待会计主任复核',
    en: 'the accounting supervisor reviews it',
  },
  { stage: 'cfo', deadline: 'CON-3.finance-review', zh: '待财务总监复核', en: 'the CFO reviews it' },
] as const;

/** What is awaited in the other states, and by when (CON-3, CON-6). */
const others = {
  returned: { deadline: null, zh: '待置业顾问更正后重新送审', en: 'the consultant corrects it and sends it again' },
  approved: { deadline: 'CON-3.to-seal', zh: '待盖章经办核对盖章', en: 'the seal clerk compares and seals it' },
  sealed: { deadline: 'CON-6.filing', zh: '待监证经办送监证', en: 'the registry clerk files it' },
  filing: { deadline: 'CON-6.filing', zh: '待登记机构答复', en: 'the registry answers' },
  filed: { deadline: null, zh: '已监证', en: 'filed' },
  unfiling: { deadline: null, zh: '待登记机构注销监证', en: 'the registry cancels the filing' },
  withdrawing: { deadline: null, zh: '退房中，待财务结算', en: 'being withdrawn, finance settles it' },
  withdrawn: { deadline: null, zh: '已退房', en: 'withdrawn' },
} as const;

/** What is awaited next, in words. */
export function nextStep(contract: Standing): string {
  const { zh, en } = awaited(contract);
  return `${zh} (${en})`;
}

/** It is signed, or sent again: the first review is awaited. */
export function intoReview(from: Standing | null, { number }: Numbered, timing: Timing): Step {
  if (from && from.state !== 'returned') refuse('CON-3.not-returned', { number, next: nextStep(from) });
  return step(from, { state: 'in-review', stage: reviews[0].stage }, timing);
}

/** The deadlines that run for it where it stands: taken back when it goes no further. */
export function dropped(contract: Standing): DeadlineId[] {
  const deadline = deadlineOf(contract);
  return deadline ? [deadline] : [];
}

/** One of the four says its word, when it is its turn (CON-3); the last approval makes it approved. */
export function reviewed(contract: Standing & Numbered, review: Review, timing: Timing): Step {
  const { number } = contract;
  if (contract.state !== 'in-review') refuse('CON-3.not-in-review', { number, next: nextStep(contract) });
  const turn = awaited(contract);
  if (contract.stage !== review.stage)
    refuse('CON-3.order', { number, turn: contract.stage!, turnZh: turn.zh, turnEn: turn.en });
  if (review.decision === 'return') {
    if (!review.reason?.trim()) refuse('CON-3.reason-missing', { number });
    return step(contract, { state: 'returned', stage: null }, timing);
  }
  const next = reviews[reviews.findIndex(({ stage }) => stage === review.stage) + 1];
  return step(contract, next ? { state: 'in-review', stage: next.stage } : { state: 'approved', stage: null }, timing);
}

/** Only what all four approved is sealed (CON-3); a version whose filing stands needs no other. */
export function sealed(contract: Standing & Numbered, timing: Timing): Step {
  const { number, state } = contract;
  if (state !== 'approved') refuse('CON-3.not-approved', { number, next: nextStep(contract) });
  return step(contract, { state: contract.filingNumber ? 'filed' : 'sealed' }, timing);
}

/** Another version stands: its paper is to be sealed anew (CON-4). */
export function revised(contract: Standing, timing: Timing): Step {
  return step(contract, { state: 'approved', stage: null }, timing);
}

/** Only what is sealed goes to the registry (CON-6). */
export function sentToRegistry(contract: Standing & Numbered, timing: Timing): Step {
  const { number, state } = contract;
  if (state !== 'sealed') refuse('CON-6.not-sealed', { number, next: nextStep(contract) });
  return step(contract, { state: 'filing', submittedAt: null }, timing);
}

/** Only what is on file is taken off it (CON-4). */
export function askedOffFile(contract: Standing & Numbered, timing: Timing): Step {
  const { number, state } = contract;
  if (state !== 'filed') refuse('CON-4.not-filed', { number, next: nextStep(contract) });
  return step(contract, { state: 'unfiling' }, timing);
}

/** The registry has cancelled the filing: it is sealed, and not on file. */
export function takenOffFile(contract: Standing, timing: Timing): Step {
  return step(contract, { state: 'sealed', submittedAt: null, filingNumber: null }, timing);
}

/** It is withdrawn: nothing is done on it until finance has ended that (CON-5). */
export function setAside(contract: Standing, timing: Timing): Step {
  return step(contract, { state: 'withdrawing', stage: null }, timing);
}

/** Finance has settled it. */
export function withdrawn(contract: Standing, timing: Timing): Step {
  return step(contract, { state: 'withdrawn', stage: null }, timing);
}

/** Finance has refused: it stands where it stood, and what is awaited there has its time anew. */
export function restored(contract: Standing, before: Standing, timing: Timing): Step {
  return step(contract, before, timing);
}

/** The first instalment is paid: with the seal that begins the time for filing (CON-6). */
export function slipArrived(contract: Standing, { at, lengths }: Timing): Step {
  const from = { ...contract, paidSlipAt: null };
  return step(from, { state: contract.state, paidSlipAt: at }, { at, lengths });
}

/** The registry has taken it in: the time for filing has been kept. */
export function takenIn(contract: Standing, timing: Timing): Step {
  return step(contract, { state: 'filing', submittedAt: timing.at }, timing);
}

/** The registry has decided: on file, or back to the seal's desk to be corrected and filed again (CON-6). */
export function decided(contract: Standing, registered: boolean, timing: Timing): Step {
  return step(contract, registered ? { state: 'filed' } : { state: 'sealed', submittedAt: null }, timing);
}

type Numbered = { number: string };
/** What one of the four says. */
export type Review = { stage: ReviewStage; decision: 'approve' | 'return'; reason?: string };

function step(from: Standing | null, to: Standing, { at, lengths }: Timing): Step {
  const leaves = from && deadlineOf(from);
  const id = deadlineOf({ ...from, ...to });
  if (leaves === id) return { to, leaves: null, awaits: null };
  return { to, leaves, awaits: id && { id, dueAt: deadlineFor(id, at, lengths) } };
}

function deadlineOf(contract: Standing): DeadlineId | null {
  if (contract.state === 'filing' && contract.submittedAt) return null;
  const { deadline } = awaited(contract);
  if (deadline === 'CON-6.filing' && !contract.paidSlipAt) return null;
  return deadline === 'CON-3.finance-review' && contract.discountApprovalId ? 'CON-3.discount-review' : deadline;
}

function awaited({ state, stage }: Standing): { deadline: DeadlineId | null; zh: string; en: string } {
  return state === 'in-review' ? reviews.find((review) => review.stage === stage)! : others[state];
}
