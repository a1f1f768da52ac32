import type { ReferralState } from '#contracts/finance-deposits.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'DepositReferral',
  tableName: 'deposit_referral',
  properties: {
    /** The deal's id. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    reason: p.text(),
    state: p.string().$type<ReferralState>(),
    referredBy: p.uuid(),
    referredAt: p.datetime(),
    decidedBy: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionReason: p.text().nullable(),
  },
});

/** A deposit that was not paid in full, sent to finance to be forfeited or given back (SUB-4). */
export class DepositReferral extends schema.class {}
schema.setClass(DepositReferral);
