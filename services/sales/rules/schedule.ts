import type { LoanKind } from '#contracts/inventory.js';
import type { ScheduleLine } from '#contracts/sales.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { type Rounding, roundingName, timesRounded } from '#kernel/rounding.js';
import { addDays, type Day } from '#kernel/time.js';

/** A line of the payment plan (INV-6): a share of the price or an amount, and one of three ways to fall due. */
export interface PlanLineTerms extends Rounding {
  label: string;
  share?: Rate;
  amount?: Money;
  kind: 'price' | 'loan';
  loanKind?: LoanKind;
  dueDaysAfterSigning?: number;
  dueOn?: Day;
  node?: string;
  dueDaysAfterNode?: number;
}

/** A construction node of the building as inventory told it: reached, or planned. */
export interface NodeTerms {
  nodeId: string;
  code: string;
  plannedOn: Day;
  reachedOn?: Day | null;
}

/** The price by the lines of the plan, each rounded to its point; the last line takes the remainder (INV-6). */
export function scheduleOf(
  price: Money,
  lines: PlanLineTerms[],
  signedOn: Day,
  nodes: NodeTerms[] = [],
): ScheduleLine[] {
  let earlier = Money.zero;
  return lines.map((line, at) => {
    const { label, kind, loanKind } = line;
    const last = at > 0 && at === lines.length - 1;
    const { amount, derivation } = last || !(line.share ?? line.amount) ? rest(price, earlier) : sized(price, line);
    if (amount.isNegative) refuse('INV-6.remainder', { label, price, earlier, amount });
    earlier = earlier.plus(amount);
    const due = dueDay(line, signedOn, nodes);
    return { line: at + 1, label, kind, amount, ...due, derivation, ...(loanKind && { loanKind }) };
  });
}

function rest(price: Money, earlier: Money): { amount: Money; derivation: Derivation } {
  const amount = price.minus(earlier);
  return { amount, derivation: derive('price − earlier lines', 'INV-6', { price, earlier }, amount) };
}

function sized(price: Money, { share, amount, roundTo, roundBy }: PlanLineTerms) {
  if (!share) return { amount: amount!, derivation: derive('amount of the plan', 'INV-6', {}, amount!) };
  const part = timesRounded(price, share, { roundTo, roundBy });
  const derivation = derive('price × share', 'INV-6', { price, share }, part);
  return { amount: part, derivation: { ...derivation, rounding: roundingName({ roundTo, roundBy }) } };
}

/** When the line falls due; one that waits for a node counts from the planned day until the node is reached. */
function dueDay(line: PlanLineTerms, signedOn: Day, nodes: NodeTerms[]) {
  const { dueOn, node: code, dueDaysAfterNode = 0, dueDaysAfterSigning = 0, label } = line;
  if (dueOn) return { dueOn };
  if (!code) return { dueOn: addDays(signedOn, dueDaysAfterSigning) };
  const node = nodes.find((one) => one.code === code);
  if (!node) refuse('INV-6.node-unplanned', { label, node: code });
  const { nodeId } = node;
  return { dueOn: nodeDay(node, dueDaysAfterNode), nodeId, node: code, dueDaysAfterNode };
}

/** The day on which what waits for the node falls due: after the day it was reached, or is planned to be (INV-6). */
export function nodeDay({ plannedOn, reachedOn }: Pick<NodeTerms, 'plannedOn' | 'reachedOn'>, days: number): Day {
  return addDays(reachedOn ?? plannedOn, days);
}
