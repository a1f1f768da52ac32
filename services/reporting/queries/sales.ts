import { ProjectOpened } from '#contracts/inventory.js';
import { nameOf } from '#contracts/message.js';
import { SalesDetail, type SalesPage, type SalesRow } from '#contracts/reporting.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Deal, DealContract } from '../entities/deal.js';
import { furthest } from '../rules/deal-fold.js';
import { cursorOf, placeOf } from './cursor.js';

@Controller()
export class SalesQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(SalesDetail)
  detail({ payload, actor }: Asked<SalesDetail>): Promise<SalesPage> {
    return this.unitOfWork.read(async (em) => {
      const { projectId, after, limit = 50 } = payload;
      await mustBeOpen(em, projectId);
      const scope = inScope(actor, { project: 'projectId', owner: 'consultantId' });
      const where = { $and: [{ projectId, subscribedAt: { $ne: null } }, scope, after ? before(after) : {}] };
      const trueAsOf = await newestEvent(em);
      const orderBy = { subscribedAt: 'desc', id: 'desc' } as const;
      const found = await em.find(Deal, where, { orderBy, limit: limit + 1 });
      const page = found.slice(0, limit);
      const items = await rowsOf(em, page);
      const next = found.length > limit ? { next: nextOf(page.at(-1)!) } : {};
      return { items, ...next, ...(trueAsOf ? { trueAsOf } : {}) };
    });
  }
}

/** The inbox is the record of what was heard, and `inbox_in_order` finds an opening by its project. */
async function mustBeOpen(em: EntityManager, projectId: string): Promise<void> {
  const opened = 'select 1 from inbox where service = ? and about = ? and type = ?';
  const heard = await em.execute(opened, [ProjectOpened.service, projectId, nameOf(ProjectOpened)]);
  if (heard.length === 0) refuse('ALL.unknown', { what: 'Project', id: projectId });
}

/** Read before the page, so that the page never knows less than it says. */
async function newestEvent(em: EntityManager): Promise<Date | undefined> {
  const newest = 'select told_at from inbox where processed_at is not null order by told_at desc limit 1';
  const [row] = await em.execute<{ told_at: string }[]>(newest);
  return row && new Date(row.told_at);
}

async function rowsOf(em: EntityManager, deals: Deal[]): Promise<SalesRow[]> {
  const contracts = await em.find(DealContract, { dealId: { $in: deals.map(({ id }) => id) } });
  return deals.map((deal) => {
    const { id: dealId, unitCode, consultantId, dealPrice, received, priceShare, subscribedAt } = deal;
    const ofDeal = contracts.filter((contract) => contract.dealId === dealId);
    const state = ofDeal.reduce((far, contract) => furthest(far, contract.state), deal.state ?? null);
    const told = { unitCode: unitCode!, consultantId: consultantId!, dealPrice: dealPrice! };
    return { dealId, ...told, state: state!, received, priceShare, subscribedAt: subscribedAt! };
  });
}

function nextOf({ subscribedAt, id }: Deal): string {
  return cursorOf({ at: subscribedAt!, sequence: 0, id });
}

function before(cursor: string): FilterQuery<Deal> {
  const { at, id } = placeOf(cursor);
  return { $or: [{ subscribedAt: { $lt: at } }, { subscribedAt: at, id: { $lt: id } }] };
}
