import { type Chapter, type Hurry, playChapters } from './chapters.ts';
import { openings } from './selling-openings.ts';
import { reservations } from './selling-reservations.ts';
import { customers } from './selling-customers.ts';
import { board } from './selling-board.ts';
import { desk } from './selling-desk.ts';
import { setUp } from './selling-set-up.ts';
import { subscriptions } from './selling-subscriptions.ts';
import { terms } from './selling-terms.ts';
import { teamDesk } from './selling-team.ts';
import { contracts } from './selling-contracts.ts';
import type { Stage } from './stage.ts';

/** The chapters of the story of selling, in the order in which they are played. */
// prettier-ignore
const chapters: Record<string, Chapter> = {
  contracts,
  'set-up': setUp,
  subscriptions,
  board,
  terms,
  reservations,
  openings,
  team: teamDesk,
  customers,
  desk,
};

/** Lengths that a chapter wants shorter than the regulation has them. */
const hurried: Record<string, Hurry> = { subscriptions: { deadlines: { 'SUB-3.deposit': 'PT15S' } } };

/** Every branch of selling, or the chapter that is asked for; one that fails spoils no other. */
export function sell(stage: Stage, only?: string): Promise<void> {
  return playChapters(stage, chapters, { only, code: 'S', hurried });
}
