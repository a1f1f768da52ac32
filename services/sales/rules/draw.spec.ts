import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { checksOf, commitmentOf, orderOf, type DrawSheet } from './draw.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const participants = [
  { number: 2, name: '王*' },
  { number: 1, name: '林**' },
  { number: 3, name: '何*' },
];
const [seed, witnesses] = ['5eed', ['三月初八', '甲']];
const sheet: DrawSheet = {
  ...{ format: 'loupan-draw-1', opening: { id: 'x', name: '首开' }, participants, seed, witnesses },
  ...{ commitment: commitmentOf(seed, participants, sha256), committedAt: '2026-12-01T00:00:00Z' },
  order: orderOf(seed, witnesses, [1, 2, 3], sha256),
};
const good = (changed: Partial<DrawSheet>) => checksOf({ ...sheet, ...changed }, sha256).every(({ ok }) => ok);

describe('OPEN-2 the order of a draw', () => {
  it('OPEN-2 is computed as it is documented, with any SHA-256', () => {
    expect(sheet.commitment).toBe(sha256('5eed\n1\t林**\n2\t王*\n3\t何*'));
    const key = sha256('5eed\n三月初八\n甲');
    const byHand = [1, 2, 3].toSorted((a, b) => (sha256(`${key}\n${a}`) < sha256(`${key}\n${b}`) ? -1 : 1));
    expect(sheet.order).toEqual(byHand);
    expect(good({})).toBe(true);
  });

  it.each<[string, Partial<DrawSheet>]>([
    ['another seed', { seed: '5eee' }],
    ['a witness left out', { witnesses: ['甲'] }],
    ['a name changed', { participants: participants.map((one) => ({ ...one, name: '张*' })) }],
    ['somebody added', { participants: [...participants, { number: 4, name: '张*' }] }],
    ['a number twice', { participants: [...participants, participants[0]!] }],
    ['the order changed', { order: sheet.order!.toReversed() }],
    ['somebody left out of the order', { order: sheet.order!.slice(1) }],
    ['no order yet', { order: undefined }],
  ])('OPEN-2 is found out with %s', (_, changed) => expect(good(changed)).toBe(false));

  it('OPEN-2 has everybody once, whatever the order of the list', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.string(), numbers, (any, list) => {
        const order = orderOf(any, [], list, sha256);
        expect(order.toSorted((a, b) => a - b)).toEqual(list.toSorted((a, b) => a - b));
        expect(orderOf(any, [], list.toReversed(), sha256)).toEqual(order);
      }),
    );
  });
});
