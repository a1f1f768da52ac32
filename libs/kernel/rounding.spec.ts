import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Money } from './money.js';
import { Rate } from './rate.js';
import { roundingPoints, roundingName, timesRounded, type RoundingPoint, type RoundingWay } from './rounding.js';

const fen: Record<RoundingPoint, bigint> = {
  ...{ fen: 1n, yuan: 100n, hundred: 10_000n, thousand: 100_000n, 'ten-thousand': 1_000_000n },
};

describe('INV-6 rounding points', () => {
  it.each<[RoundingPoint | undefined, RoundingWay | undefined, string]>([
    [undefined, undefined, '862883.72'],
    ['fen', 'down', '862883.71'],
    ['yuan', 'half-up', '862884.00'],
    ['yuan', 'down', '862883.00'],
    ['hundred', 'half-up', '862900.00'],
    ['hundred', 'down', '862800.00'],
    ['thousand', 'down', '862000.00'],
    ['ten-thousand', 'half-up', '860000.00'],
    ['ten-thousand', 'down', '860000.00'],
  ])('INV-6 70%% of 1,232,691.02 to the %s %s is %s', (roundTo, roundBy, result) => {
    const rounded = timesRounded(Money.parse('1232691.02'), Rate.parse('0.7000000012'), { roundTo, roundBy });
    expect(String(rounded)).toBe(result);
  });

  it('INV-6 rounds once: 1234.4996 to the yuan is 1234, not 1234.50 and then 1235', () => {
    const amount = timesRounded(Money.parse('12344.99'), Rate.parse('0.10000003'), { roundTo: 'yuan' });
    expect(String(amount)).toBe('1234.00');
    const twice = Money.parse('1.00').times(Rate.parse('0.4996'));
    expect(String(twice)).toBe('0.50');
    expect(String(timesRounded(Money.parse('1.00'), Rate.parse('0.4996'), { roundTo: 'yuan' }))).toBe('0.00');
  });

  it('INV-6 is a whole number of points, less than one away below, at most half of one away half-up', () => {
    const [amounts, rates] = [fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 10n })];
    const points = fc.constantFrom(...roundingPoints);
    fc.assert(
      fc.property(amounts, rates, points, (amount, scaled, roundTo) => {
        const [money, rate] = [Money.fen(amount), Rate.of(scaled, 10n ** 10n)];
        const exact = amount * scaled;
        const point = fen[roundTo] * 10n ** 10n;
        const down = timesRounded(money, rate, { roundTo, roundBy: 'down' }).fen * 10n ** 10n;
        const near = timesRounded(money, rate, { roundTo, roundBy: 'half-up' }).fen * 10n ** 10n;
        expect(down % point).toBe(0n);
        expect(exact - down).toBeGreaterThanOrEqual(0n);
        expect(exact - down).toBeLessThan(point);
        expect(near % point).toBe(0n);
        const off = near > exact ? near - exact : exact - near;
        expect(off * 2n).toBeLessThanOrEqual(point);
      }),
    );
  });

  it('ALL-2 a derivation names it', () => {
    expect(roundingName({})).toBe('half-up-fen');
    expect(roundingName({ roundTo: 'ten-thousand', roundBy: 'down' })).toBe('down-ten-thousand');
  });
});
