import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agreedTerms, pendingWith, refundParts, releasable, type SupervisedTerms } from './funds.js';

const yuan = (text: string) => Money.parse(text);
const terms: SupervisedTerms = {
  supervisedAmount: yuan('1000000.00'),
  retainedShare: Rate.parse('0.05'),
  needs: [
    { label: '正负零', amount: yuan('300000.00'), reachedOn: '2026-10-01' },
    { label: '封顶', amount: yuan('200000.00') },
    { label: '竣工', amount: yuan('100000.00') },
  ],
};
const reached = (labels: string[]): SupervisedTerms => ({
  ...terms,
  needs: terms.needs.map((need) => (labels.includes(need.label) ? { ...need, reachedOn: '2026-11-01' } : need)),
});

describe('FIN-12 what can be released', () => {
  it.each([
    ['900000.00', terms, '600000.00'],
    ['300000.00', terms, '0.00'],
    ['299999.99', terms, '0.00'],
    ['900000.00', reached(['封顶']), '800000.00'],
    ['900000.00', reached(['封顶', '竣工']), '850000.00'],
    ['50000.01', reached(['封顶', '竣工']), '0.01'],
    ['900000.00', { ...reached(['封顶', '竣工']), registeredOn: '2027-06-01' }, '900000.00'],
  ])('FIN-12 of %s it is, by the terms, so much', (balance, of, expected) => {
    expect(releasable(yuan(balance), of).releasable.toString()).toBe(expected);
  });

  it('FIN-12 ALL-2 says how it came to be', () => {
    const { derivation } = releasable(yuan('900000.00'), terms);
    expect(derivation).toMatchObject({
      rule: 'FIN-12',
      inputs: { balance: '900000.00', need: '300000.00', retained: '50000.00' },
      result: '600000.00',
      steps: [
        { inputs: { 封顶: '200000.00', 竣工: '100000.00' }, result: '300000.00' },
        { inputs: { supervisedAmount: '1000000.00', retainedShare: '0.05' }, result: '50000.00' },
      ],
    });
  });

  it('FIN-12 is never negative, and what stays is never under the retained share nor the need', () => {
    fc.assert(
      fc.property(anyBalance, anyTerms, (balance, of) => {
        const found = releasable(balance, of);
        const left = balance.minus(found.releasable);
        expect(found.releasable.isNegative).toBe(false);
        if (found.releasable.isPositive) expect([left >= found.retained, left >= found.need]).toEqual([true, true]);
      }),
    );
  });

  it('FIN-12 rises with the balance, fen for fen once nothing is short', () => {
    fc.assert(
      fc.property(anyBalance, anyBalance, anyTerms, (balance, more, of) => {
        const [before, after] = [releasable(balance, of), releasable(balance.plus(more), of)];
        expect(after.releasable >= before.releasable).toBe(true);
        expect(after.releasable.minus(before.releasable) <= more).toBe(true);
      }),
    );
  });

  it('FIN-12 a node that is reached lowers nothing, and all of them with the registration free everything', () => {
    fc.assert(
      fc.property(anyBalance, anyTerms, fc.nat(), (balance, of, which) => {
        const needs = of.needs.map((need, at) =>
          at === which % of.needs.length ? { ...need, reachedOn: '2026-11-01' } : need,
        );
        const later = { ...of, needs };
        expect(releasable(balance, later).releasable >= releasable(balance, of).releasable).toBe(true);
        const done = {
          ...of,
          registeredOn: '2027-01-01',
          needs: of.needs.map((one) => ({ ...one, reachedOn: '2027' })),
        };
        expect(releasable(balance, done).releasable.equals(balance)).toBe(true);
      }),
    );
  });
});

describe('FIN-12 what is asked for', () => {
  const now = releasable(yuan('900000.00'), terms);

  it('FIN-12 is at most what is releasable, with what was asked for before', () => {
    const pending = pendingWith({ pending: yuan('100000.00') }, now, yuan('500000.00'));
    expect(pending.toString()).toBe('600000.00');
    expect(() => pendingWith({ pending }, now, yuan('0.01'))).toThrow('FIN-12.over-releasable');
  });

  it('FIN-12 FIN-6 a refund comes out of where the deal has its money, as far as it is there', () => {
    const accounts = [
      { id: 'a', free: yuan('30.00'), ofDeal: yuan('100.00') },
      { id: 'b', free: yuan('500.00'), ofDeal: yuan('50.00') },
    ];
    const parts = refundParts(yuan('90.00'), accounts).map(({ id, part }) => [id, part.toString()]);
    expect(parts).toEqual([
      ['a', '30.00'],
      ['b', '50.00'],
    ]);
  });
});

describe('FIN-12 the terms of an account', () => {
  const need = (nodeId: string, amount: string) => ({ nodeId, amount: yuan(amount) });
  const asked = { supervisedAmount: yuan('100.00'), needs: [need('a', '60.00'), need('b', '40.00')] };

  it('FIN-12 retain 5% unless the project or the account says otherwise', () => {
    expect(agreedTerms(asked).retainedShare.toString()).toBe('0.05');
    expect(agreedTerms(asked, Rate.parse('0.1')).retainedShare.toString()).toBe('0.1');
    const own = { ...asked, retainedShare: Rate.parse('0.2') };
    expect(agreedTerms(own, Rate.parse('0.1')).retainedShare.toString()).toBe('0.2');
  });

  it.each([
    ['FIN-12.needs-too-much', { supervisedAmount: yuan('99.99') }],
    ['FIN-12.node-twice', { needs: [need('a', '1.00'), need('a', '2.00')] }],
  ])('FIN-12 are refused with %s', (code, more) => {
    expect(() => agreedTerms({ ...asked, ...more })).toThrow(code);
  });
});

const anyBalance = fc.bigInt({ min: 0n, max: 10n ** 13n }).map((fen) => Money.fen(fen));
const anyTerms: fc.Arbitrary<SupervisedTerms> = fc.record({
  supervisedAmount: fc.bigInt({ min: 1n, max: 10n ** 12n }).map((fen) => Money.fen(fen)),
  retainedShare: fc.integer({ min: 0, max: 100 }).map((percent) => Rate.of(BigInt(percent), 100n)),
  registeredOn: fc.option(fc.constant('2027-01-01'), { nil: undefined }),
  needs: fc.array(
    fc.record({
      label: fc.constantFrom('一', '二', '三'),
      amount: fc.bigInt({ min: 1n, max: 10n ** 12n }).map((fen) => Money.fen(fen)),
      reachedOn: fc.option(fc.constant('2026-10-01'), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});
