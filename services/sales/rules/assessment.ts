import type { AssessmentBand, Figures, Score } from '#contracts/sales-targets.js';
import { divideHalfUp } from '#kernel/decimal.js';
import { derive } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';

/** What is counted, in the order of the reports (CRM-5). */
export const measures = ['calls', 'visits', 'customers', 'subscriptions', 'contracts', 'moneyIn'] as const;
export type Measure = (typeof measures)[number];

/** How much each measure counts; together 100. */
export type Weights = Record<Measure, number>;

/** What counts where a project has set no weights of its own. */
export const usualWeights: Weights = {
  ...{ calls: 10, visits: 10, customers: 10 },
  ...{ subscriptions: 20, contracts: 20, moneyIn: 30 },
};

export const nothing: Figures = {
  ...{ calls: 0, visits: 0, customers: 0 },
  ...{ subscriptions: 0, contracts: 0, moneyIn: Money.zero },
};

/**
 * Points of a hundred (CRM-5): the share of each target that was reached, at most all of it and at least none, by its
 * weight; what has no target is left out and the others share its weight. Exact until it is rounded to whole points,
 * halves up, by which it falls into a band: 80.5 is 81, and good. Undefined without a target.
 */
export function scoreOf(actual: Figures, target: Figures, weights: Weights): Score | undefined {
  const counted = measures.filter((measure) => amountOf(target, measure) > 0n && weights[measure] > 0);
  const weight = counted.reduce((sum, measure) => sum + BigInt(weights[measure]), 0n);
  if (weight === 0n) return undefined;
  const parts = counted.map((measure) => part(measure, actual, target, weights));
  const sum = parts.map(({ share }) => share).reduce(plus);
  const exact = reduced({ over: sum.over * 100n, under: sum.under * weight });
  const points = Number(divideHalfUp(exact.over, exact.under));
  const steps = parts.map(({ derivation }) => derivation);
  const formula = 'Σ (weight × reached) ÷ Σ weight × 100, rounded to whole points, halves up';
  const derivation = derive(formula, 'CRM-5', { weight, exact: textOf(exact) }, points, steps);
  return { points, exact: textOf(exact), band: bandOf(points), derivation };
}

/** By whole points (CRM-5, 思源): the regulation's 80 and 81 leave nothing between them. */
export function bandOf(points: number): AssessmentBand {
  if (points < 70) return 'retrain';
  if (points <= 80) return 'pass';
  return points <= 90 ? 'good' : 'excellent';
}

/** Refuses weights that do not add up to 100 (CRM-5). */
export function refuseUneven(weights: Weights): void {
  const sum = measures.reduce((all, measure) => all + weights[measure], 0);
  if (sum !== 100) refuse('CRM-5.weights', { sum });
}

/** The figures of a target, those left out as nothing; refuses a target of nothing at all (CRM-5). */
export function targetFigures(wanted: Partial<Figures>): Figures {
  const given = Object.fromEntries(measures.map((measure) => [measure, wanted[measure] ?? nothing[measure]]));
  const figures = given as unknown as Figures;
  const amounts = measures.map((measure) => amountOf(figures, measure));
  if (amounts.some((amount) => amount < 0n) || amounts.every((amount) => amount === 0n)) refuse('CRM-5.no-figure', {});
  return figures;
}

interface Fraction {
  over: bigint;
  under: bigint;
}

function part(measure: Measure, actual: Figures, target: Figures, weights: Weights) {
  const [reached, wanted] = [amountOf(actual, measure), amountOf(target, measure)];
  const counts = reached < 0n ? 0n : reached > wanted ? wanted : reached;
  const share = reduced({ over: BigInt(weights[measure]) * counts, under: wanted });
  const inputs = { measure, weight: weights[measure], actual: actual[measure], target: target[measure] };
  return { share, derivation: derive('weight × min(max(actual, 0) ÷ target, 1)', 'CRM-5', inputs, textOf(share)) };
}

function amountOf(figures: Figures, measure: Measure): bigint {
  return measure === 'moneyIn' ? figures.moneyIn.fen : BigInt(figures[measure]);
}

function plus(one: Fraction, other: Fraction): Fraction {
  return reduced({ over: one.over * other.under + other.over * one.under, under: one.under * other.under });
}

function reduced({ over, under }: Fraction): Fraction {
  let [a, b] = [over, under];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { over: 0n, under: 1n } : { over: over / a, under: under / a };
}

function textOf({ over, under }: Fraction): string {
  return under === 1n ? String(over) : `${over}/${under}`;
}
