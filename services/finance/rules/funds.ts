import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';

/** What has to stay in a supervised account (FIN-12). */
export interface SupervisedTerms {
  supervisedAmount: Money;
  retainedShare: Rate;
  /** First registration 首次登记: nothing is retained after it. */
  registeredOn?: Day | null;
  needs: { label: string; amount: Money; reachedOn?: Day | null }[];
}

/** What can be released of a balance, what has to stay and why, and how it was computed (ALL-2). */
export interface Releasable {
  need: Money;
  retained: Money;
  /** The greater of the two. */
  heldBack: Money;
  releasable: Money;
  derivation: Derivation;
}

/** The share that stays unless the project or the account says otherwise. */
const usualShare = Rate.parse('0.05');

/** The terms as they are to be kept, or why they cannot be. */
export function agreedTerms<T extends Asked>(asked: T, ofProject?: Rate) {
  const { supervisedAmount, retainedShare = ofProject ?? usualShare, needs } = asked;
  const needed = Money.sum(needs.map(({ amount }) => amount));
  if (needed > supervisedAmount) refuse('FIN-12.needs-too-much', { needed, supervisedAmount });
  if (new Set(needs.map(({ nodeId }) => nodeId)).size < needs.length) refuse('FIN-12.node-twice', {});
  return { ...asked, retainedShare };
}

interface Asked {
  supervisedAmount: Money;
  retainedShare?: Rate;
  needs: { nodeId: string; amount: Money }[];
}

/**
 * Releasable = max(0, balance − what has to stay): the need of the nodes that are not reached, and never less than the
 * retained share of the supervised amount before first registration (FIN-12).
 */
export function releasable(balance: Money, terms: SupervisedTerms): Releasable {
  const { supervisedAmount, retainedShare, registeredOn } = terms;
  const remaining = terms.needs.filter(({ reachedOn }) => !reachedOn);
  const need = Money.sum(remaining.map(({ amount }) => amount));
  const retained = registeredOn ? Money.zero : supervisedAmount.times(retainedShare);
  const heldBack = Money.max(need, retained);
  const free = Money.max(Money.zero, balance.minus(heldBack));
  const needed = Object.fromEntries(remaining.map(({ label, amount }) => [label, amount]));
  const steps = [
    derive('need of the nodes not reached', 'FIN-12', needed, need),
    derive(
      registeredOn ? 'nothing is retained after first registration' : 'supervised amount × retained share',
      'FIN-12',
      registeredOn ? { registeredOn } : { supervisedAmount, retainedShare },
      retained,
    ),
  ];
  const inputs = { balance, need, retained };
  const derivation = derive('max(0, balance − max(need, retained))', 'FIN-12', inputs, free, steps);
  return { need, retained, heldBack, releasable: free, derivation };
}

/** What is asked for in all once this release is: never more than is releasable now (FIN-12). */
export function pendingWith(account: { pending: Money }, { releasable: most }: Releasable, amount: Money): Money {
  const pending = account.pending.plus(amount);
  if (pending > most) {
    const { pending: already } = account;
    const free = Money.max(Money.zero, most.minus(already));
    refuse('FIN-12.over-releasable', { amount, releasable: most, pending: already, free });
  }
  return pending;
}

/**
 * How much of a refund comes out of each supervised account: what the deal has in it, as far as it is free; the rest
 * is the seller's own money (FIN-6, FIN-12).
 */
export function refundParts<A extends { free: Money; ofDeal: Money }>(amount: Money, accounts: A[]) {
  let left = amount;
  return accounts.flatMap((account) => {
    const part = Money.min(left, Money.min(account.free, account.ofDeal));
    left = left.minus(part);
    return part.isPositive ? [{ ...account, part }] : [];
  });
}
