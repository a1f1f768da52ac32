import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'CustomerEntry',
  tableName: 'customer_entry',
  properties: {
    /** The customer's id. */
    id: p.uuid().primary(),
    projectId: p.uuid(),
    /** Who entered the customer; that stays so, whoever owns the customer later. */
    consultantId: p.uuid(),
    contactedAt: p.datetime(),
    enteredAt: p.datetime(),
    dueBy: p.datetime(),
    late: p.boolean(),
    /** The month in China in which it counts, `2026-11`. */
    month: p.string(),
  },
});

/** How soon after the first contact a customer was entered (CRM-3); added to, never changed. */
export class CustomerEntry extends schema.class {}
schema.setClass(CustomerEntry);
