import type { PlanKind } from '#contracts/inventory.js';
import { Rate } from '#kernel/rate.js';
import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

/** A line as it is kept: the share is a decimal text. */
export interface KeptPlanLine {
  label: string;
  share: string;
  kind: 'price' | 'loan';
  dueDaysAfterSigning: number;
}

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
  },
});

/** A payment plan as data (INV-6). */
export class Plan extends schema.class {}
schema.setClass(Plan);

/** The plan's lines with their shares as rates. */
export function linesOf({ lines }: Plan) {
  return lines.map((line) => ({ ...line, share: Rate.parse(line.share) }));
}
