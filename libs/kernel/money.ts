import { divideHalfUp, formatDecimal, parseDecimal } from './decimal.js';
import { Rate } from './rate.js';

/** An amount in yuan, exact to the fen (ALL-1): a bigint of fen inside, a text such as '1234567.89' at the edge. */
export class Money {
  static readonly zero = new Money(0n);

  private constructor(readonly fen: bigint) {}

  static fen(fen: bigint): Money {
    return new Money(fen);
  }

  /** '1234567.89', '100', '-0.5'; RangeError for anything else, more than 2 decimals or 16 digits before them. */
  static parse(text: string): Money {
    return new Money(parseDecimal(text, 2, 'an amount'));
  }

  static sum(amounts: Iterable<Money>): Money {
    let fen = 0n;
    for (const amount of amounts) fen += amount.fen;
    return new Money(fen);
  }

  static max(first: Money, ...others: Money[]): Money {
    return others.reduce((most, other) => (other.fen > most.fen ? other : most), first);
  }

  static min(first: Money, ...others: Money[]): Money {
    return others.reduce((least, other) => (other.fen < least.fen ? other : least), first);
  }

  get isZero(): boolean {
    return this.fen === 0n;
  }

  get isNegative(): boolean {
    return this.fen < 0n;
  }

  get isPositive(): boolean {
    return this.fen > 0n;
  }

  plus(other: Money): Money {
    return new Money(this.fen + other.fen);
  }

  minus(other: Money): Money {
    return new Money(this.fen - other.fen);
  }

  negated(): Money {
    return new Money(-this.fen);
  }

  abs(): Money {
    return this.fen < 0n ? this.negated() : this;
  }

  equals(other: Money): boolean {
    return this.fen === other.fen;
  }

  /** Rounded to the fen, halves away from zero (四舍五入). */
  times(rate: Rate): Money {
    return new Money(divideHalfUp(this.fen * rate.scaled, Rate.one.scaled));
  }

  /** Exact; RangeError when `count` is a number and not a whole one. */
  timesWhole(count: bigint | number): Money {
    return new Money(this.fen * BigInt(count));
  }

  /**
   * One amount a part: each rounded to the fen, the last takes the remainder (INV-6), so that they sum to this.
   * The parts sum to 1 (each may be off by one in its tenth decimal, as thirds are); else RangeError.
   */
  split(parts: Rate[]): Money[] {
    const off = Rate.sum(parts).minus(Rate.one).scaled;
    if (parts.length === 0 || (off < 0n ? -off : off) > BigInt(parts.length)) {
      throw new RangeError('the parts of a split do not sum to 1');
    }
    const leading = parts.slice(0, -1).map((part) => this.times(part));
    return [...leading, this.minus(Money.sum(leading))];
  }

  toString(): string {
    return formatDecimal(this.fen, 2);
  }

  toJSON(): string {
    return this.toString();
  }

  /** So that `<` and `>` compare amounts; `===` still compares objects: use `equals`. */
  valueOf(): bigint {
    return this.fen;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Money ${this.toString()}`;
  }
}
