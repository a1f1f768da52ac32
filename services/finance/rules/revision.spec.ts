import { Money } from '#kernel/money.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { revision, type RevisedLine } from './revision.js';
import type { Owed } from './standing.js';

const fen = (amount: number) => Money.fen(BigInt(amount));
const derivation = { formula: 'as agreed', rule: 'CON-4', inputs: {}, rounding: 'none' as const, result: '' };
const kinds = fc.constantFrom<'price' | 'loan'>('price', 'loan');
const owedLine = fc.record({
  kind: kinds,
  amount: fc.integer({ min: 1, max: 1_000 }),
  share: fc.integer({ max: 100 }),
});
const before = fc.array(owedLine, { maxLength: 6 }).map((lines): Owed[] =>
  lines.map(({ kind, amount, share }, at) => {
    const paid = Math.floor((amount * Math.max(share, 0)) / 100);
    const state = paid === amount ? ('paid' as const) : ('open' as const);
    const line = { id: String(at), kind, label: '款', line: at + 1, dueOn: '2026-12-01' };
    return { ...line, amount: fen(amount), paid: fen(paid), state };
  }),
);
const after = fc
  .array(fc.record({ kind: kinds, amount: fc.integer({ min: 1, max: 1_000 }) }), { minLength: 1, maxLength: 6 })
  .map((lines): RevisedLine[] =>
    lines.map(({ kind, amount }, at) => {
      return { kind, label: '款', line: at + 1, dueOn: '2027-01-01', amount: fen(amount), derivation };
    }),
  );

describe('CON-4 the lines of a revised contract', () => {
  it('CON-4 what stays paid and what is owed anew add up to the new price, and no money is lost', () => {
    fc.assert(
      fc.property(before, after, (owed, schedule) => {
        const { endings, lines } = revision(owed, schedule, 2);
        for (const kind of ['price', 'loan'] as const) {
          const ended = endings.filter((one) => one.owed.kind === kind);
          const kept = Money.sum(ended.map((one) => one.owed.paid.minus(one.back)));
          const anew = Money.sum(lines.filter((line) => line.kind === kind).map(({ amount }) => amount));
          const wanted = Money.sum(schedule.filter((line) => line.kind === kind).map(({ amount }) => amount));
          expect(kept.plus(anew).toString()).toBe(wanted.toString());
        }
        expect(endings.every(({ back, owed: { paid } }) => !back.isNegative && back <= paid)).toBe(true);
        expect(lines.every(({ amount }) => amount.isPositive)).toBe(true);
      }),
    );
  });
});
