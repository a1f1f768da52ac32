import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inspect } from 'node:util';
import { Rate } from './rate.js';

const rates = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map((scaled) => Rate.of(scaled, 10n ** 10n));

describe('rate', () => {
  it.each([
    ['0.95', '0.95'],
    ['1', '1'],
    ['10.0', '10'],
    ['100', '100'],
    ['-0.030', '-0.03'],
    ['0.0000000001', '0.0000000001'],
    ['0', '0'],
  ])('%s is written %s, without trailing zeros', (text, written) => expect(Rate.parse(text).toJSON()).toBe(written));

  it.each(['', '95%', '0.00000000001', '.5', '1e-3'])('%j is refused', (text) => {
    expect(() => Rate.parse(text)).toThrow(RangeError);
  });

  it.each([
    [1n, 3n, '0.3333333333'],
    [2n, 3n, '0.6666666667'],
    [-2n, 3n, '-0.6666666667'],
    [2n, -3n, '-0.6666666667'],
    [-1n, -2n, '0.5'],
    [5n, 10n ** 11n, '0.0000000001'],
  ])('%s of %s is %s', (numerator, denominator, rate) => {
    expect(Rate.of(numerator, denominator).toString()).toBe(rate);
  });

  it('has no value when divided by zero', () => expect(() => Rate.of(1n, 0n)).toThrow(RangeError));

  it('multiplies, compares and prints', () => {
    expect(Rate.parse('0.95').times(Rate.parse('0.98')).toString()).toBe('0.931');
    expect(Rate.parse('0.97') < Rate.one).toBe(true);
    expect(Rate.zero.minus(Rate.one).abs().equals(Rate.one)).toBe(true);
    expect(inspect(Rate.parse('0.5'))).toBe('Rate 0.5');
    expect([Rate.one.isPositive, Rate.zero.isZero, Rate.zero.minus(Rate.one).isNegative]).toEqual([true, true, true]);
  });

  it('is read back unchanged; one changes nothing; order does not matter', () => {
    fc.assert(fc.property(rates, (rate) => Rate.parse(rate.toString()).equals(rate)));
    fc.assert(fc.property(rates, (rate) => rate.times(Rate.one).equals(rate)));
    fc.assert(fc.property(rates, rates, (a, b) => a.times(b).equals(b.times(a)) && a.plus(b).minus(b).equals(a)));
    fc.assert(fc.property(fc.array(rates), (list) => Rate.sum(list).equals(Rate.sum(list.toReversed()))));
  });
});
