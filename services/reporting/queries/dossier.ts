import { type DossierPage, UnitDossier } from '#contracts/reporting.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { DossierEntry } from '../entities/dossier.js';
import { summaryOf } from '../rules/summaries.js';
import { cursorOf, placeOf } from './cursor.js';

@Controller()
export class DossierQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(UnitDossier)
  ofUnit({ payload, actor }: Asked<UnitDossier>): Promise<DossierPage> {
    return this.unitOfWork.read(async (em) => {
      const { unitId, after, limit = 50 } = payload;
      mayTouch(actor, await recordOf(em, unitId));
      const where = { $and: [{ unitId }, after ? past(after) : {}] };
      const orderBy = { at: 'asc', sequence: 'asc', id: 'asc' } as const;
      const found = await em.find(DossierEntry, where, { orderBy, limit: limit + 1 });
      const page = found.slice(0, limit);
      return { items: page.map(entryOf), ...(found.length > limit ? { next: cursorOf(page.at(-1)!) } : {}) };
    });
  }
}

/** A unit is in its project, and its file belongs to the consultant of its newest deal. */
async function recordOf(em: EntityManager, unitId: string): Promise<{ projectId: string; ownerId?: string | null }> {
  const [entry] = await em.find(DossierEntry, { unitId }, { limit: 1, fields: ['projectId'] });
  if (!entry) refuse('ALL.unknown', { what: 'Unit', id: unitId });
  const newest = { orderBy: { subscribedAt: 'desc' }, limit: 1 } as const;
  const [deal] = await em.find(Deal, { unitId, subscribedAt: { $ne: null } }, newest);
  return { projectId: entry.projectId, ownerId: deal?.consultantId };
}

function past(cursor: string): FilterQuery<DossierEntry> {
  const { at, sequence, id } = placeOf(cursor);
  const atOnce = { $or: [{ sequence: { $gt: sequence } }, { sequence, id: { $gt: id } }] };
  return { at: { $gte: at }, $or: [{ at: { $gt: at } }, atOnce] };
}

function entryOf({ id: eventId, at, service, event, byName: by, trace, facts }: DossierEntry) {
  return { eventId, at, service, event, ...summaryOf(event, facts), by, trace, facts };
}
