import { DrawFile, OpeningById, OpeningHeat, Openings, type AttemptOutcome } from '#contracts/sales-openings.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Opening } from '../entities/opening.js';
import { listOf, OpeningParticipant } from '../entities/participant.js';
import { Project } from '../entities/project.js';
import type { DrawSheet } from '../rules/draw.js';
import { refuseUnlessAt, stageOf } from '../rules/opening.js';

@Controller()
export class OpeningQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(Openings)
  openings({ payload: { projectId, limit = 50, after }, actor }: Asked<Openings>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const where = { projectId, ...(after && { id: { $gt: after } }) };
      const found = await em.find(Opening, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(rowOf);
      return { items, next: found.length > limit ? items.at(-1)!.openingId : undefined };
    });
  }

  @Answers(OpeningById)
  opening({ payload: { openingId }, actor }: Asked<OpeningById>) {
    return this.unitOfWork.read(async (em) => {
      const opening = await em.findOneOrFail(Opening, openingId);
      const { projectId, attemptsMax, windowSeconds, coolDownSeconds, favouritesMax, passedAgain, run } = opening;
      mayTouch(actor, { projectId });
      const settings = { attemptsMax, windowSeconds, coolDownSeconds, favouritesMax, passedAgain };
      const outcomes = await em.execute<{ outcome: AttemptOutcome; attempts: number }[]>(counts, [openingId, run]);
      return { ...rowOf(opening), projectId, ...settings, run, outcomes, ...drawOf(opening) };
    });
  }

  @Answers(OpeningHeat)
  heat({ payload: { openingId }, actor }: Asked<OpeningHeat>) {
    return this.unitOfWork.read(async (em) => {
      const { projectId } = await em.findOneOrFail(Opening, openingId);
      mayTouch(actor, { projectId });
      return { units: await em.execute<Heat[]>(heat, [openingId, openingId]) };
    });
  }

  /** The file that is published, from the commitment on; the seed is in it once it is drawn (OPEN-2). */
  @Answers(DrawFile)
  file({ payload: { openingId }, actor }: Asked<DrawFile>) {
    return this.unitOfWork.read(async (em) => {
      const opening = await em.findOneOrFail(Opening, openingId);
      mayTouch(actor, { projectId: opening.projectId });
      if (!opening.committedAt) refuseUnlessAt('committed', opening);
      const text = `${JSON.stringify(await sheetOf(em, opening), null, 2)}\n`;
      const file = Buffer.from(text).toString('base64');
      return { name: `draw-${openingId}.json`, type: 'application/json', file };
    });
  }
}

interface Heat {
  unitId: string;
  unitCode: string;
  favourites: number;
}

function rowOf({ id: openingId, name, mode, units, opensAt, endsAt, rehearsalOf, cancelledAt }: Opening) {
  const flags = { rehearsal: Boolean(rehearsalOf), cancelled: Boolean(cancelledAt) };
  return { openingId, name, mode, units, opensAt, endsAt, ...flags };
}

function drawOf(opening: Opening) {
  const { mode, turn, turnUntil, rehearsalOf } = opening;
  const drawn = mode === 'draw' ? { stage: stageOf(opening) } : {};
  const turns = { turn: turn ?? undefined, turnUntil: turnUntil ?? undefined };
  return { ...drawn, ...turns, rehearsalOf: rehearsalOf ?? undefined };
}

async function sheetOf(em: EntityManager, opening: Opening): Promise<DrawSheet> {
  const { id, name, commitment, committedAt, seed, witnesses, drawnAt } = opening;
  const participants = await listOf(em, id);
  const committed = { commitment: commitment!, committedAt: committedAt!.toISOString() };
  const sheet: DrawSheet = { format: 'loupan-draw-1', opening: { id, name }, participants, ...committed };
  if (!drawnAt) return sheet;
  const ranked = await em.find(OpeningParticipant, { openingId: id }, { orderBy: { rank: 'asc' } });
  const order = ranked.map(({ number }) => number);
  return { ...sheet, seed: seed!, witnesses: witnesses ?? [], drawnAt: drawnAt.toISOString(), order };
}

const counts = `
  select outcome, count(*)::int as attempts from opening_attempt
  where opening_id = ? and run = ? group by outcome order by outcome`;

const heat = `
  select u.unit_id as "unitId", o.unit_code as "unitCode", coalesce(f.favourites, 0) as favourites
  from opening_unit u
  join unit_offer o on o.id = u.unit_id
  left join (
    select unit_id::uuid, count(*)::int as favourites
    from favourites, jsonb_array_elements_text(unit_ids) as marked (unit_id) where opening_id = ? group by 1
  ) f on f.unit_id = u.unit_id
  where u.opening_id = ? order by favourites desc, o.unit_code`;
