import { PlanRehearsal, RehearseAttempt, ResetRehearsal } from '#contracts/sales-openings.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { takeRehearsed } from '../entities/attempt.js';
import { Customer } from '../entities/customer.js';
import { copyUnits, lockedOpening, Opening } from '../entities/opening.js';
import { rehearsedStandingOf, type Standing } from '../entities/standing.js';
import { attempting, tryingOf, won } from './attempt.js';
import { answerOf, refuseTimes } from './opening.js';

/** The opening day tried out on a copy that touches no real hold (OPEN-1). */
@Controller()
export class RehearsalCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(PlanRehearsal)
  plan(asked: Asked<PlanRehearsal>) {
    const { openingId, opensAt, endsAt } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, deadlines, actor }) => {
      const opening = await em.findOneOrFail(Opening, openingId);
      const { projectId, name, rehearsalOf, mode, units, attemptsMax, windowSeconds } = opening;
      mayTouch(asked.actor, { projectId });
      if (rehearsalOf) refuse('OPEN-1.rehearsal', { name });
      refuseTimes(opensAt, endsAt, at);
      const { coolDownSeconds, favouritesMax, passedAgain } = opening;
      const id = newId();
      const settings = { mode, units, attemptsMax, windowSeconds, coolDownSeconds, favouritesMax, passedAgain };
      const facts = { id, projectId, name, rehearsalOf: openingId, run: 1, opensAt, endsAt };
      const rehearsal = em.create(Opening, { ...facts, ...settings, announcedById: actor.id });
      await copyUnits(em, openingId, id);
      deadlines.set('OPEN-1.link', id, opensAt);
      return answerOf(rehearsal);
    });
  }

  /** What was held in the run before is free in this one; its attempts stay as they were recorded. */
  @Answers(ResetRehearsal)
  reset(asked: Asked<ResetRehearsal>) {
    return this.unitOfWork.run(asked, async ({ em }) => {
      const rehearsal = await lockedOpening(em, asked.payload.openingId);
      mayTouch(asked.actor, { projectId: rehearsal.projectId });
      if (!rehearsal.rehearsalOf) refuse('OPEN-1.not-rehearsal', { name: rehearsal.name });
      rehearsal.run += 1;
      return answerOf(rehearsal);
    });
  }

  @Answers(RehearseAttempt)
  async rehearse(asked: Asked<RehearseAttempt>) {
    const { unitOfWork } = this;
    const { openingId } = asked.payload;
    const standing = await unitOfWork.read(async (em) => {
      await refuseUnlessRehearsal(em, asked);
      return rehearsedStandingOf(em, openingId, tryingOf(asked));
    });
    const late = (held: NonNullable<Standing['held']>) => refuse('OPEN-1.rehearsed-held', { ...held });
    return attempting({ unitOfWork, asked, standing, late }, () =>
      unitOfWork.run(asked, async (work) => {
        if (!standing) return refuse('OPEN-1.not-in-opening', { unitId: asked.payload.unitId });
        await taken(asked, standing, work);
        return (await won(asked, standing, work))!;
      }),
    );
  }
}

async function refuseUnlessRehearsal(em: EntityManager, { payload, actor }: Asked<RehearseAttempt>): Promise<void> {
  const { projectId, rehearsalOf, name } = await em.findOneOrFail(Opening, payload.openingId);
  const { ownerId } = await em.findOneOrFail(Customer, { id: payload.customerId, projectId });
  mayTouch(actor, { projectId, ownerId });
  if (!rehearsalOf) refuse('OPEN-1.not-rehearsal', { name });
}

async function taken(
  asked: Asked<RehearseAttempt>,
  { opening, unit }: Standing,
  { em, at, actor }: Work,
): Promise<void> {
  const by = { id: newId(), name: actor.name, since: at };
  if (await takeRehearsed(em, opening!, tryingOf(asked), by)) return;
  const now = await rehearsedStandingOf(em, opening!.id, tryingOf(asked));
  refuse('OPEN-1.rehearsed-held', { unit, kind: 'subscription', by: '—', since: at, ...now?.held });
}
