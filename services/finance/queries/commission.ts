import { CommissionPeriodById, CommissionPeriods, Commissions } from '#contracts/finance-commissions.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { CommissionEntry, CommissionPayout, CommissionPeriod } from '../entities/commission.js';
import { Deal } from '../entities/deal.js';
import { Project } from '../entities/project.js';

@Controller()
export class CommissionQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** A consultant sees their own (FIN-13). */
  @Answers(Commissions)
  entries({ payload, actor }: Asked<Commissions>) {
    const { projectId, consultantId, dealId, limit = 50, after } = payload;
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId, ownerId: actor.id });
      const wanted = { projectId, ...(consultantId && { consultantId }), ...(dealId && { dealId }) };
      const scope = inScope(actor, { project: 'projectId', owner: 'consultantId' });
      const where = { $and: [scope, wanted, after ? { id: { $gt: after } } : {}] };
      const found = await em.find(CommissionEntry, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const page = found.slice(0, limit);
      const deals = await em.find(Deal, { id: { $in: page.map((entry) => entry.dealId) } });
      const codes = new Map(deals.map(({ id, unitCode }) => [id, unitCode]));
      const items = page.map((entry) => ({ ...rowOf(entry), unitCode: codes.get(entry.dealId)! }));
      return { items, next: found.length > limit ? items.at(-1)!.commissionId : undefined };
    });
  }

  @Answers(CommissionPeriods)
  periods({ payload: { projectId, limit = 50, after }, actor }: Asked<CommissionPeriods>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const where = { projectId, ...(after && { until: { $lt: after } }) };
      const found = await em.find(CommissionPeriod, where, { orderBy: { until: 'desc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(periodRow);
      return { items, next: found.length > limit ? items.at(-1)!.until : undefined };
    });
  }

  @Answers(CommissionPeriodById)
  period({ payload: { periodId }, actor }: Asked<CommissionPeriodById>) {
    return this.unitOfWork.read(async (em) => {
      const period = await em.findOneOrFail(CommissionPeriod, periodId);
      mayTouch(actor, { projectId: period.projectId });
      const payouts = await em.find(CommissionPayout, { periodId }, { orderBy: { consultantId: 'asc' } });
      const { settledAt, paidAt, reference } = period;
      const paid = { paidAt: paidAt ?? undefined, reference: reference ?? undefined };
      return { ...periodRow(period), settledAt, ...paid, payouts: payouts.map(payoutRow) };
    });
  }
}

function rowOf({ id: commissionId, dealId, consultantId, amount, derivation, at, periodId }: CommissionEntry) {
  return { commissionId, dealId, consultantId, amount, derivation, at, periodId: periodId ?? undefined };
}

function periodRow({ id: periodId, until, state, people, payable }: CommissionPeriod) {
  return { periodId, until, state, people, payable };
}

function payoutRow({ consultantId, broughtForward, earned, payable, carriedForward, derivation }: CommissionPayout) {
  return { consultantId, broughtForward, earned, payable, carriedForward, derivation };
}
