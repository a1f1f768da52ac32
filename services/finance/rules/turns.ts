import type { ReceivableKind } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';
import type { Part } from './lineage.js';
import { type Owed, unpaid } from './standing.js';

/** In which order money is put to what is owed (FIN-2, FIN-7). */
export interface Turns {
  /** What is due until this day goes before late fees, what is due later after them; all is due when left out. */
  on?: Day;
  /** Late fees go after everything else. */
  last?: boolean;
  /** Makes the late fees what they are once so much is put there; those that come of it are among what is owed then. */
  reckon?: (parts: Part[]) => void;
}

/**
 * So much to what the customer owes: the deposit and what is due, the first due first; then late fees, as they are
 * with that; then other fees that are due, which delay nothing; then what is due later. One payment so goes where its
 * halves would. What `taken` took off before is what frees it.
 */
export function inTurn(amount: Money, owed: Owed[], turns: Turns = {}, taken: Part[] = []): Part[] {
  const { on, last, reckon } = turns;
  const isDue = ({ kind, dueOn, awaitsNode }: Owed) => !on || kind === 'deposit' || (!awaitsNode && dueOn <= on);
  const others = (one: Owed) => isCustomers(one) && !isLateFee(one);
  const first = open(owed, last ? others : (one) => isPrice(one) && isDue(one));
  const parts = allocated(amount, first);
  reckon?.([...taken, ...parts]);
  const then = [
    ...open(owed, isLateFee),
    ...open(owed, (one) => isFee(one) && isDue(one)),
    ...open(owed, others),
  ].filter((one) => !first.includes(one));
  return [...parts, ...allocated(rest(amount, parts), [...new Set(then)])];
}

/** So much to what was told, in that order; a late fee among it as it is with what goes before it. */
export function toldInTurn(amount: Money, owed: Owed[], ids: string[], { reckon }: Turns): Part[] {
  const to = [...new Set(ids)].map((id) => chosen(owed, id));
  const fee = to.findIndex(isLateFee);
  const parts = allocated(amount, fee < 0 ? to : to.slice(0, fee));
  if (fee < 0) return parts;
  reckon?.(parts);
  return [...parts, ...allocated(rest(amount, parts), to.slice(fee))];
}

/** As much to each in turn as is unpaid, until nothing is left. */
export function allocated(amount: Money, to: Owed[]): Part[] {
  let left = amount;
  return to.flatMap((owed) => {
    const part = Money.min(left, unpaid(owed));
    left = left.minus(part);
    return part.isPositive ? [{ owed, amount: part }] : [];
  });
}

/** Taken for changes, at handover and for the title (FIN-1): no part of the price. */
export const isFee = (one: Owed) => isCustomers(one) && !isPrice(one) && !isLateFee(one);

/** What is open of it, first due first; of the customer's own unless told. */
export function open(owed: Owed[], which: (one: Owed) => boolean = isCustomers): Owed[] {
  const due = (one: Owed) => `${one.dueOn} ${String(one.line).padStart(4, '0')} ${one.id}`;
  return owed
    .filter((one) => one.state === 'open' && which(one))
    .toSorted((one, other) => (due(one) < due(other) ? -1 : 1));
}

export const isLoan = ({ kind }: Owed) => kind === 'loan';
export const isCustomers = ({ kind }: Owed) => kind !== 'loan';
const isLateFee = ({ kind }: Owed) => kind === 'late-fee';
const priceKinds: ReceivableKind[] = ['deposit', 'price', 'area-settlement'];
const isPrice = ({ kind }: Owed) => priceKinds.includes(kind);

function rest(amount: Money, parts: Part[]): Money {
  return amount.minus(Money.sum(parts.map((part) => part.amount)));
}

export function chosen(owed: Owed[], id: string): Owed {
  const one = owed.find((candidate) => candidate.id === id && candidate.state === 'open');
  if (!one) refuse('FIN-2.not-owed', { receivable: id });
  if (isLoan(one)) refuse('MOR-5.loan-by-bank', { label: one.label });
  return one;
}
