import type { MortgageState } from '#contracts/mortgage.js';
import { deadlineFor, type DeadlineId, type DeadlineLengths } from '#kernel/deadlines.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';

/** The states of an application (MOR-4): what each is called, and by which deadline the next step is due. */
// prettier-ignore
export const states: Record<MortgageState, { zh: string; en: string; deadline: DeadlineId | null }> = {
  'collecting':      { zh: '收件中',     en: 'collecting papers',    deadline: 'MOR-1.papers' },
  'collected':       { zh: '待复核',     en: 'papers taken in',      deadline: 'MOR-2.check' },
  'checked':         { zh: '待定银行',   en: 'checked',              deadline: 'MOR-3.bank' },
  'bank-chosen':     { zh: '待送审',     en: 'bank chosen',          deadline: 'MOR-4.submission' },
  'submitted':       { zh: '银行审批中', en: 'submitted',            deadline: 'MOR-4.approval' },
  'more-papers':     { zh: '待补件',     en: 'more papers wanted',   deadline: 'MOR-4.more-papers' },
  'refused':         { zh: '银行拒贷',   en: 'refused by the bank',  deadline: 'MOR-3.bank' },
  'approved':        { zh: '银行已批复', en: 'approved',             deadline: 'MOR-4.customer-sign' },
  'customer-signed': { zh: '客户已签字', en: 'customer signed',      deadline: 'MOR-4.registration' },
  'registering':     { zh: '抵押登记中', en: 'being registered',     deadline: 'MOR-4.registration' },
  'registered':      { zh: '已抵押登记', en: 'mortgage registered',  deadline: 'MOR-4.disbursement' },
  'disbursed':       { zh: '已放款',     en: 'disbursed',            deadline: null },
  'cancelled':       { zh: '已取消',     en: 'cancelled',            deadline: null },
};

const live = (Object.keys(states) as MortgageState[]).filter((state) => state !== 'cancelled');

/** What can happen to an application: by which rule, in which states, and which state follows. Nothing else happens. */
// prettier-ignore
export const steps = {
  'papers-complete':      step('MOR-1', ['collecting', 'more-papers'], 'collected', '收齐资料', 'take in all papers'),
  'papers-passed':        step('MOR-2', ['collected'], 'checked', '复核通过', 'pass the papers'),
  'papers-returned':      step('MOR-2', ['collected'], 'collecting', '退回补件', 'return the papers'),
  'bank-chosen':          step('MOR-3', ['checked', 'bank-chosen', 'refused'], 'bank-chosen', '定银行', 'choose the bank'),
  'submitted':            step('MOR-3', ['bank-chosen'], 'submitted', '送审', 'submit to the bank'),
  'more-papers-wanted':   step('MOR-4', ['submitted'], 'more-papers', '银行要求补件', 'want more papers'),
  'bank-refused':         step('MOR-4', ['submitted', 'more-papers'], 'refused', '银行拒贷', 'refuse'),
  'bank-approved':        step('MOR-4', ['submitted', 'more-papers'], 'approved', '银行批复', 'approve'),
  'customer-signed':      step('MOR-4', ['approved'], 'customer-signed', '客户签字', 'record the customer’s signature'),
  'registration-sent':    step('MOR-4', ['customer-signed'], 'registering', '送抵押登记', 'register the mortgage'),
  'registration-refused': step('MOR-4', ['registering'], 'customer-signed', '登记机构退件', 'refuse the registration'),
  'mortgage-registered':  step('MOR-4', ['registering'], 'registered', '完成抵押登记', 'complete the registration'),
  'paid-out':             step('MOR-5', ['registered'], 'disbursed', '放款完毕', 'pay out'),
  'deal-cancelled':       step('MOR-4', live, 'cancelled', '交易取消', 'cancel'),
  'loan-again':           step('MOR-1', ['cancelled'], 'collecting', '合同变更恢复贷款', 'take up again'),
};
export type StepName = keyof typeof steps;

/** Whether this can happen now. */
export function can(state: MortgageState, name: StepName): boolean {
  return steps[name].from.includes(state);
}

/**
 * What a revised contract's loan means for its application (CON-4): another amount, no loan, a loan again, or nothing;
 * nothing either once the bank has the papers, which sales refuses before.
 */
export function stepOfRevision({ state, amount }: { state: MortgageState; amount: Money }, loan: Money) {
  if (state === 'cancelled') return loan.isPositive ? ('loan-again' as const) : undefined;
  if (!beforeTheBank.includes(state) || amount.equals(loan)) return undefined;
  return loan.isPositive ? ('amount' as const) : ('deal-cancelled' as const);
}

/** Whether no bank has the papers. */
export function isBeforeTheBank(state: MortgageState): boolean {
  return beforeTheBank.includes(state);
}

const beforeTheBank: MortgageState[] = ['collecting', 'collected', 'checked', 'bank-chosen', 'refused'];

/** Papers are taken in until they are checked, and again when the bank wants more (MOR-1). */
export function refuseUnlessCollecting(state: MortgageState): void {
  if (state !== 'collected' && !can(state, 'papers-complete')) refuseStep(state, 'papers-complete');
}

/** The state after the step, why, and until when the next step is due; MOR-4.wrong-state when it cannot happen now. */
export function after(
  now: { state: MortgageState; dueBy?: Instant | null },
  name: StepName,
  at: Instant,
  { lengths, reason }: { lengths: DeadlineLengths; reason?: string | undefined },
) {
  if (!can(now.state, name)) refuseStep(now.state, name);
  const { to } = steps[name];
  const deadline = states[to].deadline;
  const runsOn = deadline === states[now.state].deadline && now.dueBy;
  const dueBy = runsOn ? now.dueBy! : deadline && deadlineFor(deadline, at, lengths);
  return { state: to, stateReason: reason ?? null, dueBy };
}

function refuseStep(state: MortgageState, name: StepName): never {
  const { from, zh: stepZh, en: stepEn } = steps[name];
  const { zh: stateZh, en: stateEn } = states[state];
  const [fromZh, fromEn] = [from.map((one) => states[one].zh), from.map((one) => states[one].en)];
  refuse('MOR-4.wrong-state', { state, stateZh, stateEn, stepZh, stepEn, fromZh, fromEn });
}

/** What everybody is told of an application that moved on. */
export function toldOf(application: Moved) {
  const { id, contractId, dealId, unitId, projectId, state, stateReason } = application;
  const reason = stateReason ? { reason: stateReason } : {};
  return { applicationId: id, contractId, dealId, unitId, projectId, state, ...reason };
}

interface Moved {
  id: string;
  contractId: string;
  dealId: string;
  unitId: string;
  projectId: string;
  state: MortgageState;
  stateReason?: string | null;
}

function step(rule: string, from: MortgageState[], to: MortgageState, zh: string, en: string) {
  return { rule, from, to, zh, en };
}
