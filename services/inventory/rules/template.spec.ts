import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generatedUnits, type Template } from './template.js';

const place = {
  ...({ suffix: '01', layout: '三室', orientation: '南', use: '住宅', pricingBasis: 'building' } as const),
  ...{ buildingArea: Area.parse('89.50'), innerArea: Area.parse('71.60'), pricePerM2: Money.parse('21000.35') },
};
const template: Template = {
  ...{ code: '8', floors: { from: 1, to: 18, skipped: [4, 14] }, floorPrice: { rate: Rate.parse('0.92') } },
  positions: [
    { ...place, stepPerFloor: Money.parse('50.00') },
    { ...place, suffix: '02', pricingBasis: 'unit', pricePerM2: Money.parse('1500000.00') },
  ],
};

describe('INV-1 a building from a template', () => {
  it('INV-1 has every place on every floor but those skipped', () => {
    const units = generatedUnits(template);
    expect(units).toHaveLength(32);
    expect(units.slice(0, 2).map(({ code }) => code)).toEqual(['8-101', '8-102']);
    expect(units.some(({ floor }) => floor === 4 || floor === 14)).toBe(false);
    const cellar = generatedUnits({ ...template, floors: { from: -1, to: 1 } });
    expect(cellar.map(({ code }) => code)).toEqual(['8-B101', '8-B102', '8-101', '8-102']);
  });

  it('ALL-2 each price is exact and says how it came, step, total and floor price', () => {
    const fifth = generatedUnits(template).find(({ code }) => code === '8-501');
    expect(JSON.parse(JSON.stringify(fifth))).toMatchObject({
      ...{ pricePerM2: '21150.35', totalPrice: '1892956.33', floorPrice: '1741519.82', sharedArea: '17.90' },
      derivation: {
        ...{ formula: 'price × building area', inputs: { price: '21150.35', area: '89.50' }, result: '1892956.33' },
        steps: [
          { inputs: { base: '21000.35', step: '50.00', floorsAbove: '3' }, result: '21150.35' },
          { formula: 'floor price = total × rate', inputs: { rate: '0.92' }, result: '1741519.82' },
        ],
      },
    });
  });

  it('ALL-1 the price on a floor is the lowest and as many steps, whatever they are', () => {
    const fen = fc.bigInt({ min: 1n, max: 10n ** 8n });
    fc.assert(
      fc.property(fen, fen, fc.integer({ min: 2, max: 60 }), (base, step, to) => {
        const positions = [{ ...place, pricePerM2: Money.fen(base), stepPerFloor: Money.fen(step) }];
        const units = generatedUnits({ ...template, floors: { from: 1, to }, positions });
        const prices = units.map(({ pricePerM2 }) => pricePerM2.fen);
        expect(prices).toEqual(units.map((_, above) => base + step * BigInt(above)));
      }),
    );
  });

  const places = (...more: object[]) => ({ positions: more.map((one) => ({ ...place, ...one })) });
  it.each<[string, Partial<Template>]>([
    ['floors.to', { floors: { from: 3, to: 1 } }],
    ['floors.skipped', { floors: { from: 1, to: 3, skipped: [9] } }],
    ['floors.skipped', { floors: { from: 4, to: 4, skipped: [4] } }],
    ['positions.1.suffix', places({}, {})],
    ['positions.0.innerArea', places({ innerArea: Area.parse('90') })],
    ['positions.0.innerArea', places({ innerArea: Area.zero })],
    ['positions.0.buildingArea', places({ buildingArea: Area.parse('1000000') })],
    ['positions.0.pricePerM2', places({ pricePerM2: Money.zero })],
    ['positions.0.pricePerM2', places({ stepPerFloor: Money.parse('-20000') })],
    ['floorPrice', { floorPrice: {} }],
    ['floorPrice', { floorPrice: { rate: Rate.one, below: Money.zero } }],
    ['floorPrice.rate', { floorPrice: { rate: Rate.parse('1.01') } }],
    ['floorPrice.below', { floorPrice: { below: Money.parse('-1') } }],
    ['positions.0.pricePerM2', { ...places({}), floorPrice: { below: Money.parse('9999999') } }],
    [
      'floors',
      { floors: { from: 1, to: 200 }, ...places(...Array.from({ length: 30 }, (_, n) => ({ suffix: `${n}` }))) },
    ],
  ])('INV-1 what is wrong is refused by its field: %s', (field, more) => {
    const generating = () => generatedUnits({ ...template, ...more });
    expect(generating).toThrow(
      expect.objectContaining({ code: 'INV-1.template', facts: expect.objectContaining({ field }) }),
    );
  });
});
