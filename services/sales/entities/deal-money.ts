import { money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'DealMoney',
  tableName: 'deal_money',
  properties: {
    /** The id of the receipt or the refund. */
    id: p.uuid().primary(),
    subscriptionId: p.uuid(),
    projectId: p.uuid(),
    /** Whose deal it was when the money came. */
    consultantId: p.uuid(),
    /** What came in; below zero what went back. */
    amount: money(),
    at: p.datetime(),
  },
});

/** Money of a deal as finance told it: sales' own copy, for the scores (CRM-5); added to, never changed. */
export class DealMoney extends schema.class {}
schema.setClass(DealMoney);

const paidSchema = defineEntity({
  name: 'DealPaid',
  tableName: 'deal_paid',
  properties: {
    /** The subscription's id. */
    id: p.uuid().primary(),
    /** Paid towards the price so far, loan included. */
    pricePaid: money(),
    /** How much of that the bank paid. */
    loanPaid: money(),
  },
});

/** How far a deal is paid, as finance told it last: sales' own copy, for the tasks (CRM-4). */
export class DealPaid extends paidSchema.class {}
paidSchema.setClass(DealPaid);
