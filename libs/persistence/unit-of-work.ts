import { Refusal } from '#kernel/refusal.js';
import { Injectable } from '@nestjs/common';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { AuditTrail } from './audit.js';
import { crashPoint } from './crash-point.js';
import { auditFacts, Pending } from './pending.js';
import { retrying } from './retry.js';
import { AfterCommit } from './after-commit.js';
import type { Cause, CommandCause, Work } from './work.js';

/** The one door for writes: a transaction with the rows, the events told, the audit and the command's stored reply. */
@Injectable()
export class UnitOfWork {
  constructor(
    private readonly orm: MikroORM,
    private readonly audit: AuditTrail,
    readonly afterCommit: AfterCommit,
  ) {}

  /**
   * Runs a command once: sent again with the same key it gets the stored reply (ALL-8).
   * Refuses with ALL-8.still-running while the same command is being worked on, and with ALL-8.other-body when the
   * key was used for something else. A refusal thrown by `fn` writes nothing. Retries from scratch what another try
   * may settle; throws Unavailable when the database cannot be reached.
   */
  async run<Reply extends object>(command: CommandCause, fn: (work: Work) => Promise<Reply>): Promise<Reply> {
    const answer = await retrying(() =>
      this.inTransaction(command, async (em, work, pending) => {
        const earlier = await earlierReply<Reply>(em, command);
        if (earlier) return earlier;
        const reply = await fn(work);
        await em.flush();
        await pending.write(em, command, { cause: command, reply });
        crashPoint('command.before-commit');
        return reply;
      }),
    );
    crashPoint('command.after-commit');
    this.afterCommit.wake();
    return answer;
  }

  /** The same for what is not a command: an event heard, a deadline passed. `fn` guards against repetition. */
  react(cause: Cause, fn: (work: Work) => Promise<void>): Promise<void> {
    return this.together((_, react) => react(cause, fn));
  }

  /** Several such causes in one transaction, each in an identity map of its own: all become true, or none. */
  async together(fn: (em: EntityManager, react: React) => Promise<void>): Promise<void> {
    await this.orm.em.fork().transactional((em) =>
      fn(em, async (cause, act) => {
        em.clear();
        const pending = this.pendingOf(em);
        await act(workOf(em, cause, pending));
        await em.flush();
        await pending.write(em, cause);
      }),
    );
    this.afterCommit.wake();
  }

  /** Reads in a fresh identity map; writes nothing. */
  read<T>(fn: (em: EntityManager) => Promise<T>): Promise<T> {
    return retrying(() => fn(this.orm.em.fork({ disableTransactions: true })));
  }

  /** One statement by itself, for what is to be known of a command although it was refused, such as an attempt. */
  remember<T>(fn: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.read(fn);
  }

  private inTransaction<T>(
    cause: Cause,
    fn: (em: EntityManager, work: Work, pending: Pending) => Promise<T>,
  ): Promise<T> {
    return this.orm.em.fork().transactional(async (em) => {
      const pending = this.pendingOf(em);
      return fn(em, workOf(em, cause, pending), pending);
    });
  }

  private pendingOf(em: EntityManager): Pending {
    const pending = new Pending();
    this.audit.gather(em, pending.audit);
    return pending;
  }
}

export type React = (cause: Cause, act: (work: Work) => Promise<void>) => Promise<void>;

function workOf(em: EntityManager, cause: Cause, pending: Pending): Work {
  const { at, actor } = cause;
  const tell = (event: object) => void pending.told.push(event);
  return { em, at, actor, deadlines: pending.deadlines, tell, audited: auditFacts(cause) };
}

async function earlierReply<Reply>(em: EntityManager, command: CommandCause): Promise<Reply | undefined> {
  const { actor, key, bodyHash } = command;
  const [row] = await em.execute<{ mine: boolean; body_hash?: string; reply?: Reply }[]>(
    `select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as mine, c.body_hash, c.reply
     from (select 1) one left join command_log c on c.actor = ? and c.key = ?`,
    [`${actor.id} ${key}`, actor.id, key],
  );
  if (!row?.mine) throw new Refusal('ALL-8.still-running', { key });
  if (row.body_hash && row.body_hash !== bodyHash) throw new Refusal('ALL-8.other-body', { key });
  return row.reply ?? undefined;
}
