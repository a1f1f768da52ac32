import type { CustomerEventKind } from '#contracts/sales.js';
import { personal } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const customerSchema = defineEntity({
  name: 'Customer',
  tableName: 'customer',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    name: personal(),
    phone: personal(),
    idNumber: personal().nullable(),
    ownerId: p.uuid(),
    source: p.string(),
    needs: p.text(),
    enteredAt: p.datetime(),
  },
});

/** Somebody who may buy, owned in the project by whoever entered them first (CRM-1). */
export class Customer extends customerSchema.class {}
customerSchema.setClass(Customer);

const eventSchema = defineEntity({
  name: 'CustomerEvent',
  tableName: 'customer_event',
  properties: {
    id: p.uuid().primary(),
    customerId: p.uuid(),
    kind: p.string().$type<CustomerEventKind>(),
    at: p.datetime(),
    byId: p.uuid(),
    byName: p.string(),
    note: p.text().comment('personal').nullable(),
  },
});

/** A contact with a customer 客户事件. */
export class CustomerEvent extends eventSchema.class {}
eventSchema.setClass(CustomerEvent);
