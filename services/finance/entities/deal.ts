import type { DepositType } from '#contracts/sales.js';
import { area, money, rate } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { DealState } from '../rules/standing.js';

const schema = defineEntity({
  name: 'Deal',
  tableName: 'deal',
  properties: {
    /** The subscription's id. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    unitId: p.uuid(),
    unitCode: p.string(),
    /** Whose supervised account its money belongs to, where the building has one (FIN-12). */
    buildingId: p.uuid().nullable(),
    customerId: p.uuid(),
    consultantId: p.uuid(),
    state: p.string().$type<DealState>(),
    cancelledFor: p.string().nullable(),
    /** What the deposit is in law: only 定金 can be forfeited (SUB-2). */
    depositType: p.string().$type<DepositType>(),
    /** The price that was subscribed at; null for deals older than this was kept. */
    dealPrice: money().nullable(),
    /** In the place of another deal, whose receipts are not exchanged yet: no money is taken for it (SUB-5). */
    awaitsExchange: p.boolean().default(false),
    /** The withdrawal that is under way or settled (SUB-6, CON-5). */
    withdrawalId: p.uuid().nullable(),
    contractId: p.uuid().nullable(),
    /** The contract's price; the supplement's, once there is one. */
    price: money().nullable(),
    received: money(),
    allocated: money(),
    /** Held for the customer: neither allocated nor given back. */
    credit: money(),
    /** The part of the credit for which a refund is asked or approved. */
    refundPending: money(),
    refunded: money(),
    /** Kept for good: forfeited, or retained at a withdrawal (SUB-2, SUB-6). */
    forfeited: money(),
    settlementId: p.uuid().nullable(),
    settlementDifference: money().nullable(),
    settledAt: p.datetime().nullable(),
    clearedAt: p.datetime().nullable(),
    /** The invoice that stands: not reversed, not cancelled (FIN-11). */
    invoiceId: p.uuid().nullable(),
    openedAt: p.datetime(),
    /** Of a deal from before this system: its old number, and the day on which it was taken over. */
    oldNumber: p.string().nullable(),
    takenOverOn: p.string().nullable(),
    /** Late fees run from this day on alone: what was before is in the opening late fee, or nobody's (FIN-7). */
    lateFrom: p.string().nullable(),
    /** What the contract says of late payment, and what its project had decided when it was signed (FIN-7). */
    lateRate: rate().nullable(),
    lateTierDays: p.integer().nullable(),
    lateRateBeyond: rate().nullable(),
    lateOnLoan: p.boolean().default(false),
    lateFeesLast: p.boolean().default(false),
    /** The contract's, for fees by area (FIN-1). */
    buildingArea: area().nullable(),
  },
});

/** A subscription and everything that follows from it, as money. Its row is locked while its money moves. */
export class Deal extends schema.class {}
schema.setClass(Deal);
