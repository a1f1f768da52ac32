import { newId } from '#kernel/ids.js';
import { refuse, Refusal } from '#kernel/refusal.js';
import type { Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import type { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { recordAttempt, type Attempt } from '../entities/attempt.js';
import { lockedOpening } from '../entities/opening.js';
import { beginNextTurn, OpeningParticipant } from '../entities/participant.js';
import { timingIn } from '../entities/project.js';
import type { AtOpening, Standing, Trying } from '../entities/standing.js';
import { outcomeOf, refuseBeforeTime, refuseLimited, stageOf } from '../rules/opening.js';

type Wanting = Asked<{ unitId: string; customerId: string }>;

/** Who tries for which unit, for whom. */
export function tryingOf({ payload, actor, key }: Wanting): Trying {
  return { unitId: payload.unitId, customerId: payload.customerId, byId: actor.id, key };
}

/**
 * Does what takes the unit, by the rules of the opening that the unit is in, if any. There every attempt is recorded:
 * one that is won together with the hold, one that is refused by a statement of its own (OPEN-1).
 */
export async function attempting<Reply>(trial: Trial, act: () => Promise<Reply>): Promise<Reply> {
  const { asked, standing, late } = trial;
  if (!standing?.opening) {
    if (standing?.held) late(standing.held);
    return act();
  }
  refuseUnlessTheirs(asked, standing, standing.opening);
  try {
    refuseBeforeTime(bellOf(standing, standing.opening), asked.at);
    if (standing.held) late(standing.held);
    return await act();
  } catch (error) {
    throw error instanceof Refusal ? await recorded(error, trial, standing, standing.opening) : error;
  }
}

interface Trial {
  unitOfWork: UnitOfWork;
  asked: Wanting;
  standing: Standing | undefined;
  /** Says no with what holds the unit, unless this is who may have it all the same. */
  late(held: NonNullable<Standing['held']>): void;
}

/** The unit is theirs: recorded in the same transaction, unless they have tried too often (OPEN-1). */
export async function won(asked: Wanting, { opening, unit, projectId }: Standing, work: Work, subscriptionId?: string) {
  if (!opening) return undefined;
  if (opening.mode === 'draw') await picked(opening, unit, work);
  const attempt: Attempt = { id: newId(), at: work.at, outcome: 'won', ...(subscriptionId && { subscriptionId }) };
  const made = await recordAttempt(work.em, opening, { ...tryingOf(asked), projectId }, attempt);
  if (made?.outcome === 'limited') refuseLimited({ ...opening, ...made, unit });
  return made && { attemptId: made.id, sequence: made.sequence };
}

/** One picks in one's turn, and the next one's begins; the turn and its end come one after the other (OPEN-2). */
async function picked(at: AtOpening, unit: string, { em, at: now, deadlines }: Work): Promise<void> {
  const opening = await lockedOpening(em, at.id);
  const { number } = at;
  refuseBeforeTime({ ...opening, unit, stage: stageOf(opening), number }, now);
  if (opening.doneAt) return;
  const { lengths } = await timingIn(em, opening.projectId, now);
  Object.assign(await em.findOneOrFail(OpeningParticipant, { openingId: at.id, number: number! }), { pickedAt: now });
  await em.flush();
  const until = await beginNextTurn(em, opening, now, lengths);
  if (until) deadlines.set('OPEN-2.pick', at.id, until);
  else deadlines.clear('OPEN-2.pick', at.id);
}

/** An attempt counts against the buyer: only whoever may sell to them makes one. */
function refuseUnlessTheirs(
  { actor, payload }: Wanting,
  { projectId }: Standing,
  { customerOwnerId }: AtOpening,
): void {
  if (!customerOwnerId) refuse('ALL.unknown', { what: 'customer', id: payload.customerId });
  mayTouch(actor, { projectId, ownerId: customerOwnerId });
}

function bellOf({ unit }: Standing, opening: AtOpening) {
  return { ...opening, unit, stage: stageOf(opening) };
}

/** The refusal with the receipt's number; another one where this attempt was one too many (OPEN-1). */
async function recorded(refusal: Refusal, trial: Trial, standing: Standing, opening: AtOpening): Promise<Refusal> {
  const outcome = outcomeOf(refusal.code);
  if (!outcome) return refusal;
  const { asked, unitOfWork } = trial;
  const trying = { ...tryingOf(asked), projectId: standing.projectId };
  const { kind, by, since } = refusal.facts as { kind?: string; by?: string; since?: Date };
  const held = kind && by && since ? { held: { kind, by, since } } : {};
  const attempt = { id: newId(), at: asked.at, outcome, code: refusal.code, ...held };
  for (let tries = 0; tries < 100; tries++) {
    const made = await unitOfWork.remember((em) => recordAttempt(em, opening, trying, attempt));
    if (!made) continue;
    const receipt = { attemptId: made.id, sequence: made.sequence };
    const { code, facts } = made.outcome === 'limited' ? limit(standing, opening, made) : refusal;
    return new Refusal(code, { ...refusal.facts, ...facts, ...receipt });
  }
  return refusal;
}

function limit({ unit }: Standing, opening: AtOpening, made: { within: number; nextAt: Date }): Refusal {
  try {
    return refuseLimited({ ...opening, ...made, unit });
  } catch (error) {
    return error as Refusal;
  }
}
