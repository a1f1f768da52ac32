import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { roundingPoints, roundingWays } from '#kernel/rounding.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nodeDay, scheduleOf, type PlanLineTerms } from './schedule.js';

const line = (share: string, kind: 'price' | 'loan' = 'price', days = 0): PlanLineTerms => ({
  ...{ label: '款', share: Rate.parse(share), kind, dueDaysAfterSigning: days },
});
const fixed = (amount: string): PlanLineTerms => ({ label: '首期', kind: 'price', amount: Money.parse(amount) });
const rest = (differently: Partial<PlanLineTerms> = {}): PlanLineTerms => ({
  ...{ label: '尾款', kind: 'price', ...differently },
});
const price = Money.parse('1849337.00');

describe('INV-6 the schedule', () => {
  it('INV-6 is due so many days after signing, and its last line takes the remainder', () => {
    const lines = [line('0.3'), line('0.3333', 'price', 30), line('0.3667', 'loan', 60)];
    const schedule = scheduleOf(Money.parse('1000000.01'), lines, '2026-11-23');
    expect(schedule.map(({ amount, dueOn }) => [String(amount), dueOn])).toEqual([
      ...[
        ['300000.00', '2026-11-23'],
        ['333300.00', '2026-12-23'],
        ['366700.01', '2027-01-22'],
      ],
    ]);
    expect(schedule[2]!.derivation).toMatchObject({
      formula: 'price − earlier lines',
      inputs: { earlier: '633300.00' },
    });
  });

  it('INV-6 sums to the price to the fen, whatever the shares, and each line is what its derivation says', () => {
    const shares = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 5n, max: 10n ** 12n }), shares, (fen, parts) => {
        const whole = BigInt(parts.reduce((sum, part) => sum + part, 0));
        const rates = parts.slice(0, -1).map((part) => Rate.of(BigInt(part), whole));
        const lines = [...rates, Rate.one.minus(Rate.sum(rates))].map((share) => ({ ...line('1'), share }));
        const schedule = scheduleOf(Money.fen(fen), lines, '2026-11-23');
        expect(Money.sum(schedule.map(({ amount }) => amount)).fen).toBe(fen);
        for (const { amount, derivation } of schedule) expect(derivation.result).toBe(String(amount));
      }),
    );
  });

  it('INV-6 a fixed amount is itself, a share is rounded to its point, the last line takes the remainder', () => {
    const loan = { ...line('0.7', 'loan'), roundTo: 'ten-thousand', roundBy: 'down' } as const;
    const schedule = scheduleOf(price, [fixed('100000.00'), loan, rest()], '2026-11-23');
    expect(schedule.map(({ amount }) => String(amount))).toEqual(['100000.00', '1290000.00', '459337.00']);
    expect(schedule.map(({ derivation }) => [derivation.formula, derivation.rounding])).toEqual([
      ['amount of the plan', 'none'],
      ['price × share', 'down-ten-thousand'],
      ['price − earlier lines', 'none'],
    ]);
  });

  it('INV-6 a single line takes all of it, with a share or without', () => {
    for (const only of [rest(), line('1')]) {
      expect(scheduleOf(price, [only], '2026-11-23').map(({ amount }) => String(amount))).toEqual(['1849337.00']);
    }
  });

  it('INV-6 a remainder below zero is refused with the line named', () => {
    const dear = () => scheduleOf(price, [fixed('1849337.01'), rest()], '2026-11-23');
    const facts = { label: '尾款', amount: Money.parse('-0.01') };
    expect(dear).toThrow(expect.objectContaining({ code: 'INV-6.remainder', facts: expect.objectContaining(facts) }));
    expect(String(scheduleOf(price, [fixed('1849337.00'), rest()], '2026-11-23')[1]!.amount)).toBe('0.00');
  });

  it('INV-6 due on a day, or so many days after the node is planned for, and then after it was reached', () => {
    const lines = [{ ...fixed('1.00'), dueOn: '2027-05-01' }, rest({ node: 'topped-out', dueDaysAfterNode: 7 })];
    const node = { nodeId: 'n1', code: 'topped-out', plannedOn: '2027-03-31' };
    const planned = scheduleOf(price, lines, '2026-11-23', [node]);
    expect(planned.map(({ dueOn }) => dueOn)).toEqual(['2027-05-01', '2027-04-07']);
    expect(planned[1]).toMatchObject({ nodeId: 'n1', node: 'topped-out', dueDaysAfterNode: 7 });
    expect(nodeDay({ ...node, reachedOn: '2027-04-12' }, 7)).toBe('2027-04-19');
    const unplanned = () => scheduleOf(price, lines, '2026-11-23');
    expect(unplanned).toThrow(expect.objectContaining({ code: 'INV-6.node-unplanned' }));
  });

  it('INV-6 whatever the rounding points, the lines sum to the price and none is below zero, or it is refused', () => {
    const part = fc.record({
      share: fc.integer({ min: 1, max: 3_000 }).map((share) => Rate.of(BigInt(share), 10_000n)),
      roundTo: fc.constantFrom(...roundingPoints),
      roundBy: fc.constantFrom(...roundingWays),
    });
    const parts = fc.array(part, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 10n }), parts, (fen, leading) => {
        const lines = [...leading.map((one) => ({ ...line('1'), ...one })), rest()];
        try {
          const amounts = scheduleOf(Money.fen(fen), lines, '2026-11-23').map(({ amount }) => amount);
          expect(Money.sum(amounts).fen).toBe(fen);
          expect(amounts.some((amount) => amount.isNegative)).toBe(false);
        } catch (refused) {
          expect(refused).toMatchObject({ code: 'INV-6.remainder', facts: { label: '尾款' } });
        }
      }),
    );
  });
});
