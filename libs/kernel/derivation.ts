import { Area } from './area.js';
import { Money } from './money.js';
import { Rate } from './rate.js';
import type { RoundingName } from './rounding.js';

/** How an amount came to be (ALL-2), stored with it as JSON; everything in it is text that a person can read. */
export interface Derivation {
  formula: string;
  rule: string;
  inputs: Record<string, string>;
  rounding: RoundingName | 'none';
  result: string;
  steps?: Derivation[];
}

/**
 * Writes down how `result` was computed. `formula` is its id or text, `rule` the clause or rule number.
 * Only multiplying by a rate or an area rounds money, so the rounding follows from the inputs.
 */
export function derive(
  formula: string,
  rule: string,
  inputs: Record<string, Input>,
  result: Input,
  steps?: Derivation[],
): Derivation {
  const texts = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, textOf(input)]));
  const scales = Object.values(inputs).some((input) => input instanceof Rate || input instanceof Area);
  const rounding = result instanceof Money && scales ? 'half-up-fen' : 'none';
  return { formula, rule, inputs: texts, rounding, result: textOf(result), ...(steps?.length ? { steps } : {}) };
}

type Input = string | number | bigint | boolean | { toJSON(): string };

function textOf(input: Input): string {
  return typeof input === 'object' ? input.toJSON() : String(input);
}
