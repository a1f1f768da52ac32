import { Refunds } from '#contracts/finance-refunds.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { Project } from '../entities/project.js';
import { Refund } from '../entities/refund.js';

@Controller()
export class RefundQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** To be approved, to be paid 应退款, paid or refused; oldest first (FIN-6, FIN-9). */
  @Answers(Refunds)
  refunds({ payload: { projectId, state, limit = 50, after }, actor }: Asked<Refunds>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const where = { projectId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const found = await em.find(Refund, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const page = found.slice(0, limit);
      const deals = await em.find(Deal, { id: { $in: page.map(({ dealId }) => dealId) } });
      const codes = new Map(deals.map(({ id, unitCode }) => [id, unitCode]));
      const items = page.map((refund) => ({ ...rowOf(refund), unitCode: codes.get(refund.dealId)! }));
      return { items, next: found.length > limit ? items.at(-1)!.refundId : undefined };
    });
  }
}

function rowOf({ id: refundId, dealId, amount, reason, state, requestedAt, withdrawalId }: Refund) {
  return { refundId, dealId, amount, reason, state, requestedAt, withdrawalId: withdrawalId ?? undefined };
}
