import type { CommissionPeriodState } from '#contracts/finance-commissions.js';
import type { Derivation } from '#kernel/derivation.js';
import { json, money, rate } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const dealSchema = defineEntity({
  name: 'CommissionDeal',
  tableName: 'commission_deal',
  properties: {
    /** The deal's id. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    contractId: p.uuid(),
    /** Whose commission it is: who sold it. */
    consultantId: p.uuid(),
    rate: rate(),
    /** Decimal texts: so much of the price paid, so much of the commission earned. */
    steps: json<{ paidShare: string; part: string }[]>(),
    /** Too few customer events, and nobody explained it (CRM-6). */
    flagged: p.boolean().default(false),
    /** The sum of its entries. */
    earned: money(),
  },
});

/** The commission of a contract: its terms as they were at the signing, and what it earned so far (FIN-13). */
export class CommissionDeal extends dealSchema.class {}
dealSchema.setClass(CommissionDeal);

const entrySchema = defineEntity({
  name: 'CommissionEntry',
  tableName: 'commission_entry',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    dealId: p.uuid(),
    consultantId: p.uuid(),
    /** Below zero when it is taken back. */
    amount: money(),
    derivation: json<Derivation>(),
    at: p.datetime(),
    /** The day in China on which it was earned. */
    day: p.string(),
    /** The period that settled it; given once, nothing else of it changes. */
    periodId: p.uuid().nullable(),
  },
});

/** Something earned by a contract, or taken back (FIN-13). */
export class CommissionEntry extends entrySchema.class {}
entrySchema.setClass(CommissionEntry);

const periodSchema = defineEntity({
  name: 'CommissionPeriod',
  tableName: 'commission_period',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    /** Its last day. */
    until: p.string(),
    state: p.string().$type<CommissionPeriodState>(),
    people: p.integer(),
    payable: money(),
    settledById: p.uuid(),
    settledAt: p.datetime(),
    paidById: p.uuid().nullable(),
    paidAt: p.datetime().nullable(),
    reference: p.string().nullable(),
  },
});

/** What was settled together: all that was earned until the end of a until and not before (FIN-13). */
export class CommissionPeriod extends periodSchema.class {}
periodSchema.setClass(CommissionPeriod);

const payoutSchema = defineEntity({
  name: 'CommissionPayout',
  tableName: 'commission_payout',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    periodId: p.uuid(),
    projectId: p.uuid(),
    consultantId: p.uuid(),
    until: p.string(),
    broughtForward: money(),
    earned: money(),
    payable: money(),
    /** At most zero: what is still to be taken back. */
    carriedForward: money(),
    derivation: json<Derivation>(),
  },
});

/** What somebody is paid for a period. */
export class CommissionPayout extends payoutSchema.class {}
payoutSchema.setClass(CommissionPayout);
