import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inspect } from 'node:util';
import { Money } from './money.js';
import { Rate } from './rate.js';

const amounts = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map(Money.fen);
const rates = fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n }).map((scaled) => Rate.of(scaled, 10n ** 10n));

describe('money', () => {
  it.each([
    ['1234567.89', 123456789n],
    ['100', 10000n],
    ['0.5', 50n],
    ['-0.05', -5n],
    ['0', 0n],
    ['9999999999999999.99', 999999999999999999n],
  ])('reads %s as %s fen', (text, fen) => expect(Money.parse(text).fen).toBe(fen));

  it.each(['', ' 1', '1.', '.5', '1.234', '1e3', '01', '+1', '1,000', '--1', 'NaN', '١', '12345678901234567', '1\n'])(
    'refuses %j as an amount',
    (text) => expect(() => Money.parse(text)).toThrow(RangeError),
  );

  it.each([1.5, null, undefined, {}, ['1']])('refuses %j, which is no text', (value) => {
    expect(() => Money.parse(value as never)).toThrow(RangeError);
  });

  it.each([
    ['0.01', '0.5', '0.01'],
    ['-0.01', '0.5', '-0.01'],
    ['0.01', '0.4999999999', '0.00'],
    ['1234567.89', '0.95', '1172839.50'],
    ['100', '-0.00005', '-0.01'],
  ])('%s times %s is %s, halves away from zero', (amount, rate, product) => {
    expect(Money.parse(amount).times(Rate.parse(rate)).toString()).toBe(product);
  });

  it('prints, compares and orders as the amount it is', () => {
    const [small, big] = [Money.parse('1.5'), Money.parse('20')];
    expect(JSON.stringify({ small })).toBe('{"small":"1.50"}');
    expect(inspect(big)).toBe('Money 20.00');
    expect(small < big).toBe(true);
    expect([Money.max(small, big), Money.min(small, big)]).toEqual([big, small]);
    expect(small).not.toEqual(big);
    expect(small.equals(Money.fen(150n))).toBe(true);
    expect([big.isPositive, big.negated().isNegative, Money.zero.isZero]).toEqual([true, true, true]);
    expect(big.negated().abs()).toEqual(big);
  });

  it('refuses to be taken a broken number of times', () => {
    expect(Money.parse('0.10').timesWhole(3).toString()).toBe('0.30');
    expect(() => Money.zero.timesWhole(0.5)).toThrow(RangeError);
  });

  it('is read back from its text unchanged', () => {
    fc.assert(fc.property(amounts, (amount) => Money.parse(amount.toString()).equals(amount)));
  });

  it('adds and subtracts without loss, in any order', () => {
    fc.assert(fc.property(amounts, amounts, (a, b) => a.plus(b).minus(b).equals(a) && a.plus(b).equals(b.plus(a))));
    fc.assert(
      fc.property(fc.array(amounts), (list) =>
        Money.sum(list).equals(list.reduce((sum, next) => sum.plus(next), Money.zero)),
      ),
    );
  });

  it('is never more than half a fen off when multiplied, and rounds debts as it rounds claims', () => {
    fc.assert(
      fc.property(amounts, rates, (amount, rate) => {
        const off = 2n * (amount.times(rate).fen * 10n ** 10n - amount.fen * rate.scaled);
        expect(off <= 10n ** 10n && off >= -(10n ** 10n)).toBe(true);
        expect(amount.negated().times(rate).equals(amount.times(rate).negated())).toBe(true);
      }),
    );
  });
});

describe('a split', () => {
  it.each([
    ['1000000.00', ['0.3', '0.7'], ['300000.00', '700000.00']],
    ['100.00', ['0.3333333333', '0.3333333333', '0.3333333333'], ['33.33', '33.33', '33.34']],
    ['0.05', ['0.5', '0.5'], ['0.03', '0.02']],
    ['7.00', ['1'], ['7.00']],
  ])('of %s by %j gives %j: the last line takes the remainder (INV-6)', (amount, parts, lines) => {
    expect(Money.parse(amount).split(parts.map(Rate.parse)).map(String)).toEqual(lines);
  });

  it.each([[[]], [['0.5', '0.4']], [['0.6', '0.6']]])('by %j is refused, for it does not sum to 1', (parts) => {
    expect(() => Money.parse('1').split(parts.map(Rate.parse))).toThrow(RangeError);
  });

  it('loses nothing, whatever the shares', () => {
    const shares = fc.array(fc.bigInt({ min: 1n, max: 10n ** 6n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, shares, (amount, weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0n);
        const lines = amount.split(weights.map((weight) => Rate.of(weight, total)));
        expect(lines).toHaveLength(weights.length);
        expect(Money.sum(lines).equals(amount)).toBe(true);
      }),
    );
  });
});
