import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { areaSettlement, type AreaTerms } from './area-settlement.js';

const m2 = (text: string) => Area.parse(text);
const terms: AreaTerms = {
  ...{ buildingArea: m2('100.00'), innerArea: m2('80.00'), price: Money.parse('1200000.00') },
  ...{ pricePerM2: Money.parse('12000.00'), pricingBasis: 'building', areaMethod: 'building' },
};
const settled = (buildingArea: string, innerArea = '80.00', other: Partial<AreaTerms> = {}) =>
  areaSettlement({ ...terms, ...other }, { buildingArea: m2(buildingArea), innerArea: m2(innerArea) });

describe('TIT-2 the settlement of an area difference', () => {
  it.each([
    ['100.00', '0.00', false],
    ['102.50', '30000.00', false],
    ['98.00', '-24000.00', false],
    ['103.00', '36000.00', false],
    ['103.01', '36000.00', true],
    ['104.00', '36000.00', true],
    ['97.00', '-36000.00', false],
    ['96.99', '-36240.00', true],
    ['95.50', '-72000.00', true],
  ])('of 100.00 m² certified as %s is %s (may rescind: %s)', (certified, difference, mayRescind) => {
    const settlement = settled(certified);
    expect(settlement.difference.toString()).toBe(difference);
    expect(settlement.mayRescind).toBe(mayRescind);
    expect(settlement.newPrice.equals(settlement.oldPrice.plus(settlement.difference))).toBe(true);
  });

  it('priced by building area: an inner area beyond 3% opens the right, money follows the building area', () => {
    expect(settled('101.00', '76.00')).toMatchObject({ mayRescind: true, method: 'building' });
    expect(settled('101.00', '76.00').difference.toString()).toBe('12000.00');
  });

  it('priced by inner area: only the inner area counts', () => {
    const inner = { pricingBasis: 'inner', areaMethod: 'inner', pricePerM2: Money.parse('15000.00') } as const;
    expect(settled('110.00', '80.50', inner)).toMatchObject({ mayRescind: false });
    expect(settled('110.00', '80.50', inner).difference.toString()).toBe('7500.00');
    expect(settled('100.00', '82.41', inner)).toMatchObject({ mayRescind: true });
  });

  it('priced per unit there is none', () => {
    const settlement = settled('90.00', '70.00', { pricingBasis: 'unit', areaMethod: 'unit' });
    expect(settlement).toMatchObject({ mayRescind: false, difference: Money.zero });
    const parking = { buildingArea: Area.zero, innerArea: Area.zero, areaMethod: 'unit' } as const;
    expect(settled('12.00', '12.00', parking)).toMatchObject({ difference: Money.zero, ratio: Rate.zero });
  });

  it('by another measure than the price, the unit price is the price over that area', () => {
    const settlement = settled('100.00', '81.00', { areaMethod: 'inner' });
    expect(settlement.difference.toString()).toBe('15000.00');
    expect(settlement.derivation.steps![0]).toMatchObject({ formula: 'price / A0', result: '15000.00' });
  });

  it('without a contract area it is refused', () => {
    const none = { innerArea: Area.zero, areaMethod: 'inner' } as const;
    expect(() => settled('100.00', '80.00', none)).toThrow(expect.objectContaining({ code: 'TIT-2.no-area' }));
  });

  it('ALL-2 tells how it came to be, step by step', () => {
    expect(settled('95.50').derivation).toMatchObject({
      formula: '−(3% × A0 + 2 × (|A1 − A0| − 3% × A0)) × P',
      rule: 'TIT-2',
      inputs: { A0: '100.00', A1: '95.50', P: '12000.00' },
      rounding: 'half-up-fen',
      result: '-72000.00',
      steps: [
        { formula: '(A1 − A0) / A0, shown to ten decimals', result: '-0.045' },
        { formula: '3% × A0, in m²', result: '3.0000' },
        { formula: '|A1 − A0| − 3% × A0, in m²', result: '1.5000' },
        { formula: '|A1 − A0| > 3% × A0, building area', result: 'true' },
        { formula: '|A1 − A0| > 3% × A0, inner area', inputs: { A1: '80.00' }, result: 'false' },
      ],
    });
  });
});

describe('TIT-2 whatever the areas and the price', () => {
  const areas = fc.bigInt(1n, 100_000n);
  const prices = fc.bigInt(1n, 10_000_000n);
  const owed = (a0: bigint, a1: bigint, fen: bigint): bigint => {
    const [contract, certified] = [Area.hundredths(a0), Area.hundredths(a1)];
    const given = { ...terms, buildingArea: contract, innerArea: contract, pricePerM2: Money.fen(fen) };
    return areaSettlement(given, { buildingArea: certified, innerArea: certified }).difference.fen;
  };

  it('the side that got less pays nothing, and the buyer never pays for more than 3%', () => {
    fc.assert(
      fc.property(areas, areas, prices, (a0, a1, fen) => {
        const difference = owed(a0, a1, fen);
        if (a1 > a0) expect(difference).toBeGreaterThanOrEqual(0n);
        if (a1 < a0) expect(difference).toBeLessThanOrEqual(0n);
        if (a1 === a0) expect(difference).toBe(0n);
        expect(difference * 20_000n).toBeLessThanOrEqual(2n * 3n * a0 * fen + 10_000n);
      }),
    );
  });

  it('is the exact amount to the fen, halves away from zero', () => {
    fc.assert(
      fc.property(areas, areas, prices, (a0, a1, fen) => {
        // In ten-thousandths of a fen, straight from the law: |r| ≤ 3%, r > 3%, r < −3%.
        const [full, three] = [(a1 - a0) * fen * 100n, 3n * a0 * fen];
        const exact = full > three ? three : full < -three ? -(three + 2n * (-full - three)) : full;
        const off = owed(a0, a1, fen) * 10_000n - exact;
        expect(off <= 5_000n && off >= -5_000n).toBe(true);
        expect(exact > 0n ? off > -5_000n : exact < 0n ? off < 5_000n : off === 0n).toBe(true);
      }),
    );
  });

  it('a hundredth of a square metre more or less never makes a jump, at 3% neither', () => {
    fc.assert(
      fc.property(areas, prices, fc.constantFrom(3n, -3n), fc.bigInt(-2n, 2n), (a0, fen, percent, aside) => {
        const at = a0 + (percent * a0) / 100n + aside;
        const step = owed(a0, at + 1n, fen) - owed(a0, at, fen);
        expect(step).toBeGreaterThanOrEqual(0n);
        expect(step * 100n).toBeLessThanOrEqual(2n * fen + 100n);
      }),
    );
  });

  it('beyond 3% is beyond, however little, and 3% is not', () => {
    fc.assert(
      fc.property(areas, areas, (a0, a1) => {
        const [contract, certified] = [Area.hundredths(a0), Area.hundredths(a1)];
        const given = { ...terms, buildingArea: contract, innerArea: contract };
        const { mayRescind } = areaSettlement(given, { buildingArea: certified, innerArea: certified });
        const apart = a1 > a0 ? a1 - a0 : a0 - a1;
        expect(mayRescind).toBe(apart * 100n > a0 * 3n);
      }),
    );
  });
});
