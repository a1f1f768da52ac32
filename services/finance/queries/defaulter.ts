import { DefaulterById } from '#contracts/finance-defaulters.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { Defaulter, DefaulterNote } from '../entities/defaulter.js';
import { Receivable } from '../entities/receivable.js';
import { overdue } from '../rules/payment-delay.js';

@Controller()
export class DefaulterQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(DefaulterById)
  byId({ payload: { defaulterId }, actor, at }: Asked<DefaulterById>) {
    return this.unitOfWork.read(async (em) => {
      const found = await em.findOneOrFail(Defaulter, defaulterId);
      const { dealId, projectId, consultantId, reason, outcome, endedAt } = found;
      mayTouch(actor, { projectId, ownerId: consultantId });
      const { unitCode } = await em.findOneOrFail(Deal, dealId);
      const owed = await em.find(Receivable, { dealId, state: 'open' });
      const notes = await em.find(DefaulterNote, { defaulterId }, { orderBy: { id: 'asc' } });
      const { state, ladderDone, referredAt } = found;
      return {
        ...{ defaulterId, dealId, projectId, unitCode, state, ladderDone, referredAt, overdue: found.overdue },
        ...{ reason: reason ?? undefined, outcome: outcome ?? undefined, endedAt: endedAt ?? undefined },
        overdueNow: overdue(owed, dayOf(at)),
        notes: notes.map(noteRow),
      };
    });
  }
}

function noteRow({ note, outcome, byName: by, at }: DefaulterNote) {
  return { note, by, at, outcome: outcome ?? undefined };
}
