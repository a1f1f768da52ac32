import { divideHalfUp, formatDecimal, parseDecimal } from './decimal.js';
import { Money } from './money.js';

/** A floor area, exact to 0.01 m² (ALL-1): a bigint of hundredths inside, a text such as '89.50' at the edge. */
export class Area {
  static readonly zero = new Area(0n);

  private constructor(readonly hundredths: bigint) {}

  static hundredths(hundredths: bigint): Area {
    return new Area(hundredths);
  }

  /** '89.50', '89.5', '90' in m²; RangeError for anything else or more than 2 decimals. */
  static parse(text: string): Area {
    return new Area(parseDecimal(text, 2, 'an area'));
  }

  get isZero(): boolean {
    return this.hundredths === 0n;
  }

  get isNegative(): boolean {
    return this.hundredths < 0n;
  }

  get isPositive(): boolean {
    return this.hundredths > 0n;
  }

  plus(other: Area): Area {
    return new Area(this.hundredths + other.hundredths);
  }

  minus(other: Area): Area {
    return new Area(this.hundredths - other.hundredths);
  }

  abs(): Area {
    return this.hundredths < 0n ? new Area(-this.hundredths) : this;
  }

  equals(other: Area): boolean {
    return this.hundredths === other.hundredths;
  }

  /** What this area costs at a price per m², rounded to the fen, halves away from zero. */
  at(pricePerM2: Money): Money {
    return Money.fen(divideHalfUp(pricePerM2.fen * this.hundredths, 100n));
  }

  toString(): string {
    return formatDecimal(this.hundredths, 2);
  }

  toJSON(): string {
    return this.toString();
  }

  /** So that `<` and `>` compare areas; `===` still compares objects: use `equals`. */
  valueOf(): bigint {
    return this.hundredths;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Area ${this.toString()} m²`;
  }
}
