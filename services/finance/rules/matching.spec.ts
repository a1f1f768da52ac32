import { describe, expect, it } from '@jest/globals';
import { Money } from '#kernel/money.js';
import { addDays } from '#kernel/time.js';
import fc from 'fast-check';
import { candidatesOf } from './candidates.js';
import { type BankSide, type BookSide, unambiguous } from './matching.js';

const terms = { dayWindow: 5, threshold: 80, margin: 15 };
const day = '2026-11-20';

function line(id: string, amount: string, more: Partial<BankSide> = {}): BankSide {
  return { id, day, amount: Money.parse(amount), text: '', party: '', ...more };
}

function item(id: string, amount: string, more: Partial<BookSide> = {}): BookSide {
  const links = { documentId: `d ${id}`, reversesId: null, replacesId: null };
  const facts = { method: 'transfer', number: `YH-00000${id}`, party: '林晓', dealId: null };
  return { id, day, amount: Money.parse(amount), ...facts, ...links, ...more };
}

const matchedIn = (lines: BankSide[], items: BookSide[], differently = {}) => {
  const asked = { ...terms, ...differently };
  return unambiguous(candidatesOf(lines, items, asked), asked);
};

describe('FIN-8 what is matched by itself', () => {
  it.each([
    ['payer on the day', { party: '林晓' }, 100, ['amount', 'same-day', 'payer']],
    ['payer three days later', { party: '林晓', day: addDays(day, 3) }, 85, ['amount', 'days-apart', 'payer']],
    ['number of the receipt', { text: '购房 YH-000001 收讫' }, 100, ['amount', 'same-day', 'number']],
    ['payer in the summary', { text: '林晓 定金' }, 95, ['amount', 'same-day', 'payer-in-text']],
  ])('FIN-8 by the %s', (_, more, score, reasons) => {
    const found = matchedIn([line('a', '100.00', more)], [item('1', '100.00')]);
    expect(found).toEqual([{ lineIds: ['a'], itemIds: ['1'], score, reasons }]);
  });

  it.each([
    ['another amount', { party: '林晓', amount: Money.parse('100.01') }],
    ['days too far apart', { party: '林晓', day: addDays(day, 6) }],
    ['amount and day alone', {}],
    ['another payer', { party: '何方' }],
  ])('FIN-8 not by %s', (_, more) => {
    expect(matchedIn([line('a', '100.00', more)], [item('1', '100.00')])).toEqual([]);
  });

  it('FIN-8 the project sets how sure it has to be', () => {
    const weak: [BankSide[], BookSide[]] = [[line('a', '100.00')], [item('1', '100.00')]];
    expect(matchedIn(...weak, { threshold: 75 })).toMatchObject([{ score: 75 }]);
    expect(matchedIn(...weak, { threshold: 76 })).toEqual([]);
  });

  it('FIN-8 a payer who paid the same twice is ambiguous; a number settles it', () => {
    const twice = [item('1', '100.00'), item('2', '100.00')];
    expect(matchedIn([line('a', '100.00', { party: '林晓' })], twice)).toEqual([]);
    const told = line('a', '100.00', { party: '林晓', text: 'YH-000002' });
    expect(matchedIn([told], twice)).toEqual([]);
    const later = line('a', '100.00', { party: '林晓', text: 'YH-000002', day: addDays(day, 4) });
    expect(matchedIn([later], twice)).toMatchObject([{ itemIds: ['2'] }]);
  });

  it('FIN-8 what is sure is out of the way of what was less sure beside it', () => {
    const lines = [line('a', '100.00', { party: '林晓' }), line('b', '100.00', { text: '何方' })];
    const items = [item('1', '100.00'), item('2', '100.00', { party: '何方' })];
    expect(matchedIn(lines, items).map(({ lineIds, itemIds }) => [lineIds[0], itemIds[0]])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  it('FIN-4 FIN-8 a red letter takes its receipt off the list, or the receipt that was issued anew', () => {
    const receipt = item('1', '100.00');
    const red = item('2', '-100.00', { reversesId: 'd 1' });
    expect(matchedIn([], [receipt, red])).toMatchObject([{ lineIds: [], itemIds: ['1', '2'], reasons: ['netted'] }]);
    const anew = item('3', '100.00', { replacesId: 'd 1' });
    const [netted] = matchedIn([], [receipt, red, anew]);
    expect(netted).toMatchObject({ itemIds: ['2', '3'] });
    expect(matchedIn([], [item('1', '100.00'), item('2', '-99.00', { reversesId: 'd 1' })])).toEqual([]);
  });
});

/** Few amounts, days and payers, so that much is ambiguous. */
const amounts = fc.integer({ min: 1, max: 6 }).map((n) => Money.parse(`${n}.00`));
const near = fc.integer({ min: 0, max: 8 }).map((n) => addDays(day, n));
const names = fc.constantFrom('', '林晓', '何方', '陈某');
const lines = fc
  .array(
    fc.record({ amount: amounts, day: near, party: names, text: fc.constantFrom('', '林晓', '银联', 'YH-000001') }),
  )
  .map((all) => all.map((one, at) => ({ ...one, id: `l${at}` })));
const items = fc
  .array(fc.record({ amount: amounts, day: near, party: names, method: fc.constantFrom('card', 'transfer', '') }))
  .map((all) => all.map((one, at) => item(String(at), '1.00', one)));

describe('FIN-8 whatever is to be matched', () => {
  it('FIN-8 a line and a receipt are in one match at most, sums agree, and the order of asking changes nothing', () => {
    fc.assert(
      fc.property(lines, items, fc.integer({ min: 60, max: 100 }), (ours, theirs, threshold) => {
        const found = matchedIn(ours, theirs, { threshold });
        const parts = found.flatMap(({ lineIds, itemIds }) => [...lineIds, ...itemIds.map((id) => `item ${id}`)]);
        expect(new Set(parts).size).toBe(parts.length);
        const sum = (of: { id: string; amount: Money }[], ids: string[]) =>
          String(Money.sum(of.filter(({ id }) => ids.includes(id)).map(({ amount }) => amount)));
        for (const one of found) expect(sum(ours, one.lineIds)).toBe(sum(theirs, one.itemIds));
        for (const one of found) expect(one.score).toBeGreaterThanOrEqual(threshold);
        expect(matchedIn(ours.toReversed(), theirs.toReversed(), { threshold })).toEqual(found);
      }),
      { numRuns: 300 },
    );
  });

  it('FIN-8 what equals another in everything but its id is never matched by itself', () => {
    fc.assert(
      fc.property(amounts, near, fc.constantFrom('林晓', '何方'), (amount, on, party) => {
        const twins = [item('1', '1.00', { amount, day: on, party }), item('2', '1.00', { amount, day: on, party })];
        const [a, b] = [line('a', '1.00', { amount, day: on, party }), line('b', '1.00', { amount, day: on, party })];
        const found = matchedIn([a, b], twins);
        expect(found.filter(({ lineIds, itemIds }) => lineIds.length + itemIds.length === 2)).toEqual([]);
      }),
    );
  });

  it('FIN-8 an opening day of two thousand equal deposits takes seconds at most', () => {
    const [ours, theirs] = [[], []] as [BankSide[], BookSide[]];
    for (let n = 0; n < 2_000; n++) {
      ours.push(line(`l${n}`, '20000.00', { party: `客户${n}` }));
      theirs.push(item(String(n), '20000.00', { party: `客户${n}`, number: `YH-${String(n).padStart(6, '0')}` }));
    }
    const begun = performance.now();
    expect(matchedIn(ours, theirs)).toHaveLength(2_000);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
