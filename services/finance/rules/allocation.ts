import type { PaymentMethod } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { settlementPostings } from './ledger.js';
import { movement, type Movement, type Part } from './movement.js';
import { type DealState, freeCredit, type Owed, type Standing, unpaid } from './standing.js';
import { allocated, inTurn, isCustomers, isFee, isLoan, open, toldInTurn, type Turns, chosen } from './turns.js';

/** A cashier's receipt: to what was told, in that order, or oldest due first; never to the loan; the rest is held. */
export function receiptMovement(deal: Standing & Taking, owed: Owed[], money: Paying, turns: Turns = {}): Movement {
  refuseUnlessTaking(deal);
  const { amount, method, receivableIds, allocations, chequeNumber } = money;
  if (chequeNumber && method !== 'cheque') refuse('FIN-2.no-cheque', { field: 'chequeNumber', method });
  if (allocations && receivableIds) refuse('FIN-2.told-twice', { field: 'allocations' });
  if (allocations) return movement(deal, { in: amount, method, parts: told(owed, allocations, amount) });
  const parts = receivableIds ? toldInTurn(amount, owed, receivableIds, turns) : inTurn(amount, owed, turns);
  return movement(deal, { in: amount, method, parts });
}

/** What a cashier takes in, and what it is for when that was told: in this order, or so much to each. */
interface Paying {
  amount: Money;
  method: PaymentMethod;
  receivableIds?: string[];
  allocations?: { receivableId: string; amount: Money }[];
  chequeNumber?: string;
}

/** As told: each once, no more than is owed of it, and together no more than was paid (FIN-2). */
function told(owed: Owed[], allocations: { receivableId: string; amount: Money }[], paid: Money): Part[] {
  const parts = allocations.map(({ receivableId, amount }, place): Part => {
    const one = chosen(owed, receivableId);
    const field = `allocations.${place}.amount`;
    if (amount > unpaid(one)) refuse('FIN-2.more-than-owed', { field, label: one.label, amount, owed: unpaid(one) });
    return { owed: one, amount };
  });
  const sum = Money.sum(parts.map(({ amount }) => amount));
  if (sum > paid) refuse('FIN-2.more-than-paid', { field: 'allocations', sum, paid });
  const twice = new Set(parts.map((part) => part.owed)).size < parts.length;
  if (twice) refuse('FIN-2.told-twice', { field: 'allocations' });
  return parts;
}

/** No money is taken for what is cancelled, is being withdrawn, or waits for another unit's receipts (SUB-3, SUB-5). */
function refuseUnlessTaking({ state, unitCode: unit, awaitsExchange, withdrawalId }: Taking): void {
  if (state === 'cancelled') refuse('SUB-3.cancelled', { unit });
  if (withdrawalId) refuse('SUB-6.withdrawing', { unit });
  if (awaitsExchange) refuse('FIN-5.exchange-first', { unit });
}

interface Taking {
  state: DealState;
  unitCode: string;
  awaitsExchange?: boolean;
  withdrawalId?: string | null;
}

/** The bank's money goes to the loan (MOR-5); what is too much, and all of it in a cancelled deal, is held. */
export function disbursementMovement(standing: Standing, owed: Owed[], amount: Money): Movement {
  return movement(standing, { in: amount, method: 'loan', parts: allocated(amount, open(owed, isLoan)) });
}

/** The contract is signed: the deposit and what is held become price, the first lines first. */
export function contractMovement(standing: Standing, owed: Owed[], turns: Turns = {}): Movement {
  const deposits = owed.filter(({ kind, state }) => kind === 'deposit' && state !== 'cancelled');
  const deposited = Money.sum(deposits.map(({ paid }) => paid));
  const taken = deposits.map((one) => ({ owed: one, amount: one.paid.negated(), closed: 'converted' as const }));
  const others = owed.filter((one) => one.kind !== 'deposit' && !isFee(one));
  const amount = deposited.plus(freeCredit(standing));
  return movement(standing, { parts: [...taken, ...inTurn(amount, others, turns, taken)] });
}

/**
 * The area settlement becomes part of the price and is offset (TIT-4). Owed by the customer: against what is held for
 * them. Owed to them: against what they still owe, the bank's part last; the rest is credit, which can be refunded.
 */
export function settlementMovement(standing: Standing, owed: Owed[], settlement: Owed): Movement {
  const postings = settlementPostings(settlement.amount);
  if (!settlement.amount.isNegative) {
    return movement(standing, { postings, parts: allocated(freeCredit(standing), open(owed, isCustomers)) });
  }
  const others = owed.filter((one) => one !== settlement);
  const debts = [...open(others, isCustomers), ...open(others, isLoan)];
  const offset = allocated(settlement.amount.negated(), debts);
  return movement(standing, { postings, parts: [{ owed: settlement, amount: settlement.amount }, ...offset] });
}

/** The deal is off: nothing is owed any more, and all that was paid is held for the customer. */
export function cancellationMovement(standing: Standing, owed: Owed[]): Movement {
  const live = owed.filter(({ state }) => state === 'open' || state === 'paid');
  const settlements = live.filter(({ kind }) => kind === 'area-settlement');
  return movement(standing, {
    postings: settlements.flatMap(({ amount }) => settlementPostings(amount.negated())),
    parts: live.map((one) => ({ owed: one, amount: one.paid.negated(), closed: 'cancelled' })),
  });
}
