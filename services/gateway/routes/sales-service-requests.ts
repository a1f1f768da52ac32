import * as requests from '#contracts/sales-service-requests.js';
import { created, get, post, type Row } from './row.js';

// prettier-ignore
export const salesServiceRequestsRows: Row[] = [
  post('/v1/service-requests', 'service-request.handle', requests.RegisterServiceRequest, '登记客诉或售后', 'Register a complaint or an after-sales request', created),
  get('/v1/service-requests/{requestId}', 'service-request.handle', requests.ServiceRequestById, '客诉或售后', 'A complaint or an after-sales request'),
  post('/v1/service-requests/{requestId}/assignment', 'service-request.handle', requests.AssignServiceRequest, '指派客诉', 'Assign a request'),
  post('/v1/service-requests/{requestId}/answer', 'service-request.handle', requests.AnswerServiceRequest, '答复客诉', 'Answer a request'),
  post('/v1/service-requests/{requestId}/closing', 'service-request.handle', requests.CloseServiceRequest, '按客户意见结案', 'Close a request by the customer’s word'),
  post('/v1/service-requests/{requestId}/reopening', 'service-request.handle', requests.ReopenServiceRequest, '客户不满意，重新办理', 'Reopen a request'),
  get('/v1/projects/{projectId}/service-requests', 'service-request.handle', requests.ServiceRequests, '客诉与售后清单', 'Complaints and after-sales requests of a project'),
];
