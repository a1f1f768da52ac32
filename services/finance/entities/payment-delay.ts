import type { DelayState } from '#contracts/finance-arrears.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'PaymentDelay',
  tableName: 'payment_delay',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    receivableId: p.uuid(),
    /** Whose deal it was: they see it. */
    consultantId: p.uuid(),
    /** When it was due as it was asked for. */
    dueOn: p.string(),
    until: p.string(),
    reason: p.text(),
    state: p.string().$type<DelayState>(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
    decidedBy: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionReason: p.text().nullable(),
    /** Whether the late fee runs on meanwhile (FIN-7): a field of the approval. */
    lateFeeRuns: p.boolean().nullable(),
  },
});

/** A later day for an instalment 延期付款: asked for, and decided by another person (FIN-9). */
export class PaymentDelay extends schema.class {}
schema.setClass(PaymentDelay);
