import type { Instant } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Who caused a change: a person, or the clock. */
export interface Cause {
  actor: { id: string; name: string };
  /** The command, event or deadline that is being handled, for audit and traces. */
  name: string;
  at: Instant;
  reason?: string;
}

/** A command as the unit of work sees it: `key` and the hash of its body tell a repetition from another command. */
export interface CommandCause extends Cause {
  key: string;
  bodyHash: string;
}

/** What a handler works with: one transaction, in which everything it does becomes true together. */
export interface Work {
  em: EntityManager;
  at: Instant;
  actor: { id: string; name: string };
  /** Says what happened; listeners hear it after the commit, in the order told for each id it is about. */
  tell(event: object): void;
  deadlines: Deadlines;
  /** Who, when and why as the audit has it, for a statement that writes many rows and their audit itself (ALL-3). */
  audited: Audited;
}

/** The columns of the audit that are the same for all that one cause changes. */
export interface Audited {
  at: Instant;
  actor: string;
  actor_name: string;
  command: string;
  reason?: string;
  trace?: string;
}

/** The deadline rows of this transaction: one open row for a kind and a subject. */
export interface Deadlines {
  /** Sets or moves the deadline. */
  set(kind: string, about: string, dueAt: Instant): void;
  /** Takes it back, if it is still open. */
  clear(kind: string, about: string): void;
}

/** The actor of what the clock does. */
export const theClock = { id: '00000000-0000-7000-8000-000000000000', name: 'system' };
