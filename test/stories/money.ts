import { type Chapter, type Hurry, playChapters } from './chapters.ts';
import type { Stage } from './stage.ts';

/** The chapters of the story of money, in the order in which they are played. */
// prettier-ignore
const chapters: Record<string, Chapter> = {
};

/** What a chapter's project decides itself. */
// prettier-ignore
const hurried: Record<string, Hurry> = {
};

/** Every flow of money with its refusals, or the chapter that is asked for. */
export function payAndAccount(stage: Stage, only?: string): Promise<void> {
  return playChapters(stage, chapters, { only, code: 'M', hurried });
}
