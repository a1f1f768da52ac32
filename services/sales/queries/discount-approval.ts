import { DiscountApprovals, DiscountById } from '#contracts/sales-contracts.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { DiscountApproval } from '../entities/discount-approval.js';
import { Project } from '../entities/project.js';

@Controller()
export class DiscountApprovalQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(DiscountById)
  discount({ payload: { approvalId }, actor }: Asked<DiscountById>) {
    return this.unitOfWork.read(async (em) => {
      const approval = await em.findOneOrFail(DiscountApproval, approvalId);
      mayTouch(actor, { projectId: approval.projectId, ownerId: approval.consultantId });
      return sheetOf(approval);
    });
  }

  @Answers(DiscountApprovals)
  approvals({ payload: { projectId, state, limit = 50, after }, actor }: Asked<DiscountApprovals>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const wanted = { projectId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const where = { $and: [inScope(actor, { project: 'projectId', owner: 'consultantId' }), wanted] };
      const found = await em.find(DiscountApproval, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(sheetOf);
      return { items, next: found.length > limit ? items.at(-1)!.approvalId : undefined };
    });
  }
}

function sheetOf(approval: DiscountApproval) {
  const { id: approvalId, state, amount, derivation, projectId, unitId, unitCode, customerId } = approval;
  const { reason, attachment, requestedAt, requestedByName: requestedBy } = approval;
  const { decidedByName, decisionReason, validUntil, usedFor } = approval;
  return {
    ...{ approvalId, state, amount, derivation, projectId, unitId, unitCode, customerId },
    ...{ reason, attachment, requestedAt, requestedBy, decidedBy: decidedByName ?? undefined },
    ...{ decisionReason: decisionReason ?? undefined, validUntil: validUntil ?? undefined },
    usedFor: usedFor ?? undefined,
  };
}
