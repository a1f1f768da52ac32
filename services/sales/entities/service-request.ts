import type { ServiceRequestKind, ServiceRequestState, ServiceRequestStep } from '#contracts/sales-service-requests.js';
import { sealed } from '#persistence/sealed.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'ServiceRequest',
  tableName: 'service_request',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    customerId: p.uuid(),
    unitId: p.uuid().nullable(),
    kind: p.string().$type<ServiceRequestKind>(),
    state: p.string().$type<ServiceRequestState>(),
    assigneeId: p.uuid().nullable(),
    answerBy: p.datetime(),
    /** Since when it is on the list 逾期客诉; left when it is answered. */
    overdueSince: p.datetime().nullable(),
    registeredAt: p.datetime(),
    registeredById: p.uuid(),
  },
});

/** A complaint or an after-sales request (CRM-7). */
export class ServiceRequest extends schema.class {}
schema.setClass(ServiceRequest);

const stepSchema = defineEntity({
  name: 'ServiceRequestHistory',
  tableName: 'service_request_step',
  properties: {
    id: p.uuid().primary(),
    requestId: p.uuid(),
    step: p.string().$type<ServiceRequestStep>(),
    byId: p.uuid(),
    byName: p.string(),
    at: p.datetime(),
    assigneeId: p.uuid().nullable(),
    /** What the customer said, or was told. */
    text: sealed().nullable(),
  },
});

/** What was done about a request (CRM-7); added to, never changed. */
export class ServiceRequestHistory extends stepSchema.class {}
stepSchema.setClass(ServiceRequestHistory);

/** The request, locked until the end of the transaction: the answer and its deadline come one after the other. */
export function lockedRequest(em: EntityManager, id: string): Promise<ServiceRequest> {
  return em.findOneOrFail(ServiceRequest, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
