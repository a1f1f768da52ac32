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

  it.each<[string, Partial<DiscountTerms>, string | undefined]>([
    ['from its first day', { validFrom: '2026-11-23' }, undefined],
    ['not before it', { validFrom: '2026-11-24' }, 'INV-6.discount-early'],
    ['not once it is ended', { endedAt: new Date('2026-11-22T00:00:00Z') }, 'INV-6.discount-ended'],
    ['for its layout', { layouts: ['三房'] }, undefined],
    ['for no other layout', { layouts: ['四房'] }, 'INV-6.discount-layout'],
    ['from its minimum on', { minimumPrice: list }, undefined],
    ['not below it', { minimumPrice: Money.parse('1200000.01') }, 'INV-6.discount-minimum'],
    ['for its customers', { customerKinds: ['member'] }, undefined],
  ])('INV-6 a discount is granted %s', (_, terms, code) => {
    const buying = { layout: '三房', customerKinds: ['member' as const] };
    const pricing = () => dealPrice(list, [{ ...rate('A', '0.98', 1), ...terms }], 'mortgage', '2026-11-23', buying);
    if (code) expect(pricing).toThrow(expect.objectContaining({ code }));
    else expect(pricing).not.toThrow();
    const others = () => priced([{ ...rate('A', '0.98', 1), customerKinds: ['member'] }]);
    expect(others).toThrow(expect.objectContaining({ code: 'INV-6.discount-customer' }));
  });

  it('INV-6 of a group the best for the buyer is granted, whatever else is stacked; or two are refused', () => {
    const group = { group: '开盘', groupRule: 'best' } as const;
    const two = [
      { ...rate('A', '0.99', 1), ...group },
      { ...amount('B', '20000.00', 1), ...group },
    ];
    const { total, derivation } = priced([...two, rate('C', '0.98', 2)]);
    expect(String(total)).toBe('1156400.00');
    expect(derivation).toMatchObject({ inputs: { discounts: 'B C', leftOutOfGroups: 'A' } });
    const excluding = () => priced(two.map((one) => ({ ...one, groupRule: 'exclude' as const })));
    expect(excluding).toThrow(expect.objectContaining({ code: 'INV-6.discount-exclusive' }));
  });

  it('INV-6 the best of groups is never dearer than any other choice from them', () => {
    const terms = fc.record({ group: fc.constantFrom('x', 'y', null), order: fc.integer({ min: 1, max: 3 }) });
    const cut = fc.oneof(
      fc.integer({ min: 9_000, max: 9_999 }).map((part) => ({ rate: Rate.of(BigInt(part), 10_000n) })),
      fc.bigInt({ min: 1n, max: 2_000_000n }).map((fen) => ({ amount: Money.fen(fen) })),
    );
    const discounts = fc.array(fc.tuple(terms, cut), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(discounts, (drawn) => {
        const all = drawn.map(([of, by], at): DiscountTerms => {
          return { ...of, ...by, code: `D${at}`, groupRule: of.group ? 'best' : null };
        });
        const best = priced(all).total;
        for (const left of all.filter(({ group }) => group)) {
          const others = all.filter((one) => one === left || one.group !== left.group);
          expect(best <= priced(others).total).toBe(true);
        }
      }),
    );
  });

  it('INV-6 a rate is rounded to its own point, and the step says so', () => {
    const { total, derivation } = priced([{ ...rate('A', '0.987654', 1), roundTo: 'thousand', roundBy: 'down' }]);
    expect(String(total)).toBe('1185000.00');
    expect(derivation.steps).toMatchObject([{ rounding: 'down-thousand', inputs: { discount: 'A' } }]);
  });

  it('INV-6 discounts that leave nothing are refused', () => {
    const pricing = () => priced([amount('A', '1200000.00', 1)]);
    expect(pricing).toThrow(expect.objectContaining({ code: 'INV-6.price-gone' }));
  });
});
