import { divideHalfUp, formatDecimal, parseDecimal } from './decimal.js';

/** A ratio such as a discount, share or interest rate, exact to ten decimals (ALL-1): '0.95' is 95 %. */
export class Rate {
  static readonly zero = new Rate(0n);
  static readonly one = new Rate(10n ** 10n);

  /** `scaled` is the ratio times 10^10. */
  private constructor(readonly scaled: bigint) {}

  /** '0.95', '1', '-0.03'; RangeError for anything else or more than 10 decimals. */
  static parse(text: string): Rate {
    return new Rate(parseDecimal(text, 10, 'a rate'));
  }

  /** numerator / denominator rounded at ten decimals, halves away from zero; RangeError when dividing by zero. */
  static of(numerator: bigint, denominator: bigint): Rate {
    return new Rate(divideHalfUp(numerator * Rate.one.scaled, denominator));
  }

  static sum(rates: Iterable<Rate>): Rate {
    let scaled = 0n;
    for (const rate of rates) scaled += rate.scaled;
    return new Rate(scaled);
  }

  get isZero(): boolean {
    return this.scaled === 0n;
  }

  get isNegative(): boolean {
    return this.scaled < 0n;
  }

  get isPositive(): boolean {
    return this.scaled > 0n;
  }

  plus(other: Rate): Rate {
    return new Rate(this.scaled + other.scaled);
  }

  minus(other: Rate): Rate {
    return new Rate(this.scaled - other.scaled);
  }

  abs(): Rate {
    return this.scaled < 0n ? new Rate(-this.scaled) : this;
  }

  /** Rounded at ten decimals, halves away from zero. */
  times(other: Rate): Rate {
    return new Rate(divideHalfUp(this.scaled * other.scaled, Rate.one.scaled));
  }

  equals(other: Rate): boolean {
    return this.scaled === other.scaled;
  }

  /** Without trailing zeros: '0.95', '1'. */
  toString(): string {
    return formatDecimal(this.scaled, 10).replace(/\.?0+$/, '');
  }

  toJSON(): string {
    return this.toString();
  }

  /** So that `<` and `>` compare rates; `===` still compares objects: use `equals`. */
  valueOf(): bigint {
    return this.scaled;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Rate ${this.toString()}`;
  }
}
