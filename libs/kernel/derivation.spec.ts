import { describe, expect, it } from '@jest/globals';
import { Area } from './area.js';
import { derive } from './derivation.js';
import { Money } from './money.js';
import { Rate } from './rate.js';

describe('a derivation', () => {
  const [area, price, discount] = [Area.parse('89.5'), Money.parse('12345.67'), Rate.parse('0.95')];
  const list = derive('area × price', 'INV-1', { area, price }, area.at(price));

  it('says in words what was computed from what (ALL-2)', () => {
    expect(list).toEqual({
      formula: 'area × price',
      rule: 'INV-1',
      inputs: { area: '89.50', price: '12345.67' },
      rounding: 'half-up-fen',
      result: '1104937.47',
    });
  });

  it('holds the steps before it', () => {
    const deal = derive('list × rate', 'INV-6', { discount, order: 1 }, area.at(price).times(discount), [list]);
    expect(deal).toMatchObject({ inputs: { discount: '0.95', order: '1' }, result: '1049690.60', steps: [list] });
  });

  it('rounds nothing where amounts are only added, or no money comes out', () => {
    expect(derive('a + b', 'FIN-1', { a: price, b: price }, price.plus(price)).rounding).toBe('none');
    expect(derive('a + b', 'INV-1', { a: area, b: area }, area.plus(area)).rounding).toBe('none');
  });

  it('writes an instant as ISO 8601', () => {
    expect(derive('days', 'FIN-7', { paidAt: new Date(0) }, 3).inputs).toEqual({ paidAt: '1970-01-01T00:00:00.000Z' });
  });
});
