import * as customers from '#contracts/sales-customers.js';
import { confidential, created, file, get, post, type Row } from './row.js';

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
  get('/v1/projects/{projectId}/customers', 'customer.write', customers.Customers, '客户清单', 'Customers of a project'),
  post('/v1/projects/{projectId}/customer-matches', 'customer.write', customers.CustomerMatches, '按电话或证件号码查找客户', 'Find a customer by phone or ID number', confidential),
  post('/v1/customers/{customerId}/unmasking', 'customer.unmask', customers.UnmaskCustomer, '查看客户隐私', 'Show who a customer is'),
  get('/v1/unmaskings', 'audit.read', customers.Unmaskings, '客户隐私查看记录', 'Who was shown who a customer is'),
  post('/v1/projects/{projectId}/customer-exports', 'export.request', customers.RequestCustomerExport, '申请导出客户', 'Ask for an export of customers', created),
  get('/v1/projects/{projectId}/customer-exports', 'export.request', customers.CustomerExports, '客户导出清单', 'Exports of customers'),
  get('/v1/customer-exports/{exportId}', 'export.request', customers.CustomerExportById, '客户导出', 'An export of customers'),
  post('/v1/customer-exports/{exportId}/approval', 'export.approve', customers.DecideCustomerExport, '审批客户导出', 'Decide an export of customers'),
  post('/v1/customer-exports/{exportId}/downloads', 'export.request', customers.DownloadCustomerExport, '下载客户导出', 'Take an export of customers', file),
];
