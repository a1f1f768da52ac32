import type { PlanKind, PlanLine } from '#contracts/inventory.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { PlanLineTerms } from '../rules/schedule.js';

/** A line as it is kept: share and amount are decimal texts. */
export type KeptPlanLine = Omit<PlanLine, 'share' | 'amount'> & { share?: string; amount?: string };

const schema = defineEntity({
  name: 'Plan',
  tableName: 'payment_plan',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    code: p.string(),
    name: p.string(),
    kind: p.string().$type<PlanKind>(),
    lines: json<KeptPlanLine[]>(),
    /** Since when no deal is made on it; those that were keep it (ALL-3). */
    endedAt: p.datetime().nullable(),
  },
});

/** A payment plan as data (INV-6). */
export class Plan extends schema.class {}
schema.setClass(Plan);

export function keptPlanLines(lines: PlanLine[]): KeptPlanLine[] {
  return lines.map(({ share, amount, ...line }) => ({
    ...line,
    ...(share && { share: share.toString() }),
    ...(amount && { amount: amount.toString() }),
  }));
}

/** The plan's lines as rules see them; what a loan line without a word lends follows from the plan's kind. */
export function linesOf({ kind, lines }: Pick<Plan, 'kind' | 'lines'>): PlanLineTerms[] {
  return lines.map(({ share, amount, ...line }) => ({
    ...line,
    ...(share && { share: Rate.parse(share) }),
    ...(amount && { amount: Money.parse(amount) }),
    ...(line.kind === 'loan' && { loanKind: line.loanKind ?? lenders[kind] }),
  }));
}

const lenders: Partial<Record<PlanKind, 'commercial' | 'provident-fund'>> = {
  mortgage: 'commercial',
  'provident-fund': 'provident-fund',
};
