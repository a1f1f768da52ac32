import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { addDays } from '#kernel/time.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accrued, afterWaiver, lateFee, type LateLine, type LateTerms, type PaidSlice } from './late-fee.js';

const yuan = Money.parse;
const due = '2026-11-30';
const after = (days: number) => addDays(due, days);
const terms: LateTerms = { rate: Rate.parse('0.0001'), tierDays: 30, rateBeyond: Rate.parse('0.0002') };
const line = (amount: string, slices: [string, number][] = [], more: Partial<LateLine> = {}): LateLine => {
  const paid = Money.sum(slices.map(([part]) => yuan(part)));
  const state = paid.equals(yuan(amount)) ? 'paid' : 'open';
  const put = slices.map(([part, days]) => ({ amount: yuan(part), valueDay: after(days) }));
  return { amount: yuan(amount), paid, dueOn: due, state, slices: put, ...more };
};
const feeOf = (...given: Parameters<typeof line>) => String(lateFee(line(...given), terms).amount);

describe('FIN-7 the late fee of an instalment', () => {
  it.each([
    ['nothing before the due date', [['100000', -5]], '0.00'],
    ['nothing on the due date', [['100000', 0]], '0.00'],
    ['one day on the day after', [['100000', 1]], '10.00'],
    ['the first rate on the last day of the first tier', [['100000', 30]], '300.00'],
    ['the second rate for the whole period a day later', [['100000', 31]], '620.00'],
    [
      'by slices, each by its own days and tier',
      [
        ['60000', 10],
        ['40000', 40],
      ],
      '380.00',
    ],
    [
      'a slice in time costs nothing',
      [
        ['60000', 0],
        ['40000', 10],
      ],
      '40.00',
    ],
    [
      'halves of a fen up, once for the line',
      [
        ['50', 1],
        ['0.03', 1],
      ],
      '0.01',
    ],
  ] as [string, [string, number][], string][])('FIN-7 %s', (_, slices, fee) => {
    expect(feeOf('100000', slices)).toBe(fee);
  });

  it('FIN-7 rounds once: parts that come to nothing by themselves come to a fen together', () => {
    expect(
      feeOf('100000', [
        ['25', 1],
        ['12.50', 2],
      ]),
    ).toBe('0.01');
    expect(feeOf('100000', [['25', 1]])).toBe('0.00');
  });

  it('FIN-7 has one tier when the contract has no second', () => {
    const fee = lateFee(line('100000', [['100000', 365]]), { rate: terms.rate });
    expect([String(fee.amount), fee.slices[0]!.tier]).toEqual(['3650.00', 1]);
  });

  it('FIN-7 INV-6 what waits for a construction node is not late, and a delay is counted from', () => {
    const slices: [string, number][] = [['100000', 10]];
    expect(feeOf('100000', slices, { awaitsNode: true })).toBe('0.00');
    expect(feeOf('100000', slices, { lateAfter: after(8) })).toBe('20.00');
    expect(feeOf('100000', slices, { lateAfter: after(-8) })).toBe('100.00');
  });

  it('FIN-7 ALL-2 says how it came to be, slice by slice', () => {
    const { derivation } = lateFee(
      line('100000', [
        ['60000', 10],
        ['40000', 40],
      ]),
      terms,
    );
    expect(derivation).toMatchObject({ rule: 'FIN-7', rounding: 'half-up-fen', result: '380.00' });
    expect(derivation.steps).toMatchObject([
      { inputs: { overdue: '60000.00', rate: '0.0001', days: '10', tier: '1', paidOn: after(10) }, result: '60.00' },
      { inputs: { overdue: '40000.00', rate: '0.0002', days: '40', tier: '2', paidOn: after(40) }, result: '320.00' },
    ]);
  });

  it('FIN-7 runs on what is unpaid, beside what was paid', () => {
    const running = accrued(line('100000', [['60000', 10]]), terms, after(40));
    expect([String(running.amount), running.derivation.inputs]).toEqual([
      '320.00',
      { ifPaidOn: after(40), fee: '380.00', already: '60.00' },
    ]);
    expect(String(accrued(line('100000'), terms, due).amount)).toBe('0.00');
    expect(String(accrued(line('100000', [], { state: 'cancelled' }), terms, after(40)).amount)).toBe('0.00');
  });

  it.each([
    ['less', '100', '280.00', '100.00'],
    ['all', '380', '0.00', '380.00'],
    ['more than there is any longer', '500', '0.00', '380.00'],
  ])('FIN-7 waived of it: %s', (_, waived, left, counted) => {
    const rest = afterWaiver(
      lateFee(
        line('100000', [
          ['60000', 10],
          ['40000', 40],
        ]),
        terms,
      ),
      yuan(waived),
    );
    expect([String(rest.amount), String(rest.waived), rest.derivation.rule]).toEqual([left, counted, 'FIN-7']);
  });
});

const rates = fc
  .tuple(fc.bigInt(0n, 10_000_000n), fc.bigInt(0n, 10_000_000n), fc.integer({ min: 1, max: 90 }))
  .map(([first, more, tierDays]): LateTerms => {
    const [rate, rateBeyond] = [Rate.of(first, 10n ** 10n), Rate.of(first + more, 10n ** 10n)];
    return { rate, rateBeyond, tierDays };
  });
const paidSlice = fc
  .tuple(fc.bigInt(1n, 10n ** 10n), fc.integer({ min: -30, max: 400 }))
  .map(([fen, days]): PaidSlice => ({ amount: Money.fen(fen), valueDay: after(days) }));
const someSlices = fc.array(paidSlice, { minLength: 1, maxLength: 12 });
const fee = (slices: PaidSlice[], by: LateTerms) => lateFee({ ...line('1'), slices }, by).amount;

describe('FIN-7 whatever is paid when', () => {
  it('FIN-7 splitting a payment on one day changes nothing to the fen', () => {
    const parts = fc.array(fc.bigInt(1n, 10n ** 8n), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(someSlices, parts, fc.integer({ min: -5, max: 200 }), rates, (others, fen, days, by) => {
        const valueDay = after(days);
        const split = fen.map((part) => ({ amount: Money.fen(part), valueDay }));
        const whole = { amount: Money.sum(split.map(({ amount }) => amount)), valueDay };
        expect(fee([...split, ...others], by).fen).toBe(fee([...others, whole], by).fen);
      }),
    );
  });

  it('FIN-7 paying earlier never raises the fee', () => {
    fc.assert(
      fc.property(someSlices, fc.nat(), fc.integer({ min: 1, max: 400 }), rates, (slices, which, days, by) => {
        const at = which % slices.length;
        const earlier = slices.map((one, place) => {
          return place === at ? { ...one, valueDay: addDays(one.valueDay, -days) } : one;
        });
        expect(fee(earlier, by) <= fee(slices, by)).toBe(true);
      }),
    );
  });

  it('FIN-7 a reversal restores it to the fen, and it is never below zero', () => {
    fc.assert(
      fc.property(someSlices, paidSlice, rates, (slices, taken, by) => {
        const back = { ...taken, amount: taken.amount.negated() };
        expect(fee([...slices, taken, back], by).fen).toBe(fee(slices, by).fen);
        expect(fee([...slices, back], by).isNegative).toBe(false);
      }),
    );
  });

  it('FIN-7 what has run and what was paid are together what is paid on the day', () => {
    fc.assert(
      fc.property(someSlices, paidSlice, rates, (slices, rest, by) => {
        const paid = Money.sum(slices.map(({ amount }) => amount));
        const open: LateLine = { ...line('1'), amount: paid.plus(rest.amount), paid, slices };
        const running = accrued(open, by, rest.valueDay).amount;
        expect(fee(slices, by).plus(running).fen).toBe(fee([...slices, rest], by).fen);
      }),
    );
  });
});
