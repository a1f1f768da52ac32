import { formatDecimal } from '#kernel/decimal.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { typedNumber } from './cell.js';

describe('ALL-1 numbers of a spreadsheet', () => {
  it.each([
    ['88.909999999999997', '88.91'],
    ['1879500.0500000001', '1879500.05'],
    ['0.30000000000000004', '0.3'],
    ['89.5', '89.5'],
    ['89.50', '89.5'],
    ['1201', '1201'],
    ['100', '100'],
    ['-17.9', '-17.9'],
    ['0', '0'],
    ['-0', '0'],
    ['1.8795E6', '1879500'],
    ['5E-2', '0.05'],
    ['1.5e+3', '1500'],
    ['999999999999999.9', '1000000000000000'],
    ['89.505', '89.505'],
  ])('ALL-1 %s was typed as %s', (raw, typed) => expect(typedNumber(raw)).toBe(typed));

  it.each(['', 'abc', '1,879,500.00', '１２', 'NaN', '1e999'])('ALL-1 what is no number stays as it is: %j', (raw) => {
    expect(typedNumber(raw)).toBe(raw);
  });

  it('ALL-1 any amount that was typed is read back to the fen from the digits that a double leaves', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), (fen) => {
        const typed = formatDecimal(fen, 2);
        const kept = Number(typed).toPrecision(17);
        expect(typedNumber(kept)).toBe(typed.replace(/\.?0+$/, ''));
      }),
    );
  });
});
