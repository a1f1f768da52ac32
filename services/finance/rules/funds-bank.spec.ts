import type { BookingState } from '#contracts/finance-funds-bank.js';
import { Money } from '#kernel/money.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bookingAfter, findingOf, isSettled, linesByReference, releaseAfter } from './funds-bank.js';

const said = ['unknown', 'verified', 'submitted', 'booked', 'reversed', 'approved', 'paid', 'refused'] as const;

describe('FIN-12 what the bank says of a booking', () => {
  it.each([
    ['deposited', 'to-verify', 'verified', 'to-book'],
    ['deposited', 'to-book', 'submitted', 'submitted'],
    ['deposited', 'submitted', 'booked', 'booked'],
    ['deposited', 'submitted', 'verified', 'submitted'],
    ['deposited', 'to-verify', 'refused', 'refused'],
    ['deposited', 'submitted', 'unknown', 'to-verify'],
    ['deposited', 'booked', 'refused', 'booked'],
    ['reversed', 'to-reverse', 'submitted', 'submitted'],
    ['reversed', 'submitted', 'reversed', 'reversed'],
    ['refunded', 'to-pay', 'approved', 'submitted'],
    ['refunded', 'submitted', 'paid', 'paid'],
  ] as const)('FIN-12 %s, %s: “%s” makes it %s', (kind, state, answer, expected) => {
    expect(bookingAfter(kind, state, { state: answer })).toBe(expected);
  });

  it('FIN-12 never leaves its end again, whatever is said after it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...said)), (answers) => {
        const states: BookingState[] = ['to-verify'];
        for (const state of answers) states.push(bookingAfter('deposited', states.at(-1)!, { state }));
        const end = states.findIndex(isSettled);
        if (end >= 0) expect(new Set(states.slice(end)).size).toBe(1);
      }),
    );
  });

  it.each([
    ['checked', 'submitted', 'submitted'],
    ['submitted', 'approved', 'approved'],
    ['approved', 'submitted', 'approved'],
    ['approved', 'paid', 'paid'],
    ['paid', 'refused', 'paid'],
    ['submitted', 'unknown', 'checked'],
  ] as const)('FIN-12 of a release that is %s, “%s” makes it %s', (state, answer, expected) => {
    expect(releaseAfter(state, { state: answer })).toBe(expected);
  });
});

describe('FIN-12 the three-way matching', () => {
  const [one, two] = [Money.parse('1.00'), Money.parse('2.00')];
  it.each([
    [{ ours: one, bank: one, regulator: one }, 'matched'],
    [{ bank: one, regulator: one }, 'missing-ours'],
    [{ ours: one, regulator: one }, 'missing-bank'],
    [{ ours: one, bank: one }, 'missing-regulator'],
    [{ ours: one, bank: two, regulator: two }, 'differs'],
    [{ ours: one, bank: one, regulator: two }, 'differs'],
  ])('FIN-12 of %j says %s', (three, finding) => {
    expect(findingOf(three)).toBe(finding);
  });

  it('FIN-12 takes a line that came twice once', () => {
    const lines = [
      { reference: 'a.1', amount: one },
      { reference: 'a.1', amount: one },
      { reference: 'b.2', amount: two },
    ];
    expect([...linesByReference(lines)].map(([name, amount]) => [name, amount.toString()])).toEqual([
      ['a', '1.00'],
      ['b', '2.00'],
    ]);
  });
});
