import { Refusal } from '#kernel/refusal.js';
import { OptimisticLockError } from '@mikro-orm/postgresql';
import { setTimeout as pause } from 'node:timers/promises';

/** The database cannot be reached or is too busy; nothing is known to have been written. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/**
 * Runs `attempt` again from scratch when the database says that another try may succeed: serialization failure,
 * deadlock, lock timeout, a stale version, a unique value that someone else took at the same time, a lost connection.
 * Gives up after six tries within about two seconds: with Unavailable where the connection was lost or a lock was not
 * to be had, with the refusal ALL-3.changed where others kept changing the same record.
 */
export async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const lost = isLost(error);
      if (!lost && !isRace(error)) throw error;
      if (tries === (lost ? 6 : 5)) throw givenUp(error, lost);
      await pause(lost ? 60 * 2 ** (tries - 1) : 5 * 2 ** tries * Math.random());
    }
  }
}

function givenUp(error: unknown, lost: boolean): unknown {
  if (lost) return new Unavailable('database unavailable', { cause: error });
  const code = codeOf(error);
  if (code === '55P03') return new Unavailable('the record is being worked on', { cause: error });
  return code === '23505' ? error : new Refusal('ALL-3.changed');
}

function isRace(error: unknown): boolean {
  return error instanceof OptimisticLockError || ['40001', '40P01', '55P03', '23505'].includes(codeOf(error));
}

/** A connection that is refused, reset, ended by the server, or not to be had within the time limit. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  if (/^(08|57P|53300|25P03)|^E(CONN|PIPE|HOST|NET|TIMEDOUT)/.test(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|not queryable/i.test(String(messageOf(error)));
}

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause ? codeOf(cause) : '';
}

function messageOf(error: unknown): unknown {
  return (error as { message?: unknown } | undefined)?.message;
}
