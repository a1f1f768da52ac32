import { derive } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { describe, expect, it } from '@jest/globals';
import { supplementTerms } from './supplement.js';

const contract = { number: 'HT-YH-000001', price: Money.parse('1200000.00') };
const settlement = (oldPrice: string, difference: string, newPrice: string) => {
  const [before, by, after] = [Money.parse(oldPrice), Money.parse(difference), Money.parse(newPrice)];
  return { oldPrice: before, difference: by, newPrice: after, derivation: derive('(A1 − A0) · P', 'TIT-2', {}, by) };
};

describe('CON-7 the price after the area settlement', () => {
  it.each([
    ['1200000.00', '12000.00', '1212000.00'],
    ['1200000.00', '-12000.00', '1188000.00'],
    ['1200000.00', '0.00', '1200000.00'],
  ])('CON-7 %s and %s are %s', (oldPrice, difference, newPrice) => {
    const terms = supplementTerms(contract, settlement(oldPrice, difference, newPrice));
    expect(terms.derivation).toMatchObject({ rule: 'CON-7', inputs: { difference }, result: newPrice });
    expect(terms.derivation.steps).toMatchObject([{ rule: 'TIT-2', result: difference }]);
  });

  it.each([
    ['CON-7.no-settlement', null],
    ['CON-7.price-differs', settlement('1100000.00', '12000.00', '1112000.00')],
    ['CON-7.price-differs', settlement('1200000.00', '12000.00', '1212000.01')],
  ])('%s is refused', (code, settled) => {
    expect(() => supplementTerms(contract, settled)).toThrow(expect.objectContaining({ code }));
  });
});
