import { money, rate } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const dealSchema = defineEntity({
  name: 'Deal',
  tableName: 'deal',
  properties: {
    /** The subscription's id. */
    id: p.uuid().primary(),
    contractId: p.uuid(),
    unitId: p.uuid(),
    unitCode: p.string(),
    projectId: p.uuid(),
    customerId: p.uuid(),
    consultantId: p.uuid(),
    price: money(),
    cancelledAt: p.datetime().nullable(),
    cancelledFor: p.string().nullable(),
  },
});

/** A signed contract as sales told of it. */
export class Deal extends dealSchema.class {}
dealSchema.setClass(Deal);

const paidSchema = defineEntity({
  name: 'PaidShare',
  tableName: 'paid_share',
  properties: {
    /** The deal's id; finance may tell of money before sales tells of the contract. */
    id: p.uuid().primary(),
    share: rate(),
  },
});

/** The share of the price that the buyer has paid, as finance last told (MEM-2). */
export class PaidShare extends paidSchema.class {}
paidSchema.setClass(PaidShare);
