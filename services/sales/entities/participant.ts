import { deadlineFor, type DeadlineLengths } from '#kernel/deadlines.js';
import type { Instant } from '#kernel/time.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import type { Opening } from './opening.js';

const schema = defineEntity({
  name: 'OpeningParticipant',
  tableName: 'opening_participant',
  properties: {
    id: p.uuid().primary(),
    openingId: p.uuid(),
    number: p.integer(),
    customerId: p.uuid(),
    /** As it is published. */
    maskedName: p.string(),
    /** The place in the order that was drawn, from 1. */
    rank: p.integer().nullable(),
    /** How many turns they have had; who has not picked in one was passed over. */
    turns: p.integer(),
    pickedAt: p.datetime().nullable(),
  },
});

/** Somebody who takes part in a draw (OPEN-2). */
export class OpeningParticipant extends schema.class {}
schema.setClass(OpeningParticipant);

/** The list by number, with the names as they are published. */
export async function listOf(em: EntityManager, openingId: string): Promise<{ number: number; name: string }[]> {
  const found = await em.find(OpeningParticipant, { openingId }, { orderBy: { number: 'asc' } });
  return found.map(({ number, maskedName: name }) => ({ number, name }));
}

/** The next one in the order begins to pick; whoever was passed over comes again last, where the opening says so. */
export async function beginNextTurn(em: EntityManager, opening: Opening, at: Instant, own: DeadlineLengths) {
  const turnsMax = opening.passedAgain ? 2 : 1;
  const waiting = { openingId: opening.id, pickedAt: null, turns: { $lt: turnsMax } };
  const next = await em.findOne(OpeningParticipant, waiting, { orderBy: { turns: 'asc', rank: 'asc' } });
  if (!next) return void Object.assign(opening, { turn: null, turnUntil: null, doneAt: at });
  next.turns += 1;
  const turnUntil = deadlineFor('OPEN-2.pick', at, own);
  Object.assign(opening, { turn: next.number, turnUntil });
  return turnUntil;
}
