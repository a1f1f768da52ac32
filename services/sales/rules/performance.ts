import type { Figures, Score, ScoreSubject } from '#contracts/sales-targets.js';
import { Money } from '#kernel/money.js';
import { measures, nothing, scoreOf, usualWeights, type Measure, type Weights } from './assessment.js';

/** So much of a measure by a person in a month, while in that team. */
export interface Act {
  personId: string;
  teamId: string | null;
  measure: Measure;
  /** A whole number as text: how many, or fen. */
  amount: string;
}

/** What the scores of a month are computed from; of each target the one that was set last. */
export interface MonthFacts {
  projectId: string;
  acts: Act[];
  targets: (Figures & { subject: ScoreSubject; subjectId: string })[];
  weights?: Weights;
}

/** What somebody reached in a month, beside what they were to reach (CRM-5). */
export interface Standing {
  subjectId: string;
  actual: Figures;
  target?: Figures;
  score?: Score;
}

/** A standing for everybody who did something or has a target, by id (CRM-5). */
export function standings(facts: MonthFacts, subject: ScoreSubject): Standing[] {
  const { projectId, acts, targets, weights = usualWeights } = facts;
  const idOf = ({ personId, teamId }: Act) =>
    subject === 'consultant' ? personId : subject === 'team' ? teamId : projectId;
  const wanted = new Map(targets.filter((target) => target.subject === subject).map((one) => [one.subjectId, one]));
  const ids = new Set([...wanted.keys(), ...acts.map(idOf).filter((id) => id !== null)]);
  return [...ids].toSorted().map((subjectId) => {
    const actual = summed(acts.filter((act) => idOf(act) === subjectId));
    const target = wanted.get(subjectId);
    if (!target) return { subjectId, actual };
    return { subjectId, actual, target: figuresOnly(target), score: scoreOf(actual, target, weights) };
  });
}

function summed(acts: Act[]): Figures {
  const sum = (measure: Measure) => {
    return acts.filter((act) => act.measure === measure).reduce((all, { amount }) => all + BigInt(amount), 0n);
  };
  const counts = measures.filter((measure) => measure !== 'moneyIn').map((measure) => [measure, Number(sum(measure))]);
  return { ...nothing, ...Object.fromEntries(counts), moneyIn: Money.fen(sum('moneyIn')) };
}

function figuresOnly(target: Figures): Figures {
  const { calls, visits, customers, subscriptions, contracts, moneyIn } = target;
  return { calls, visits, customers, subscriptions, contracts, moneyIn };
}
