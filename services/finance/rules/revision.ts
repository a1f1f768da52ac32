import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import { movement, type Movement, type Part } from './movement.js';
import type { OwedTerms } from './receivables.js';
import { freeCredit, type Owed, type Standing } from './standing.js';
import { inTurn, type Turns } from './turns.js';

/** A line of the schedule as revised. */
export interface RevisedLine {
  line: number;
  label: string;
  kind: 'price' | 'loan';
  amount: Money;
  dueOn: Day;
  derivation: Derivation;
  nodeId?: string;
  dueDaysAfterNode?: number;
}

/** What becomes of a line of the version before: it ends at what is paid of it, or is not owed any more. */
export interface Ending {
  owed: Owed;
  /** Taken off it again and held for the customer: more was paid than the new version asks for. */
  back: Money;
  derivation: Derivation;
}

/** The lines of the version before as they end, and those that are owed from now on (CON-4). */
export interface Revision {
  endings: Ending[];
  lines: OwedTerms[];
}

/**
 * The contract is revised (CON-4): what is paid stays where it was paid, and the new lines are owed less what is paid
 * already, the first ones first. So what is kept and what is owed anew add up to the new price.
 */
export function revision(owed: Owed[], schedule: RevisedLine[], version: number): Revision {
  const parts = (['price', 'loan'] as const).map((kind) => {
    const before = owed.filter((one) => one.kind === kind && (one.state === 'open' || one.state === 'paid'));
    return ofKind(
      before,
      schedule.filter((line) => line.kind === kind),
      version,
    );
  });
  return { endings: parts.flatMap(({ endings }) => endings), lines: parts.flatMap(({ lines }) => lines) };
}

/** The money of it: what was paid too much is held, and what was held pays what is owed anew. */
export function revisionMovement(standing: Standing, endings: Ending[], owed: Owed[], turns: Turns = {}): Movement {
  const back = endings.filter((ending) => ending.back.isPositive);
  const taken: Part[] = back.map((ending) => ({
    ...{ owed: ending.owed, amount: ending.back.negated() },
    ...(ending.owed.paid.equals(ending.back) ? { closed: 'cancelled' as const } : {}),
  }));
  const held = back.length === 0 ? freeCredit(standing) : Money.zero;
  return movement(standing, { parts: [...taken, ...inTurn(held, owed, turns, taken)] });
}

function ofKind(before: Owed[], schedule: RevisedLine[], version: number): Revision {
  const paid = Money.sum(before.map((one) => one.paid));
  const wanted = Money.sum(schedule.map(({ amount }) => amount));
  let [covered, excess] = [Money.min(paid, wanted), Money.max(paid.minus(wanted), Money.zero)];
  const endings = before.toReversed().map((owed) => {
    const back = Money.min(owed.paid, excess);
    excess = excess.minus(back);
    const inputs = { amount: owed.amount, paid: owed.paid, version };
    const derivation = derive('paid until the contract was revised', 'CON-4', inputs, owed.paid.minus(back));
    return { owed, back, derivation };
  });
  const lines = schedule.flatMap(({ amount, derivation, ...line }) => {
    const already = Money.min(covered, amount);
    covered = covered.minus(already);
    const rest = amount.minus(already);
    const why = derive('line of the version − paid already', 'CON-4', { amount, already, version }, rest, [derivation]);
    return rest.isPositive ? [{ ...line, amount: rest, derivation: already.isPositive ? why : derivation }] : [];
  });
  return { endings, lines };
}
