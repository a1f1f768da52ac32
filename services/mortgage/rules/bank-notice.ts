import type { MortgageState } from '#contracts/mortgage.js';
import type { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import type { StepName } from './steps.js';

/** A notice as the bank delivers it. */
export interface Notice {
  id: string;
  sequence: number;
  kind: string;
  at: Instant;
  amount?: Money;
  reason?: string;
}

/** The bank's decisions, and what each means for the application. */
export const decisions: Record<string, StepName> = {
  'more-papers': 'more-papers-wanted',
  refused: 'bank-refused',
  approved: 'bank-approved',
};

/**
 * What is new in a delivery, in any order, with repetitions, late: notices not known by their id, the decision that
 * counts (the latest one that is later than the one known), the parts paid out, and where to read on.
 */
export function newsIn(notices: Notice[], known: { ids: Iterable<string>; decidedAt?: Instant | null; last: number }) {
  const ids = new Set(known.ids);
  const fresh = notices.filter(({ id }) => !ids.has(id) && ids.add(id));
  const decided = fresh
    .filter(({ kind, at }) => Object.hasOwn(decisions, kind) && !(known.decidedAt && at <= known.decidedAt))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return {
    fresh,
    decision: decided.at(-1) ?? null,
    payments: fresh.filter((notice): notice is Payment => notice.kind === 'disbursed' && notice.amount !== undefined),
    last: Math.max(known.last, ...notices.map(({ sequence }) => sequence)),
  };
}

type Payment = Notice & { amount: Money };

/** Whether the bank has something to say that nobody asks it for: its decision, or money that is still out (MOR-4). */
export function expectsMore(state: MortgageState, loan: Money, announced: Money): boolean {
  return state === 'submitted' || (state === 'registered' && announced < loan);
}
