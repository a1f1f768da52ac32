import type { AttemptOutcome, DrawStage, OpeningMode } from '#contracts/sales-openings.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';

/** What of an opening decides whether somebody may try for a unit now (OPEN-1, OPEN-2). */
export interface Bell {
  unit: string;
  mode: OpeningMode;
  opensAt: Instant;
  stage: DrawStage;
  turn?: number | null;
  turnUntil?: Instant | null;
  /** The buyer's number in the draw. */
  number?: number | null;
}

/** Nobody before the bell; in a draw one picks only in one's turn, until all have had theirs (OPEN-1, OPEN-2). */
export function refuseBeforeTime({ unit, mode, opensAt, stage, turn, turnUntil, number }: Bell, now: Instant): void {
  if (now < opensAt) refuse('OPEN-1.not-open', { unit, opensAt });
  if (mode === 'first-come' || stage === 'done') return;
  if (!turn || turn !== number) refuse('OPEN-2.not-your-turn', { unit, turn: turn ?? null });
  if (turnUntil && now > turnUntil) refuse('OPEN-2.turn-over', { unit, until: turnUntil });
}

/** Where a draw is. */
export function stageOf({ committedAt, drawnAt, turn, doneAt }: DrawTimes): DrawStage {
  if (doneAt) return 'done';
  if (turn) return 'picking';
  if (drawnAt) return 'drawn';
  return committedAt ? 'committed' : 'listing';
}

interface DrawTimes {
  committedAt?: Instant | null;
  drawnAt?: Instant | null;
  turn?: number | null;
  doneAt?: Instant | null;
}

/** The draw is where this step belongs, or the refusal. */
export function refuseUnlessAt(wanted: DrawStage, opening: DrawTimes & { mode: OpeningMode; name: string }): void {
  if (opening.mode !== 'draw') refuse('OPEN-2.no-draw', { name: opening.name });
  const stage = stageOf(opening);
  if (stage !== wanted) refuse('OPEN-2.stage', { stage, ...stages[stage] });
}

/** How a refused attempt is recorded; nothing where it was no attempt, but a right or an input that was missing. */
export function outcomeOf(code: string): AttemptOutcome | undefined {
  if (code === 'OPEN-1.not-open') return 'early';
  if (code === 'OPEN-2.not-your-turn' || code === 'OPEN-2.turn-over') return 'out-of-turn';
  if (code === 'OPEN-1.too-many' || code === 'OPEN-1.cool-down') return 'limited';
  if (code === 'HOLD-1.unit-held' || code === 'OPEN-1.rehearsed-held') return 'lost';
  return /^(RES|INV|SUB|CON)-\d/.test(code) ? 'refused' : undefined;
}

/** The limit that an attempt met, with the time of the next one that is allowed (OPEN-1). */
export function refuseLimited({ unit, attemptsMax, within, nextAt }: Limited): never {
  if (within >= attemptsMax) refuse('OPEN-1.too-many', { unit, attemptsMax, nextAt });
  refuse('OPEN-1.cool-down', { unit, nextAt });
}

interface Limited {
  unit: string;
  attemptsMax: number;
  /** How many attempts there were in the window. */
  within: number;
  nextAt: Instant;
}

const stages: Record<DrawStage, { stageZh: string; stageEn: string }> = {
  listing: { stageZh: '登记名单', stageEn: 'taking names' },
  committed: { stageZh: '已公布承诺', stageEn: 'committed' },
  drawn: { stageZh: '已摇号', stageEn: 'drawn' },
  picking: { stageZh: '选房中', stageEn: 'in its turns' },
  done: { stageZh: '选房结束', stageEn: 'over' },
};
