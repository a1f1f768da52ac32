import { ServiceRequestById, ServiceRequests } from '#contracts/sales-service-requests.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { ServiceRequest, ServiceRequestHistory } from '../entities/service-request.js';
import { laterThan, pageOf } from './place.js';

@Controller()
export class ServiceRequestQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ServiceRequestById)
  request({ payload: { requestId }, actor }: Asked<ServiceRequestById>) {
    return this.unitOfWork.read(async (em) => {
      const request = await em.findOneOrFail(ServiceRequest, requestId);
      const { projectId } = request;
      mayTouch(actor, { projectId });
      const steps = await em.find(ServiceRequestHistory, { requestId }, { orderBy: { id: 'asc' } });
      const history = steps.map(({ step, byName: by, at, assigneeId, text }) => {
        return { step, by, at, assigneeId: assigneeId ?? undefined, text: text ?? undefined };
      });
      return { ...rowOf(request), projectId, history };
    });
  }

  /** Soonest due first (CRM-7); the list 逾期客诉 is those that are overdue. */
  @Answers(ServiceRequests)
  requests({ payload, actor }: Asked<ServiceRequests>) {
    const { projectId, state, overdue, assigneeId, limit = 50, after } = payload;
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const late = overdue && { overdueSince: { $ne: null } };
      const wanted = { projectId, ...(state && { state }), ...(assigneeId && { assigneeId }), ...late };
      const where = { $and: [inScope(actor, { project: 'projectId' }), wanted, laterThan(after, 'answerBy')] };
      const found = await em.find(ServiceRequest, where, { orderBy: { answerBy: 'asc', id: 'asc' }, limit: limit + 1 });
      return pageOf(found, limit, { at: ({ answerBy }) => answerBy, id: ({ id }) => id, item: rowOf });
    });
  }
}

function rowOf(request: ServiceRequest) {
  const { id: requestId, state, answerBy, kind, customerId, unitId, assigneeId, overdueSince, registeredAt } = request;
  const who = { customerId, unitId: unitId ?? undefined, assigneeId: assigneeId ?? undefined };
  return { requestId, state, answerBy, kind, ...who, overdue: Boolean(overdueSince), registeredAt };
}
