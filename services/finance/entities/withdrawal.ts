import type { WithdrawalState } from '#contracts/finance-refunds.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ClosedPart } from '../rules/withdrawal.js';

const schema = defineEntity({
  name: 'Withdrawal',
  tableName: 'withdrawal',
  properties: {
    /** The id of the withdrawal in sales. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    /** What the agreement lets the seller keep. */
    retain: money(),
    reason: p.text(),
    /** To be put back if it is refused. */
    closed: json<ClosedPart[]>(),
    state: p.string().$type<WithdrawalState>(),
    executedBy: p.uuid(),
    executedAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});

/** A withdrawal 退房 as money: nothing is owed, and its refund is asked for (SUB-6, CON-5). */
export class Withdrawal extends schema.class {}
schema.setClass(Withdrawal);
