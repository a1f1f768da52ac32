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
import { exchangeable, refuseUnlessExchangeable, reissueMovement, reversalMovement } from './exchange.js';
import { forfeitureMovement } from './forfeiture.js';
import { Books, lineageOf } from './in-test.js';
import { pendingAfter, refundMovement } from './refund.js';
import { freeCredit } from './standing.js';
import { closedBy, restorationMovement } from './withdrawal.js';

type Step = (books: Books) => void;

const fen = fc.bigInt({ min: 1n, max: 5_000_000n });
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ amount: fen, told: fc.option(fc.array(fc.nat(6))) }).map(({ amount, told }): Step => (books) => {
    if (books.state === 'cancelled') return;
    const payable = books.owed.filter(({ state, kind }) => state === 'open' && kind !== 'loan');
    const receivableIds = told?.flatMap((at) => payable[at]?.id ?? []);
    const money = { amount: Money.fen(amount), method: 'cash' as const, ...(receivableIds ? { receivableIds } : {}) };
    books.receive(receiptMovement({ ...books.standing, state: books.state, unitCode: '' }, books.owed, money));
  }),
  fen.map((amount): Step => (books) => {
    books.receive(disbursementMovement(books.standing, books.owed, Money.fen(amount)));
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
  fc.constant<Step>((books) => {
    const { standing, owed, state } = books;
    if (state !== 'subscribed' || standing.refundPending.isPositive) return;
    refuseUnlessExchangeable({ ...standing, state, unitCode: '' });
    const old = exchangeable(books.receipts, books.purse);
    for (const { slip, amount } of old) {
      books.takeBack(slip.id, reversalMovement(books.standing, owed, { ...slip, amount }, books.purse));
    }
    const { received, refunded, forfeited, credit } = books.standing;
    const stayed = received.minus(refunded).minus(forfeited);
    if (!stayed.isZero || !credit.isZero) books.wrong.push('money stayed behind');
    for (const { slip, amount } of old) {
      const movement = reissueMovement(books.standing, owed, { ...slip, amount });
      books.receive(movement, slip.method);
    }
  }),
  fc.nat(20).map((which): Step => (books) => {
    const slip = books.receipts[which % Math.max(books.receipts.length, 1)];
    if (!slip?.gone.isZero || slip.amount.isZero || books.state === 'cancelled') return;
    if (freeCredit(books.standing) < slip.amount && books.standing.refundPending.isPositive) return;
    books.takeBack(slip.id, reversalMovement(books.standing, books.owed, slip, books.purse));
  }),
  fen.map((amount): Step => (books) => {
    const free = freeCredit(books.standing).fen;
    if (free > 0n) books.book(forfeitureMovement(books.standing, Money.fen((amount % free) + 1n)));
  }),
  fc.constant<Step>((books) => {
    if (books.state === 'cancelled') return;
    const before = books.owed.map(({ id, paid, state }) => `${id} ${paid.toString()} ${state}`);
    const closed = closedBy(books.owed, books.purse);
    const slices = lineageOf(books.purse);
    books.book(cancellationMovement(books.standing, books.owed));
    books.book(restorationMovement(books.standing, books.owed, closed));
    const after = books.owed.map(({ id, paid, state }) => `${id} ${paid.toString()} ${state}`);
    if (slices !== lineageOf(books.purse)) books.wrong.push('a refused withdrawal moved money to other receipts');
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
