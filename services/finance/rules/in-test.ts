import { Money } from '#kernel/money.js';
import { leftOf, type Purse } from './lineage.js';
import type { Movement } from './movement.js';
import { type DealState, nothing, type Owed, type Standing } from './standing.js';

/** A deal's books, kept as the service keeps them; every step is checked (FIN-3). */
export class Books {
  standing: Standing = nothing;
  state: DealState = 'subscribed';
  readonly owed: Owed[] = [];
  purse: Purse = { slices: [], free: [] };
  /** The receipts, in the order of their making, and what of each is gone for good. */
  readonly receipts: { id: string; amount: Money; method: 'cash' | 'card' | 'transfer' | 'cheque'; gone: Money }[] = [];
  /** What did not hold after some step. */
  readonly wrong: string[] = [];
  private readonly ledger = new Map<string, bigint>();

  owe(kind: Owed['kind'], fen: bigint): Owed {
    const line = this.owed.length;
    const [amount, dueOn] = [Money.fen(fen), `2027-01-${String(10 + (line % 20))}`];
    const state = amount.isZero ? 'paid' : 'open';
    const owed: Owed = { id: `${line}`, kind, label: kind, line, amount, paid: Money.zero, dueOn, state };
    this.owed.push(owed);
    return owed;
  }

  /** A receipt of the movement's money, of the day that is so many days after the first. */
  receive(movement: Movement, method: 'cash' | 'card' | 'transfer' | 'cheque' = 'cash'): void {
    const [id, amount] = [`r${String(this.receipts.length).padStart(4, '0')}`, movement.received];
    this.receipts.push({ id, amount, method, gone: Money.zero });
    this.book(movement, id);
  }

  /** Voided or reversed: the receipt is worth so much less. */
  takeBack(id: string, movement: Movement): void {
    const receipt = this.receipts.find((one) => one.id === id)!;
    receipt.amount = receipt.amount.plus(movement.received);
    this.book(movement, id);
  }

  book(movement: Movement, receiptId: string | null = null): void {
    const { parts, standing, lines } = movement;
    for (const { owed, paid, state } of parts) Object.assign(owed, { paid, state });
    this.standing = standing;
    const { purse, spent } = movement.trace(this.purse, { receiptId, valueDay: this.dayOf(receiptId) });
    this.purse = purse;
    for (const lot of spent) {
      const receipt = this.receipts.find(({ id }) => id === lot.receiptId);
      if (receipt) receipt.gone = receipt.gone.plus(lot.amount);
    }
    for (const { account, debit, credit } of lines) {
      this.ledger.set(account, (this.ledger.get(account) ?? 0n) + debit.fen - credit.fen);
    }
    const oneSided = lines.every(({ debit, credit }) => debit.isPositive !== credit.isPositive);
    this.wrong.push(...this.wrongNow(), ...this.lineageWrong(), ...(oneSided ? [] : ['a line has two sides']));
  }

  /** Two receipts a day, so that days are shared; what settlements make is of a later one. */
  private dayOf(receiptId: string | null): string {
    const place = receiptId ? Math.floor(Number(receiptId.slice(1)) / 2) : 27;
    return `2026-12-${String(1 + Math.min(place, 27)).padStart(2, '0')}`;
  }

  private lineageWrong(): string[] {
    const { slices, free } = this.purse;
    const lying = (id: string) =>
      Money.sum(slices.filter((one) => one.receivableId === id).map(({ amount }) => amount));
    const holds = {
      'what lies on a receivable is what is paid of it': this.owed.every(({ id, paid }) => lying(id).equals(paid)),
      'what is free is what is held': Money.sum(free.map(({ amount }) => amount)).equals(this.standing.credit),
      'nothing free is below zero': free.every(({ amount }) => amount.isPositive),
      'a receipt is what is left of it and what is gone': this.receipts.every(({ id, amount, gone }) =>
        leftOf(this.purse, id).plus(gone).equals(amount),
      ),
      'money keeps its receipt’s day': [...slices, ...free].every(
        ({ receiptId, valueDay }) => valueDay === this.dayOf(receiptId),
      ),
      'the oldest money is first': free.every((lot, at) => at === 0 || isBefore(free[at - 1]!, lot)),
    };
    return Object.entries(holds).flatMap(([sentence, is]) => (is ? [] : [sentence]));
  }

  private wrongNow(): string[] {
    const { received, allocated, credit, refundPending, refunded, forfeited } = this.standing;
    const paid = Money.sum(this.owed.map((one) => one.paid));
    const on = (...accounts: string[]) => accounts.reduce((sum, one) => sum + (this.ledger.get(one) ?? 0n), 0n);
    const holds = {
      'received is where it went': received.equals(Money.sum([allocated, credit, refunded, forfeited])),
      'no sum is negative': !Object.values(this.standing).some((sum: Money) => sum.isNegative),
      'no more is to be refunded than is held': refundPending <= credit,
      'allocated is what is paid': allocated.equals(paid),
      'nobody pays more than is owed': this.owed.every(paidWithin),
      'the ledger is at zero': on(...this.ledger.keys()) === 0n,
      'the ledger has the cash': on('1001', '1002') === received.minus(refunded).fen,
      'the ledger has the credit': on('224102') === -credit.fen,
      'the ledger has what is kept': on('6301') === -forfeited.fen,
    };
    return Object.entries(holds).flatMap(([sentence, is]) => (is ? [] : [sentence]));
  }
}

function isBefore(one: { receiptId: string | null }, other: { receiptId: string | null }): boolean {
  return (one.receiptId ?? '') <= (other.receiptId ?? '');
}

function paidWithin({ amount, paid }: Owed): boolean {
  return paid.fen * amount.fen >= 0n && paid.abs() <= amount.abs();
}

/** Whose money lies where, as a text. */
export function lineageOf({ slices }: Purse): string {
  return slices
    .map((one) => `${one.receivableId} ${one.receiptId} ${one.valueDay} ${one.amount.toString()}`)
    .toSorted()
    .join();
}
