import type { WaiverState } from '#contracts/finance-late-fees.js';
import type { Derivation } from '#kernel/derivation.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'LateFeeWaiver',
  tableName: 'late_fee_waiver',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    /** The instalment whose late fee it is. */
    receivableId: p.uuid(),
    /** What was asked for; null is all. */
    amount: money().nullable(),
    reason: p.text(),
    state: p.string().$type<WaiverState>(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
    decidedBy: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionReason: p.text().nullable(),
    /** When it was approved: what the late fee was, what was waived of it before, and what more is waived. */
    fee: money().nullable(),
    waivedBefore: money().nullable(),
    granted: money().nullable(),
    derivation: json<Derivation>().nullable(),
  },
});

/** A late fee that is not to be paid 违约金减免: asked for, and decided by another person (FIN-7). */
export class LateFeeWaiver extends schema.class {}
schema.setClass(LateFeeWaiver);
