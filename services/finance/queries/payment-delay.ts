import { PaymentDelays } from '#contracts/finance-arrears.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { PaymentDelay } from '../entities/payment-delay.js';
import { Project } from '../entities/project.js';
import { Receivable } from '../entities/receivable.js';
import { reachOf } from './reach.js';

@Controller()
export class PaymentDelayQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** In the order of asking; a consultant's are those of their own deals (FIN-9). */
  @Answers(PaymentDelays)
  delays({ payload: { projectId, state, dealId, limit = 50, after }, actor }: Asked<PaymentDelays>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const own = reachOf(actor, projectId);
      const wanted = { ...(state && { state }), ...(dealId && { dealId }), ...(own && { consultantId: own }) };
      const where = { projectId, ...wanted, ...(after && { id: { $gt: after } }) };
      const found = await em.find(PaymentDelay, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const page = found.slice(0, limit);
      const deals = await em.find(Deal, { id: { $in: page.map((row) => row.dealId) } });
      const owed = await em.find(Receivable, { id: { $in: page.map(({ receivableId }) => receivableId) } });
      const items = page.map((delay) => {
        const { unitCode } = deals.find(({ id }) => id === delay.dealId)!;
        return { ...rowOf(delay), unitCode, label: owed.find(({ id }) => id === delay.receivableId)!.label };
      });
      return { items, next: found.length > limit ? items.at(-1)!.paymentDelayId : undefined };
    });
  }
}

function rowOf({ id: paymentDelayId, decidedBy, decidedAt, decisionReason, lateFeeRuns, ...row }: PaymentDelay) {
  const { dealId, receivableId, state, dueOn, until, reason, requestedBy, requestedAt } = row;
  const decided = { decidedBy: decidedBy ?? undefined, decidedAt: decidedAt ?? undefined };
  const words = { decisionReason: decisionReason ?? undefined, lateFeeRuns: lateFeeRuns ?? undefined };
  return {
    ...{ paymentDelayId, dealId, receivableId, state, dueOn, until, reason, requestedBy, requestedAt },
    ...{ ...decided, ...words },
  };
}
