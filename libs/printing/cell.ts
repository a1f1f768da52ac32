import { divideHalfUp } from '#kernel/decimal.js';

/**
 * The number that was typed into a cell, as decimal text, from the raw text of the file. Spreadsheets keep numbers as
 * doubles and write 17 digits of them, 88.91 as 88.909999999999997, but a cell holds what 15 digits say. Text that is
 * no number is answered as it is.
 */
export function typedNumber(raw: string): string {
  const [, sign, whole, fraction = '', exponent = '0'] = form.exec(raw.trim()) ?? [];
  if (whole === undefined) return raw;
  let digits = BigInt(whole + fraction);
  let decimals = fraction.length - Number(exponent);
  const excess = digits.toString().length - 15;
  if (excess > 0) {
    digits = divideHalfUp(digits, 10n ** BigInt(excess));
    decimals -= excess;
  }
  return (digits === 0n ? '' : sign) + written(digits, decimals);
}

const form = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/;

function written(digits: bigint, decimals: number): string {
  if (decimals <= 0) return (digits * 10n ** BigInt(-decimals)).toString();
  const text = digits.toString().padStart(decimals + 1, '0');
  return `${text.slice(0, -decimals)}.${text.slice(-decimals)}`.replace(/\.?0+$/, '');
}
