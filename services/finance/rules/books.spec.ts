import { Money } from '#kernel/money.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  cancellationMovement,
  contractMovement,
  disbursementMovement,
  receiptMovement,
  settlementMovement,
} from './allocation.js';
import type { Movement } from './movement.js';
import { refuseUnlessExchangeable, reissueMovement, reversalMovement } from './exchange.js';
import { forfeitureMovement } from './forfeiture.js';
import { pendingAfter, refundMovement } from './refund.js';
import { type DealState, freeCredit, nothing, type Owed, type Standing } from './standing.js';
import { closedBy, restorationMovement } from './withdrawal.js';

/** A deal's books, kept as the service keeps them; every step is checked (FIN-3). */
class Books {
  standing: Standing = nothing;
  state: DealState = 'subscribed';
  readonly owed: Owed[] = [];
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

  book({ parts, standing, lines }: Movement): void {
    for (const { owed, paid, state } of parts) Object.assign(owed, { paid, state });
    this.standing = standing;
    for (const { account, debit, credit } of lines) {
      this.ledger.set(account, (this.ledger.get(account) ?? 0n) + debit.fen - credit.fen);
    }
    const oneSided = lines.every(({ debit, credit }) => debit.isPositive !== credit.isPositive);
    this.wrong.push(...this.wrongNow(), ...(oneSided ? [] : ['a line has two sides']));
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

function paidWithin({ amount, paid }: Owed): boolean {
  return paid.fen * amount.fen >= 0n && paid.abs() <= amount.abs();
}

type Step = (books: Books) => void;

const fen = fc.bigInt({ min: 1n, max: 5_000_000n });
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ amount: fen, told: fc.option(fc.array(fc.nat(6))) }).map(({ amount, told }): Step => (books) => {
    if (books.state === 'cancelled') return;
    const payable = books.owed.filter(({ state, kind }) => state === 'open' && kind !== 'loan');
    const receivableIds = told?.flatMap((at) => payable[at]?.id ?? []);
    const money = { amount: Money.fen(amount), method: 'cash' as const, ...(receivableIds ? { receivableIds } : {}) };
    books.book(receiptMovement({ ...books.standing, state: books.state, unitCode: '' }, books.owed, money));
  }),
  fen.map((amount): Step => (books) => {
    books.book(disbursementMovement(books.standing, books.owed, Money.fen(amount)));
  }),
  fc.array(fc.tuple(fc.constantFrom('price' as const, 'loan' as const), fen), { maxLength: 4 }).map((lines): Step => {
    return (books) => {
      if (books.state !== 'subscribed') return;
      books.state = 'contracted';
      for (const [kind, amount] of lines) books.owe(kind, amount);
      books.book(contractMovement(books.standing, books.owed));
    };
  }),
  fc.tuple(fen, fc.boolean()).map(([amount, less]): Step => (books) => {
    const settled = books.owed.some(({ kind }) => kind === 'area-settlement');
    const price = books.owed.filter(({ kind }) => kind === 'price' || kind === 'loan');
    const share = Money.sum(price.map((one) => one.amount)).fen / 10n;
    if (books.state !== 'contracted' || settled || share === 0n) return;
    const difference = (amount % share) + 1n;
    const settlement = books.owe('area-settlement', less ? -difference : difference);
    books.book(settlementMovement(books.standing, books.owed, settlement));
  }),
  fc.tuple(fen, fc.boolean()).map(([amount, pays]): Step => (books) => {
    const free = freeCredit(books.standing).fen;
    if (free === 0n) return;
    const refund = { state: 'approved' as const, amount: Money.fen((amount % free) + 1n) };
    books.standing = { ...books.standing, refundPending: pendingAfter(books.standing, refund.amount) };
    if (pays) books.book(refundMovement(books.standing, refund));
  }),
  fc.array(fc.nat(4), { maxLength: 3 }).map((which): Step => (books) => {
    const { standing, owed, state } = books;
    const gone = Money.sum([standing.refunded, standing.refundPending, standing.forfeited]);
    if (state !== 'subscribed' || gone.isPositive || standing.received.isZero) return;
    refuseUnlessExchangeable({ ...standing, state, unitCode: '' });
    const third = Money.fen(standing.received.fen / 3n);
    const slips = [third, standing.received.minus(third)].filter((amount) => amount.isPositive);
    const methods = which.map((at) => (['cash', 'card', 'transfer', 'cheque', 'cash'] as const)[at]!);
    const slip = (amount: Money, at: number) => ({ amount, method: methods[at] ?? ('cash' as const) });
    for (const [at, amount] of slips.entries()) books.book(reversalMovement(books.standing, owed, slip(amount, at)));
    if (!books.standing.received.isZero || !books.standing.credit.isZero) books.wrong.push('money stayed behind');
    for (const [at, amount] of slips.entries()) books.book(reissueMovement(books.standing, owed, slip(amount, at)));
  }),
  fen.map((amount): Step => (books) => {
    const free = freeCredit(books.standing).fen;
    if (free > 0n) books.book(forfeitureMovement(books.standing, Money.fen((amount % free) + 1n)));
  }),
  fc.constant<Step>((books) => {
    if (books.state === 'cancelled') return;
    const before = books.owed.map(({ id, paid, state }) => `${id} ${paid.toString()} ${state}`);
    const closed = closedBy(books.owed);
    books.book(cancellationMovement(books.standing, books.owed));
    books.book(restorationMovement(books.standing, books.owed, closed));
    const after = books.owed.map(({ id, paid, state }) => `${id} ${paid.toString()} ${state}`);
    if (before.join() !== after.join()) books.wrong.push('a refused withdrawal changed something');
  }),
  fc.constant<Step>((books) => {
    if (books.state === 'cancelled') return;
    books.book(cancellationMovement(books.standing, books.owed));
    books.state = 'cancelled';
  }),
);

describe('FIN-3 the books', () => {
  it('FIN-3 any sequence keeps the ledger at zero, and received = allocated + credit + refunded + forfeited', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 25 }), (sequence) => {
        const books = new Books();
        books.owe('deposit', 2_000_000n);
        for (const step of sequence) step(books);
        expect(books.wrong).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
