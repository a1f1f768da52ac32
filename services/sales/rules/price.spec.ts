import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dealPrice, type DiscountTerms } from './price.js';

const list = Money.parse('1200000.00');
const rate = (code: string, by: string, order: number): DiscountTerms => ({ code, rate: Rate.parse(by), order });
const amount = (code: string, off: string, order: number): DiscountTerms => ({ code, amount: Money.parse(off), order });
const priced = (discounts: DiscountTerms[]) => dealPrice(list, discounts, 'mortgage', '2026-11-23');

describe('INV-6 the deal price', () => {
  it.each<[string, DiscountTerms[], string]>([
    ['without discounts is the list price', [], '1200000.00'],
    ['is a rate of it', [rate('A', '0.98', 1)], '1176000.00'],
    ['is less an amount', [amount('A', '10000.00', 1)], '1190000.00'],
    ['applies the lower order first', [amount('B', '10000.00', 2), rate('A', '0.98', 1)], '1166000.00'],
    ['in the other order is another', [amount('B', '10000.00', 1), rate('A', '0.98', 2)], '1166200.00'],
    ['with equal order goes by code', [amount('B', '10000.00', 1), rate('A', '0.98', 1)], '1166000.00'],
    ['rounds each step to the fen', [rate('A', '0.333333', 1), rate('B', '0.333333', 2)], '133333.07'],
  ])('INV-6 %s', (_, discounts, total) => {
    expect(String(priced(discounts).total)).toBe(total);
  });

  it('ALL-2 has a step a discount, which begins where the one before ended', () => {
    const { derivation } = priced([rate('A', '0.98', 1), amount('B', '10000.00', 2)]);
    expect(derivation).toMatchObject({ inputs: { list: '1200000.00', discounts: 'A B' }, result: '1166000.00' });
    expect(derivation.steps).toMatchObject([{ result: '1176000.00' }, { inputs: { price: '1176000.00' } }]);
  });

  it.each<[string, Partial<DiscountTerms>, string | undefined]>([
    ['is granted on its last day', { validUntil: '2026-11-23' }, undefined],
    ['is not granted after it', { validUntil: '2026-11-22' }, 'INV-6.discount-expired'],
    ['is granted with its plan', { planKinds: ['mortgage'] }, undefined],
    ['is not granted with another', { planKinds: ['lump-sum'] }, 'INV-6.discount-plan'],
  ])('INV-6 a discount %s', (_, terms, code) => {
    const pricing = () => priced([{ ...rate('A', '0.98', 1), ...terms }]);
    if (code) expect(pricing).toThrow(expect.objectContaining({ code }));
    else expect(pricing).not.toThrow();
  });

  it('INV-6 does not depend on the order in which the discounts are named', () => {
    const discounts = [rate('A', '0.97', 1), amount('B', '12345.67', 2), rate('C', '0.995', 3)];
    fc.assert(
      fc.property(fc.shuffledSubarray(discounts, { minLength: 3 }), (shuffled) => {
        expect(String(priced(shuffled).total)).toBe(String(priced(discounts).total));
      }),
    );
  });
});
