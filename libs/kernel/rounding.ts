import { divideHalfUp } from './decimal.js';
import { Money } from './money.js';
import { Rate } from './rate.js';

/** What an amount is rounded to (INV-6). */
export const roundingPoints = ['fen', 'yuan', 'hundred', 'thousand', 'ten-thousand'] as const;
export type RoundingPoint = (typeof roundingPoints)[number];
export const roundingWays = ['half-up', 'down'] as const;
export type RoundingWay = (typeof roundingWays)[number];

/** The point and the way; the fen and half-up (四舍五入) where nothing is said. */
export interface Rounding {
  roundTo?: RoundingPoint | null;
  roundBy?: RoundingWay | null;
}

/** `amount` × `rate`, rounded once from the exact product; down means towards zero. */
export function timesRounded(amount: Money, rate: Rate, { roundTo, roundBy }: Rounding): Money {
  const point = fenOf[roundTo ?? 'fen'];
  const [numerator, denominator] = [amount.fen * rate.scaled, Rate.one.scaled * point];
  const points = roundBy === 'down' ? numerator / denominator : divideHalfUp(numerator, denominator);
  return Money.fen(points * point);
}

/** `half-up-fen`, `down-ten-thousand`: how a derivation says it (ALL-2). */
export function roundingName({ roundTo, roundBy }: Rounding): RoundingName {
  return `${roundBy ?? 'half-up'}-${roundTo ?? 'fen'}`;
}

export type RoundingName = `${RoundingWay}-${RoundingPoint}`;

const fenOf: Record<RoundingPoint, bigint> = {
  fen: 1n,
  yuan: 100n,
  hundred: 10_000n,
  thousand: 100_000n,
  'ten-thousand': 1_000_000n,
};
