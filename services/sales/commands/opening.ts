import {
  AnnounceOpening,
  CancelOpening,
  MarkFavourites,
  OpeningAnnounced,
  OpeningCancelled,
} from '#contracts/sales-openings.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Customer } from '../entities/customer.js';
import { Favourites, freeUnits, lockedOpening, Opening, strangersTo, takeUnits } from '../entities/opening.js';
import { Project } from '../entities/project.js';

/** A sale that opens at an instant (OPEN-1). */
@Controller()
export class OpeningCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(AnnounceOpening)
  announce(asked: Asked<AnnounceOpening>) {
    const { projectId, name, mode, opensAt, endsAt } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, tell, deadlines }) => {
      mayTouch(asked.actor, { projectId: (await em.findOneOrFail(Project, projectId)).id });
      refuseTimes(opensAt, endsAt, at);
      const opening = em.create(Opening, announced(asked));
      opening.units = await unitsFor(em, opening, asked.payload);
      const { id: openingId, units } = opening;
      deadlines.set('OPEN-1.link', openingId, opensAt);
      tell(Object.assign(new OpeningAnnounced(), { openingId, projectId, name, mode, units, opensAt, endsAt }));
      return answerOf(opening);
    });
  }

  @Answers(CancelOpening)
  cancel(asked: Asked<CancelOpening>) {
    const { openingId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, tell, deadlines }) => {
      const opening = await lockedOpening(em, openingId);
      const { projectId, name } = opening;
      mayTouch(asked.actor, { projectId });
      if (opening.cancelledAt || opening.endsAt < at) refuse('OPEN-1.cancelled', { name });
      opening.cancelledAt = at;
      await freeUnits(em, openingId);
      deadlines.clear('OPEN-2.pick', openingId);
      if (!opening.rehearsalOf) tell(Object.assign(new OpeningCancelled(), { openingId, projectId, reason }));
      return answerOf(opening);
    });
  }

  /** One row a customer, so that the limit holds whoever marks at once. */
  @Answers(MarkFavourites)
  mark(asked: Asked<MarkFavourites>) {
    const { openingId, customerId } = asked.payload;
    const unitIds = [...new Set(asked.payload.unitIds)];
    return this.unitOfWork.run(asked, async ({ em, at, actor }) => {
      const { projectId, favouritesMax, name, opensAt } = await em.findOneOrFail(Opening, openingId);
      const { ownerId } = await em.findOneOrFail(Customer, { id: customerId, projectId });
      mayTouch(asked.actor, { projectId, ownerId });
      if (opensAt <= at) refuse('OPEN-1.begun', { name, opensAt });
      if (unitIds.length > favouritesMax) refuse('OPEN-1.favourites-max', { favouritesMax });
      const [stranger] = await strangersTo(em, openingId, unitIds);
      if (stranger) refuse('OPEN-1.not-in-opening', { unitId: stranger });
      const marked = await em.findOne(Favourites, { openingId, customerId });
      if (marked) Object.assign(marked, { unitIds, byId: actor.id });
      else em.create(Favourites, { id: newId(), openingId, customerId, unitIds, byId: actor.id });
      return { openingId, customerId, unitIds };
    });
  }
}

/** An opening is in the future, and ends after it began. */
export function refuseTimes(opensAt: Instant, endsAt: Instant, now: Instant): void {
  if (opensAt < now || endsAt <= opensAt) refuse('OPEN-1.when', { opensAt, endsAt });
}

export function answerOf({ id: openingId, units, opensAt, endsAt }: Opening) {
  return { openingId, units, opensAt, endsAt };
}

function announced({ payload, actor }: Asked<AnnounceOpening>) {
  const { projectId, name, mode, opensAt, endsAt, passedAgain = false } = payload;
  const { attemptsMax = 5, windowSeconds = 60, coolDownSeconds = 3, favouritesMax = 5 } = payload;
  const settings = { attemptsMax, windowSeconds, coolDownSeconds, favouritesMax, passedAgain };
  const facts = { id: newId(), projectId, name, mode, opensAt, endsAt, run: 1, units: 0 };
  return { ...facts, ...settings, announcedById: actor.id };
}

/** All that were named are for sale and in no other opening, or none is taken. */
async function unitsFor(em: EntityManager, opening: Opening, { unitIds = [], buildingIds = [] }: AnnounceOpening) {
  const units = await takeUnits(em, opening, { unitIds, buildingIds });
  const wanted = Math.max(new Set(unitIds).size, buildingIds.length, 1);
  if (units < wanted) refuse('OPEN-1.no-units', { missing: wanted - units });
  return units;
}
