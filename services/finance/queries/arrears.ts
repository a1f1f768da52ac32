import { Arrears } from '#contracts/finance.js';
import { InvalidInput } from '#contracts/parse.js';
import { isId } from '#kernel/ids.js';
import { type Day, dayOf, daysBetween, isDay } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { Project } from '../entities/project.js';
import { Receivable } from '../entities/receivable.js';
import { unpaid } from '../rules/standing.js';

@Controller()
export class ArrearsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Longest overdue first (FIN-9); what waits for a construction node is not overdue (INV-6). */
  @Answers(Arrears)
  arrears({ payload, actor, at }: Asked<Arrears>) {
    const { projectId, limit = 50, after } = payload;
    const today = dayOf(at);
    return this.unitOfWork.read(async (em) => {
      const project = await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId: project.id });
      const open = { projectId, state: 'open' as const, awaitsNode: false };
      const where = { ...open, dueOn: { $lt: today }, ...(after ? laterThan(after) : {}) };
      const rows = await em.find(Receivable, where, { orderBy: { dueOn: 'asc', id: 'asc' }, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const deals = await em.find(Deal, { id: { $in: page.map(({ dealId }) => dealId) } });
      const codes = new Map(deals.map(({ id, unitCode }) => [id, unitCode]));
      const items = page.map((row) => ({ ...rowOf(row, today), unitCode: codes.get(row.dealId)! }));
      return { items, ...(rows.length > limit ? { next: cursorOf(page.at(-1)!) } : {}) };
    });
  }
}

function rowOf(owed: Receivable, today: Day) {
  const { dealId, label, dueOn } = owed;
  return { dealId, label, outstanding: unpaid(owed), dueOn, daysLate: daysBetween(dueOn, today) };
}

function cursorOf({ dueOn, id }: Receivable): string {
  return `${dueOn}_${id}`;
}

function laterThan(cursor: string) {
  const [dueOn, id] = cursor.split('_');
  if (!isDay(dueOn) || !isId(id)) {
    throw new InvalidInput([{ field: 'after', check: 'isCursor', message: 'must be `next` of an earlier page' }]);
  }
  return { $or: [{ dueOn: { $gt: dueOn } }, { dueOn, id: { $gt: id } }] };
}
