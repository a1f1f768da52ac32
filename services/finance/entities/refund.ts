import type { RefundState } from '#contracts/finance-refunds.js';
import { money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Refund',
  tableName: 'refund',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    /** The withdrawal that it settles (SUB-6, CON-5). */
    withdrawalId: p.uuid().nullable(),
    amount: money(),
    reason: p.text(),
    state: p.string().$type<RefundState>(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
    /** Who approved or refused it. */
    approvedBy: p.uuid().nullable(),
    approvedAt: p.datetime().nullable(),
    decisionReason: p.text().nullable(),
    paidBy: p.uuid().nullable(),
    paidAt: p.datetime().nullable(),
  },
});

/** Money to be given back: requested, approved and paid by three people (FIN-6). */
export class Refund extends schema.class {}
schema.setClass(Refund);
