import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';

/** A customer who is written about less than this earns nobody a commission (CRM-6, 思源). */
const eventsMin = 3;

/** Whether the contract of a customer with so many recorded events is flagged (CRM-6). */
export function isFlagged(events: number): boolean {
  return events < eventsMin;
}

/** The explanation as it is kept (CRM-6): once, by the manager, and not for a deal of one's own. */
export function explained(flag: Flag, by: { id: string; name: string }, reason: string, at: Instant) {
  const { number, consultantId, explainedByName } = flag;
  if (explainedByName) refuse('CRM-6.explained-already', { number, by: explainedByName });
  if (consultantId === by.id) refuse('CRM-6.own-deal', { number });
  return { explainedById: by.id, explainedByName: by.name, explainedAt: at, reason };
}

interface Flag {
  number: string;
  consultantId: string;
  explainedByName?: string | null;
}
