import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { totalPrice } from './price.js';
import { type Column, enteredUnit, headings } from './row.js';
import { importOf, rowsOf } from './sheet.js';

const good: Record<Column, string> = {
  ...{ room: '1201', floor: '12', layout: '三室两厅', orientation: '南', use: '住宅' },
  ...{ buildingArea: '89.5', innerArea: '71.6', sharedArea: '17.9', pricingBasis: '建筑面积' },
  ...{ pricePerM2: '21000.35', totalPrice: '1879531.33', floorPrice: '1700000' },
};
const at = (row: number, more: Partial<typeof good> = {}) => ({ ...good, ...more, row });

describe('INV-1 a row', () => {
  it('INV-1 that is right is a unit with its code, exact areas and prices, and how the total was computed', () => {
    const unit = enteredUnit(at(2), '3');
    expect(JSON.parse(JSON.stringify(unit))).toMatchObject({
      ...{ code: '3-1201', floor: 12, buildingArea: '89.50', sharedArea: '17.90', totalPrice: '1879531.33' },
      derivation: { formula: 'price × building area', rounding: 'half-up-fen', result: '1879531.33' },
    });
  });

  it.each<[string, Partial<typeof good>]>([
    ['套内面积', { pricingBasis: '套内面积', totalPrice: '1503625.06', floorPrice: '1' }],
    ['套', { pricingBasis: '套', pricePerM2: '1879531.33' }],
    ['B1 层', { floor: '-1' }],
    ['no shared area', { innerArea: '89.5', sharedArea: '0' }],
    ['the floor price at the total', { floorPrice: '1879531.33' }],
  ])('INV-1 %s is right', (_, more) => expect(enteredUnit(at(2, more), '3')).toHaveProperty('code'));

  it.each<[string, Partial<typeof good>, Column]>([
    ...(Object.keys(headings) as Column[]).map((column): [string, Partial<typeof good>, Column] => [
      `without ${headings[column]}`,
      { [column]: '' },
      column,
    ]),
    ['a room with spaces', { room: '12 01' }, 'room'],
    ['a room too long', { room: '1'.repeat(21) }, 'room'],
    ['a floor of nothing', { floor: '0' }, 'floor'],
    ['a floor and a half', { floor: '1.5' }, 'floor'],
    ['three decimals', { buildingArea: '89.505' }, 'buildingArea'],
    ['a comma', { totalPrice: '1,879,531.33' }, 'totalPrice'],
    ['an area of nothing', { buildingArea: '0' }, 'buildingArea'],
    ['an area beyond reason', { buildingArea: '99999999' }, 'buildingArea'],
    ['more inside than outside', { innerArea: '90' }, 'innerArea'],
    ['a shared area that does not fit', { sharedArea: '17.91' }, 'sharedArea'],
    ['another pricing basis', { pricingBasis: '使用面积' }, 'pricingBasis'],
    ['a total that is a fen off', { totalPrice: '1879531.32' }, 'totalPrice'],
    ['the total of another basis', { pricingBasis: '套内面积' }, 'totalPrice'],
    ['a price below zero', { pricePerM2: '-1' }, 'pricePerM2'],
    ['a price beyond reason', { pricePerM2: '999999999999' }, 'pricePerM2'],
    ['a floor above the total', { floorPrice: '1879531.34' }, 'floorPrice'],
  ])('INV-1 %s is reported by row and column, in both languages', (_, more, column) => {
    const wrong = enteredUnit(at(7, more), '3');
    const words = { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/) };
    expect(wrong).toEqual({ row: 7, column: headings[column], ...words });
  });

  it('INV-1 the total is price × area rounded half-up to the fen, never further off than half a fen', () => {
    const amounts = fc.bigInt({ min: 1n, max: 10n ** 9n });
    fc.assert(
      fc.property(amounts, amounts, (fen, hundredths) => {
        const area = Area.hundredths(hundredths);
        const unit = { pricingBasis: 'building', buildingArea: area, innerArea: Area.zero } as const;
        const { total } = totalPrice(unit, Money.fen(fen));
        const off = total.fen * 100n - fen * hundredths;
        expect(off > -50n && off <= 50n).toBe(true);
      }),
    );
  });
});

describe('INV-1 a sheet', () => {
  const titles: string[] = Object.values(headings);
  const cells = Object.values(good);

  it('INV-1 has its columns in any order, with units in brackets and others beside them', () => {
    const turned = ['备注', ...titles.toReversed()].map((title) => (title === '建筑面积' ? ' 建筑面积（㎡） ' : title));
    const [row] = rowsOf([turned, ['好', ...cells.toReversed()]]);
    expect(row).toEqual({ ...good, row: 2 });
  });

  it('INV-1 names every heading that is missing', () => {
    const asking = () => rowsOf([titles.filter((title) => title !== '单价' && title !== '房号')]);
    expect(asking).toThrow(expect.objectContaining({ code: 'INV-1.headings', facts: { missing: ['房号', '单价'] } }));
    expect(() => rowsOf([])).toThrow(expect.objectContaining({ code: 'INV-1.headings' }));
  });

  it('INV-1 leaves empty rows out and counts them', () => {
    const rows = rowsOf([titles, cells.map(() => ''), cells]);
    expect(rows.map((row) => row.row)).toEqual([3]);
  });

  it('INV-1 a room that is there twice, or already in the building, is reported', () => {
    const found = importOf([at(2), at(3), at(4, { room: '1202' }), at(5, { room: '1203' })], '3', new Set(['3-1202']));
    expect(found.units.map((unit) => unit.code)).toEqual(['3-1201', '3-1203']);
    expect(found.rejected.map(({ row, column }) => [row, column])).toEqual([
      [3, '房号'],
      [4, '房号'],
    ]);
  });
});
