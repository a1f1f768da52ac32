import type { PlanKind, PlanLine } from '#contracts/inventory.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

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
    definedBy: p.uuid(),
    definedAt: p.datetime(),
    endedBy: p.uuid().nullable(),
    endedAt: p.datetime().nullable(),
    endedFor: p.text().nullable(),
    supersededBy: p.uuid().nullable(),
  },
});

/** A payment plan as data (INV-6); once ended it is sold on no more, and stays for the deals that have it (ALL-3). */
export class Plan extends schema.class {}
schema.setClass(Plan);

export function keptLines(lines: PlanLine[]): KeptPlanLine[] {
  return lines.map(({ share, amount, ...line }) => ({
    ...line,
    ...(share && { share: share.toString() }),
    ...(amount && { amount: amount.toString() }),
  }));
}

export function linesOf({ lines }: Plan): PlanLine[] {
  return lines.map(({ share, amount, ...line }) => ({
    ...line,
    ...(share && { share: Rate.parse(share) }),
    ...(amount && { amount: Money.parse(amount) }),
  }));
}
