import { CommissionFlags } from '#contracts/sales-team.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { CommissionFlag } from '../entities/commission-flag.js';
import { Project } from '../entities/project.js';
import { laterThan, pageOf } from './place.js';

@Controller()
export class CommissionQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(CommissionFlags)
  flags({ payload: { projectId, state, limit = 50, after }, actor }: Asked<CommissionFlags>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const scope = inScope(actor, { project: 'projectId', owner: 'consultantId' });
      const standing = state && { explainedAt: state === 'open' ? null : { $ne: null } };
      const where = { $and: [scope, { projectId, ...standing }, laterThan(after, 'flaggedAt')] };
      const orderBy = { flaggedAt: 'asc', id: 'asc' } as const;
      const found = await em.find(CommissionFlag, where, { orderBy, limit: limit + 1 });
      return pageOf(found, limit, { at: ({ flaggedAt }) => flaggedAt, id: ({ id }) => id, item: rowOf });
    });
  }
}

function rowOf({ id: contractId, number, customerId, consultantId, events, flaggedAt, ...explained }: CommissionFlag) {
  const { explainedByName: explainedBy, explainedAt, reason } = explained;
  const why = explainedBy ? { explainedBy, explainedAt: explainedAt!, reason: reason! } : {};
  return { contractId, number, customerId, consultantId, events, flaggedAt, earns: Boolean(explainedBy), ...why };
}
