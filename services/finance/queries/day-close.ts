import { paymentMethods } from '#contracts/finance.js';
import { CloseLine, DayCloses, DayTotals } from '#contracts/finance-receipts.js';
import { parseLoosely } from '#contracts/parse.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { DayClose } from '../entities/day-close.js';
import { dayReceipts } from '../entities/day-receipts.js';
import { Project } from '../entities/project.js';
import { Till } from '../entities/till.js';
import { closeRow, daySheet } from '../rules/day-close.js';

@Controller()
export class DayCloseQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The cashier's own day so far (FIN-8). */
  @Answers(DayTotals)
  totals({ payload: { projectId, day: told }, actor, at }: Asked<DayTotals>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId, ownerId: actor.id });
      const day = told ?? dayOf(at);
      const till = await em.findOne(Till, { projectId, cashierId: actor.id, day });
      const receipts = await dayReceipts(em, { projectId, cashierId: actor.id, day }, at);
      return { ...daySheet(day, receipts, paymentMethods), closed: till?.closedAt != null };
    });
  }

  /** Latest first; a cashier sees their own. */
  @Answers(DayCloses)
  closes({ payload: { projectId, limit = 50, after }, actor }: Asked<DayCloses>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId, ownerId: actor.id });
      const own = inScope(actor, { project: 'projectId', owner: 'cashierId' });
      const where = { $and: [own, { projectId, ...(after && { id: { $lt: after } }) }] };
      const found = await em.find(DayClose, where, { orderBy: { id: 'desc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map((close) =>
        closeRow(
          close,
          close.lines.map((line) => parseLoosely(CloseLine, line)),
        ),
      );
      return { items, next: found.length > limit ? items.at(-1)!.closeId : undefined };
    });
  }
}
