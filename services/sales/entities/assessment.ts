import type { AssessmentBand, Figures, ScoreSubject } from '#contracts/sales-targets.js';
import type { Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Weights } from '../rules/assessment.js';

/** Figures as they are kept: the amount is a decimal text. */
export type KeptFigures = Omit<Figures, 'moneyIn'> & { moneyIn: string };

const targetSchema = defineEntity({
  name: 'Target',
  tableName: 'target',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    month: p.string(),
    subject: p.string().$type<ScoreSubject>(),
    subjectId: p.uuid(),
    /** Counts from 1 how often this target was set; the last counts. */
    number: p.integer(),
    calls: p.integer(),
    visits: p.integer(),
    customers: p.integer(),
    subscriptions: p.integer(),
    contracts: p.integer(),
    moneyIn: money(),
    reason: p.text().nullable(),
    setById: p.uuid(),
    setAt: p.datetime(),
  },
});

/** What is to be reached in a month (CRM-5); added to, never changed. */
export class Target extends targetSchema.class {}
targetSchema.setClass(Target);

const weightsSchema = defineEntity({
  name: 'AssessmentWeights',
  tableName: 'assessment_weights',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    /** Counts the project's versions from 1; the last counts. */
    number: p.integer(),
    weights: json<Weights>(),
    reason: p.text(),
    setById: p.uuid(),
    setAt: p.datetime(),
  },
});

/** How much each measure counts in a project (CRM-5); added to, never changed. */
export class AssessmentWeights extends weightsSchema.class {}
weightsSchema.setClass(AssessmentWeights);

const monthSchema = defineEntity({
  name: 'AssessmentMonth',
  tableName: 'assessment_month',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    month: p.string(),
    closedById: p.uuid(),
    closedAt: p.datetime(),
  },
});

/** A month whose assessment is closed (CRM-5): once a project. */
export class AssessmentMonth extends monthSchema.class {}
monthSchema.setClass(AssessmentMonth);

const schema = defineEntity({
  name: 'Assessment',
  tableName: 'assessment',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    month: p.string(),
    subject: p.string().$type<ScoreSubject>(),
    subjectId: p.uuid(),
    actual: json<KeptFigures>(),
    target: json<KeptFigures>(),
    points: p.integer(),
    exact: p.string(),
    band: p.string().$type<AssessmentBand>(),
    derivation: json<Derivation>(),
    closedAt: p.datetime(),
  },
});

/** A score of a month, frozen when the month was closed (CRM-5, ALL-2); added to, never changed. */
export class Assessment extends schema.class {}
schema.setClass(Assessment);

export function keptFigures(figures: Figures): KeptFigures {
  return { ...figures, moneyIn: figures.moneyIn.toString() };
}

export function figuresOf({ moneyIn, ...counts }: KeptFigures): Figures {
  return { ...counts, moneyIn: Money.parse(moneyIn) };
}
