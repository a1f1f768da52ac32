import {
  AnswerServiceRequest,
  AssignServiceRequest,
  CloseServiceRequest,
  RegisterServiceRequest,
  ReopenServiceRequest,
  type ServiceRequestStep,
} from '#contracts/sales-service-requests.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Customer } from '../entities/customer.js';
import { Offer } from '../entities/offer.js';
import { Project } from '../entities/project.js';
import { lockedRequest, ServiceRequest, ServiceRequestHistory } from '../entities/service-request.js';
import { afterStep, answerBy, refuseOtherAssignee } from '../rules/service-request.js';

/** Complaints and after-sales requests (CRM-7), by customer service and the sales manager: service-request.handle. */
@Controller()
export class ServiceRequestCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RegisterServiceRequest)
  register(asked: Asked<RegisterServiceRequest>) {
    const { projectId, customerId, unitId, kind, text } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, actor, at, deadlines } = work;
      const project = await em.findOneOrFail(Project, projectId);
      mayTouch(asked.actor, { projectId });
      await refuseElsewhere(em, asked.payload);
      const facts = { id: newId(), projectId, customerId, unitId, kind, state: 'registered' as const };
      const made = { registeredAt: at, registeredById: actor.id, answerBy: answerBy(at, project.deadlines) };
      const request = em.create(ServiceRequest, { ...facts, ...made });
      deadlines.set('CRM-7.answer', request.id, request.answerBy);
      return done(work, request, 'register', { text });
    });
  }

  @Answers(AssignServiceRequest)
  assign(asked: Asked<AssignServiceRequest>) {
    const { requestId, assigneeId, reason: text } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const request = await mine(work.em, asked, requestId);
      Object.assign(request, { state: afterStep(request, 'assign'), assigneeId });
      return done(work, request, 'assign', { assigneeId, text });
    });
  }

  @Answers(AnswerServiceRequest)
  answer(asked: Asked<AnswerServiceRequest>) {
    const { requestId, text } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const request = await mine(work.em, asked, requestId);
      const state = afterStep(request, 'answer');
      refuseOtherAssignee(request, asked.actor.id);
      Object.assign(request, { state, overdueSince: null });
      work.deadlines.clear('CRM-7.answer', requestId);
      return done(work, request, 'answer', { text });
    });
  }

  @Answers(CloseServiceRequest)
  close(asked: Asked<CloseServiceRequest>) {
    const { requestId, word: text } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const request = await mine(work.em, asked, requestId);
      Object.assign(request, { state: afterStep(request, 'close') });
      return done(work, request, 'close', { text });
    });
  }

  @Answers(ReopenServiceRequest)
  reopen(asked: Asked<ReopenServiceRequest>) {
    const { requestId, word: text } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const request = await mine(work.em, asked, requestId);
      const { deadlines } = await work.em.findOneOrFail(Project, request.projectId);
      Object.assign(request, { state: afterStep(request, 'reopen'), answerBy: answerBy(work.at, deadlines) });
      work.deadlines.set('CRM-7.answer', requestId, request.answerBy);
      return done(work, request, 'reopen', { text });
    });
  }
}

async function mine(em: EntityManager, { actor }: Asked<object>, requestId: string): Promise<ServiceRequest> {
  const request = await lockedRequest(em, requestId);
  mayTouch(actor, { projectId: request.projectId });
  return request;
}

/** Customer and unit are of the project, or they are named wrongly. */
async function refuseElsewhere(em: EntityManager, { projectId, customerId, unitId }: RegisterServiceRequest) {
  if ((await em.findOneOrFail(Customer, customerId)).projectId !== projectId) refuse('CRM-7.other-customer', {});
  if (unitId && (await em.findOneOrFail(Offer, unitId)).projectId !== projectId) refuse('CRM-7.other-unit', {});
}

function done(
  work: Work,
  request: ServiceRequest,
  step: ServiceRequestStep,
  more: { assigneeId?: string; text?: string },
) {
  const { id: requestId, state, answerBy: until } = request;
  const by = { byId: work.actor.id, byName: work.actor.name, at: work.at };
  work.em.create(ServiceRequestHistory, { id: newId(), requestId, step, ...by, ...more });
  return { requestId, state, answerBy: until };
}
