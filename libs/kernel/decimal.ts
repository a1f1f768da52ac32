/** Reads a decimal text as an integer scaled by 10^digits; RangeError when it is not one, or holds more digits. */
export function parseDecimal(text: string, digits: number, what: string): bigint {
  const found = typeof text === 'string' && text.length <= 32 ? FORM.exec(text) : null;
  const [, sign = '', whole = '', fraction = ''] = found ?? [];
  if (!found || fraction.length > digits || whole.length + digits > DIGITS_MAX) {
    throw new RangeError(`not ${what}: a decimal text with at most ${digits} decimals is needed`);
  }
  const scaled = BigInt(whole + fraction.padEnd(digits, '0'));
  return sign ? -scaled : scaled;
}

/** Writes an integer scaled by 10^digits as a decimal text with exactly that many decimals. */
export function formatDecimal(scaled: bigint, digits: number): string {
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  return `${scaled < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** numerator / denominator to the nearest whole, halves away from zero (四舍五入); RangeError for a zero below. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const over = numerator < 0n ? -numerator : numerator;
  const under = denominator < 0n ? -denominator : denominator;
  const whole = (2n * over + under) / (2n * under);
  return negative ? -whole : whole;
}

const FORM = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/** What PostgreSQL's bigint always holds. */
const DIGITS_MAX = 18;
