import { DepositReferrals } from '#contracts/finance-deposits.js';
import { Exchanges } from '#contracts/finance-exchanges.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { DepositReferral } from '../entities/deposit-referral.js';
import { Exchange } from '../entities/exchange.js';
import { Project } from '../entities/project.js';

/** What sales' changes of subscriptions want of finance. */
@Controller()
export class ChangeQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** 待换发票据, oldest first: ids are in the order of asking (FIN-9). */
  @Answers(Exchanges)
  exchanges({ payload: { projectId, state, limit = 50, after }, actor }: Asked<Exchanges>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const where = { projectId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const found = await em.find(Exchange, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(({ id: changeId, kind, fromDealId, toDealId, ...row }) => ({
        ...{ changeId, kind, fromDealId, toDealId, state: row.state, reason: row.reason, requestedAt: row.requestedAt },
      }));
      return { items, next: found.length > limit ? items.at(-1)!.changeId : undefined };
    });
  }

  /** Short deposits that wait for the CFO, or did (SUB-4). */
  @Answers(DepositReferrals)
  referrals({ payload: { projectId, state, limit = 50, after }, actor }: Asked<DepositReferrals>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const where = { projectId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const found = await em.find(DepositReferral, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const page = found.slice(0, limit);
      const deals = await em.find(Deal, { id: { $in: page.map(({ id }) => id) } });
      const byId = new Map(deals.map((deal) => [deal.id, deal]));
      const items = page.map((row) => referralRow(row, byId.get(row.id)!));
      return { items, next: found.length > limit ? items.at(-1)!.dealId : undefined };
    });
  }
}

function referralRow({ id: dealId, state, reason, referredAt }: DepositReferral, deal: Deal) {
  const { unitCode, depositType, received } = deal;
  return { dealId, unitCode, state, depositType, received, reason, referredAt };
}
