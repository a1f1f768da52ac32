import type { EntityManager } from '@mikro-orm/postgresql';
import { ProgramToken } from '../entities/program-token.js';
import { Session } from '../entities/session.js';

/** Ends every session and token of somebody, but the one that is spared. */
export async function endAll(em: EntityManager, personId: string, at: Date, spared?: string): Promise<void> {
  const sessions = await em.find(Session, { personId, endedAt: null, expiresAt: { $gt: at } });
  const tokens = await em.find(ProgramToken, { personId, endedAt: null, expiresAt: { $gt: at } });
  for (const session of [...sessions, ...tokens]) if (session.id !== spared) session.endedAt = at;
}
