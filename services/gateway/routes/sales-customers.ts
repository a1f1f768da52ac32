import * as customers from '#contracts/sales-customers.js';
import { created, get, post, type Row } from './row.js';

// prettier-ignore
export const salesCustomersRows: Row[] = [
  post('/v1/customers', 'customer.write', customers.EnterCustomer, '客户录入', 'Enter a customer', created),
  get('/v1/customers/{customerId}', 'customer.write', customers.CustomerById, '客户', 'A customer'),
  post('/v1/customers/{customerId}/events', 'customer.write', customers.RecordCustomerEvent, '客户事件', 'Record a contact with a customer', created),
];
