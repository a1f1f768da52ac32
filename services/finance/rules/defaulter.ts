import type { DefaulterOutcome, DefaulterState } from '#contracts/finance-defaulters.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';

/** What an outcome makes of a case (FIN-10): each ends it but a litigation, which goes on until another does. */
export function caseAfter(
  { state, outcome: was }: { state: DefaulterState; outcome?: DefaulterOutcome | null },
  outcome: DefaulterOutcome | null,
  overdue: Money,
): DefaulterState {
  if (state === 'ended') refuse('FIN-10.case-ended', { outcome: was ?? '' });
  if (outcome === 'paid' && !overdue.isZero) refuse('FIN-10.still-owed', { overdue });
  if (!outcome) return state;
  return outcome === 'litigation' ? 'litigation' : 'ended';
}
