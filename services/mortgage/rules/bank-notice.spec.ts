import { Money } from '#kernel/money.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectsMore, newsIn, type Notice } from './bank-notice.js';

const minute = (n: number) => new Date(Date.UTC(2026, 10, 23, 2, n));
const notice = (id: string, kind: string, n: number, more: Partial<Notice> = {}): Notice => ({
  ...{ id, kind, at: minute(n), sequence: n, ...more },
});
const said = [
  notice('1', 'received', 1),
  notice('2', 'more-papers', 2),
  notice('3', 'approved', 3, { amount: Money.parse('900') }),
  notice('4', 'disbursed', 4, { amount: Money.parse('400') }),
  notice('5', 'disbursed', 5, { amount: Money.parse('500') }),
];
const nothing = { ids: [] as string[], decidedAt: null, last: 0 };

describe('MOR-4 what the bank says', () => {
  it('is one thing however it is delivered: in any order, repeated, over any number of deliveries', () => {
    const deliveries = fc.shuffledSubarray([...said, ...said, ...said], { minLength: 15 });
    fc.assert(
      fc.property(deliveries, fc.integer({ min: 1, max: 7 }), (order, size) => {
        let known: { ids: string[]; decidedAt: Date | null; last: number } = nothing;
        let decision = '';
        const paid: Money[] = [];
        for (let from = 0; from < order.length; from += size) {
          const news = newsIn(order.slice(from, from + size), known);
          decision = news.decision?.kind ?? decision;
          paid.push(...news.payments.map(({ amount }) => amount));
          const decidedAt = news.decision?.at ?? known.decidedAt;
          known = { ids: [...known.ids, ...news.fresh.map(({ id }) => id)], decidedAt, last: news.last };
        }
        expect([decision, Money.sum(paid).toString(), known.last]).toEqual(['approved', '900.00', 5]);
        expect(known.ids.toSorted()).toEqual(['1', '2', '3', '4', '5']);
      }),
    );
  });

  it('has no decision where the only one is older than the one known, or known itself', () => {
    expect(newsIn([said[1]!], { ...nothing, decidedAt: minute(3) }).decision).toBeNull();
    expect(newsIn([said[2]!], { ...nothing, ids: ['3'] }).decision).toBeNull();
    expect(newsIn([], { ...nothing, last: 7 }).last).toBe(7);
  });

  it('does not take what it does not know for a decision', () => {
    const news = newsIn([notice('9', 'constructor', 9), notice('10', 'greeting', 10)], nothing);
    expect(news).toMatchObject({ decision: null, payments: [], last: 10 });
    expect(news.fresh).toHaveLength(2);
  });

  it.each([
    ['submitted', '0', true],
    ['approved', '0', false],
    ['more-papers', '0', false],
    ['refused', '0', false],
    ['customer-signed', '0', false],
    ['registered', '899.99', true],
    ['registered', '900', false],
    ['disbursed', '900', false],
    ['cancelled', '0', false],
  ] as const)('is waited for while %s with %s announced: %s', (state, announced, expected) => {
    expect(expectsMore(state, Money.parse('900'), Money.parse(announced))).toBe(expected);
  });
});
