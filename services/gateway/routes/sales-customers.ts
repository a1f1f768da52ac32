import * as customers from '#contracts/sales-customers.js';
import { created, get, post, type Row } from './row.js';

// prettier-ignore
export const salesCustomersRows: Row[] = [
  post('/v1/customers', 'customer.write', customers.EnterCustomer, '客户录入', 'Enter a customer', created),
  get('/v1/customers/{customerId}', 'customer.write', customers.CustomerById, '客户', 'A customer'),
  post('/v1/customers/{customerId}/events', 'customer.write', customers.RecordCustomerEvent, '客户事件', 'Record a contact with a customer', created),
  post('/v1/customers/{customerId}/phones', 'customer.write', customers.AddCustomerPhone, '增加客户电话', 'Add a phone of a customer', created),
  get('/v1/projects/{projectId}/collisions', 'customer.assign', customers.Collisions, '撞单清单', 'Collisions'),
  get('/v1/collisions/{collisionId}', 'customer.assign', customers.CollisionById, '撞单详情', 'A collision with both histories'),
  post('/v1/collisions/{collisionId}/decision', 'customer.assign', customers.DecideCollision, '撞单裁定', 'Decide a collision'),
  post('/v1/customers/{customerId}/appeals', 'customer.write', customers.AppealOwnership, '归属申诉', 'Appeal over whose customer it is', created),
  get('/v1/projects/{projectId}/appeals', 'customer.assign', customers.Appeals, '归属申诉清单', 'Appeals over customers'),
  post('/v1/appeals/{appealId}/decision', 'customer.assign', customers.DecideAppeal, '申诉裁定', 'Decide an appeal'),
  get('/v1/projects/{projectId}/colleagues', 'customer.assign', customers.Colleagues, '可承接客户的人员', 'Who may have customers'),
  post('/v1/projects/{projectId}/reassignments', 'customer.assign', customers.ReassignCustomers, '重新分配客户', 'Reassign customers', created),
];
