import type { MatchReason } from '#contracts/finance-matches.js';
import type { Money } from '#kernel/money.js';
import { type Day, daysBetween } from '#kernel/time.js';

/** A line of a bank statement that nothing is matched with yet. */
export interface BankSide {
  id: string;
  day: Day;
  amount: Money;
  /** Number, summary and whatever else the bank wrote of it. */
  text: string;
  /** Who paid or was paid; '' where the bank does not say. */
  party: string;
}

/** What the books say came to the account, or below zero left it, and no line is matched with yet. */
export interface BookSide {
  id: string;
  day: Day;
  amount: Money;
  /** Of a receipt: how it was paid; '' of anything else. */
  method: string;
  number: string;
  party: string;
  dealId: string | null;
  documentId: string;
  /** The document it takes back, and the receipt in whose place it is. */
  reversesId: string | null;
  replacesId: string | null;
}

/** How sure it has to be to be matched by itself. */
export interface MatchingTerms {
  /** How many days may lie between the bank's day and the books'. */
  dayWindow: number;
  /** The least score, of 100. */
  threshold: number;
  /** By how much it has to beat everything else that wants one of its parts. */
  margin: number;
}

/** Lines and book items of the same sum, how sure it is that they belong together, and why. */
export interface Candidate {
  lineIds: string[];
  itemIds: string[];
  score: number;
  reasons: MatchReason[];
}

/**
 * Of these candidates those that may be matched by themselves (FIN-8): sure enough, and by a margin surer than every
 * other that wants one of their parts. What was taken is out of the way of the rest; the ambiguous is left to people.
 */
export function unambiguous(candidates: Candidate[], { threshold, margin }: MatchingTerms): Candidate[] {
  let left = inOrder(candidates);
  const taken: Candidate[] = [];
  for (let found = true; found;) {
    const best = surestOf(left);
    const beaten = (one: Candidate) =>
      partsOf(one).every((part) => rivalScore(one, best.get(part)!) <= one.score - margin);
    const sure = left.filter((one) => one.score >= threshold && beaten(one));
    const parts = new Set(sure.flatMap(partsOf));
    left = left.filter((one) => !partsOf(one).some((part) => parts.has(part)));
    taken.push(...sure);
    found = sure.length > 0;
  }
  return inOrder(taken);
}

/** The surest first; of equally sure ones by their ids, so that it is the same whoever asks. */
export function inOrder(candidates: Candidate[]): Candidate[] {
  const place = (one: Candidate) => partsOf(one).join();
  return candidates.toSorted((one, other) => other.score - one.score || (place(one) < place(other) ? -1 : 1));
}

function partsOf({ lineIds, itemIds }: Candidate): string[] {
  return [...lineIds.map((id) => `line ${id}`), ...itemIds.map((id) => `item ${id}`)];
}

/** Of each part the two surest candidates that want it; they come in order. */
function surestOf(candidates: Candidate[]): Map<string, Candidate[]> {
  const best = new Map<string, Candidate[]>();
  for (const one of candidates)
    for (const part of partsOf(one)) {
      const two = best.get(part);
      if (!two) best.set(part, [one]);
      else if (two.length < 2) two.push(one);
    }
  return best;
}

/** How sure the surest other one is; less than anything when there is none. */
function rivalScore(one: Candidate, surest: Candidate[]): number {
  return surest.find((other) => other !== one)?.score ?? -1_000;
}

/** How sure it is that one line is one book item of the same amount; nothing when their days are too far apart. */
export function pairOf(line: BankSide, item: BookSide, { dayWindow }: MatchingTerms): Candidate | undefined {
  const apart = Math.abs(daysBetween(line.day, item.day));
  if (!line.amount.equals(item.amount) || apart > dayWindow) return undefined;
  const reasons: MatchReason[] = ['amount', apart === 0 ? 'same-day' : 'days-apart'];
  let score = 50 + nearness(apart);
  if (item.number && line.text.includes(item.number)) [score] = [score + 40, reasons.push('number')];
  const payer = payerEvidence(line, item);
  if (payer) [score] = [score + payerScores[payer], reasons.push(payer)];
  return { lineIds: [line.id], itemIds: [item.id], score: Math.min(100, Math.max(0, score)), reasons };
}

/** 25 on the same day, less the further apart, and 5 at the least. */
export function nearness(apart: number): number {
  return Math.max(5, 25 - 5 * apart);
}

const payerScores = { payer: 25, 'payer-in-text': 20, 'other-payer': -15 } as const;

function payerEvidence(line: BankSide, item: BookSide): keyof typeof payerScores | undefined {
  if (!item.party) return undefined;
  if (line.party === item.party) return 'payer';
  if (line.text.includes(item.party)) return 'payer-in-text';
  // A card is settled by whoever runs the terminal.
  return line.party && item.method !== 'card' ? 'other-payer' : undefined;
}
