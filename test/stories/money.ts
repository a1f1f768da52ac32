import { type Chapter, type Hurry, playChapters } from './chapters.ts';
import { commissions } from './money-commissions.ts';
import { dunning } from './money-dunning.ts';
import { receipts } from './money-receipts.ts';
import { reconciliation } from './money-reconciliation.ts';
import { lateFees } from './money-late-fees.ts';
import { ledger } from './money-ledger.ts';
import { invoices } from './money-invoices.ts';
import { invoicing } from '../../deploy/seed/project.ts';
import { takeover } from './money-takeover.ts';
import { funds } from './money-funds.ts';
import type { Stage } from './stage.ts';

/** The chapters of the story of money, in the order in which they are played. */
// prettier-ignore
const chapters: Record<string, Chapter> = {
  funds,
  commissions,
  'late-fees': lateFees,
  dunning,
  reconciliation,
  ledger,
  receipts,
  invoices,
  takeover,
};

/** Half of a commission when 30 % is paid, the rest when all is. */
const halves = [
  { paidShare: '0.30', part: '0.50' },
  { paidShare: '1', part: '1' },
];

const allDay = { from: '00:00', to: '24:00' };
/** A message, a letter, and the lawyer. */
const ladder = [
  { after: 1, channel: 'sms' },
  { after: 5, channel: 'letter' },
  { after: 10, channel: 'lawyer' },
];

/** What a chapter's project decides itself. */
// prettier-ignore
const hurried: Record<string, Hurry> = {
  dunning: { deadlines: { 'FIN-10.round': 'PT1S' }, finance: { dunning: { ...allDay, steps: ladder } } },
  funds: { deadlines: { 'FIN-12.book': 'PT1S', 'FIN-12.release': 'PT1S' } },
  ledger: { finance: { books: { advances: '2205' } } },
  commissions: { finance: { commission: { rate: '0.005', steps: halves } } },
  reconciliation: { finance: { reconciliation: { sameDay: true } } },
  invoices: { deadlines: { 'FIN-11.query': 'PT1S' }, finance: { invoice: invoicing } },
};

/** Every flow of money with its refusals, or the chapter that is asked for. */
export function payAndAccount(stage: Stage, only?: string): Promise<void> {
  return playChapters(stage, chapters, { only, code: 'M', hurried });
}
