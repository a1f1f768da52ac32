import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inspect } from 'node:util';
import { Area } from './area.js';
import { Money } from './money.js';

const areas = fc.bigInt({ min: 0n, max: 10n ** 7n }).map(Area.hundredths);
const prices = fc.bigInt({ min: 0n, max: 10n ** 9n }).map(Money.fen);

describe('area', () => {
  it.each([
    ['89.50', '89.50'],
    ['89.5', '89.50'],
    ['90', '90.00'],
    ['-1.2', '-1.20'],
  ])('%s m² is written %s', (text, written) => expect(Area.parse(text).toJSON()).toBe(written));

  it.each(['', '89.505', '89,5', '8.9e1', 'm'])('%j is refused', (text) => {
    expect(() => Area.parse(text)).toThrow(RangeError);
  });

  it.each([
    ['89.50', '12345.67', '1104937.47'],
    ['0.01', '0.50', '0.01'],
    ['0.01', '0.49', '0.00'],
    ['-0.01', '0.50', '-0.01'],
  ])('%s m² at %s a m² costs %s, halves away from zero', (area, price, cost) => {
    expect(Area.parse(area).at(Money.parse(price)).toString()).toBe(cost);
  });

  it('compares and prints as the area it is', () => {
    const [inner, building] = [Area.parse('70'), Area.parse('89.5')];
    expect(inner < building).toBe(true);
    expect(inspect(building)).toBe('Area 89.50 m²');
    expect(inner.minus(building).abs().equals(building.minus(inner))).toBe(true);
    expect([inner.isPositive, inner.minus(building).isNegative, Area.zero.isZero]).toEqual([true, true, true]);
  });

  it('is read back unchanged, and costs what its parts cost to within a fen', () => {
    fc.assert(fc.property(areas, (area) => Area.parse(area.toString()).equals(area)));
    fc.assert(
      fc.property(areas, areas, prices, (one, other, price) => {
        const apart = one.at(price).plus(other.at(price));
        expect(one.plus(other).at(price).minus(apart).abs() <= Money.fen(1n)).toBe(true);
      }),
    );
  });
});
