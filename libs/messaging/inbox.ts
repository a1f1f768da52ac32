import { parseLoosely } from '#contracts/parse.js';
import { crashPoint } from '#persistence/crash-point.js';
import { isLost } from '#persistence/retry.js';
import type { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { log } from '#telemetry/log.js';
import { gauge } from '#telemetry/metrics.js';
import { inSpan } from '#telemetry/trace.js';
import { MikroORM } from '@mikro-orm/postgresql';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventEnvelope } from './envelope.js';
import type { Heard, Reactions } from './hears.js';
import { insert, heads, markProcessed, markFailed, oldest, listParked, parked, type InboxRow } from './inbox-rows.js';

/** After so many failed tries (about ten minutes) an event is parked, until an operator re-runs or skips it. */
const triesBeforeParking = 30;

/**
 * The events this service has heard, as rows: each is handled once, in one transaction with its effects, in the order
 * told for each id, many ids at once. What comes early waits for the one before it.
 */
export class Inbox {
  private woken = Promise.withResolvers<void>();
  private stopped = false;
  private running?: Promise<void>;

  constructor(
    private readonly orm: MikroORM,
    private readonly unitOfWork: UnitOfWork,
    private readonly reactions: Reactions,
  ) {
    gauge('loupan_inbox_oldest_seconds', 'Age of the oldest event heard but not handled', () => this.count(oldest));
    gauge('loupan_inbox_parked', 'Events that could not be handled and wait for an operator', () => this.count(parked));
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.woken.resolve();
    await this.running;
  }

  /** Starts again after `stop`. */
  resume(): void {
    this.stopped = false;
    this.start();
  }

  /** What waits for an operator, oldest first. */
  parked(): Promise<ParkedEvent[]> {
    return this.orm.em.fork().execute<ParkedEvent[]>(listParked);
  }

  /** Has a parked event tried again. */
  async rerun(id: string): Promise<void> {
    await this.settle(
      'update inbox set parked_at = null, attempts = 0, retry_at = now() where id = ? and processed_at is null',
      [id],
    );
  }

  /** Gives up an event that was not handled, for a reason that stays in its row. */
  async skip(id: string, because: string): Promise<void> {
    if (!because.trim()) throw new Error('Skipping an event needs a reason');
    const skip = 'update inbox set processed_at = now(), skipped_because = ? where id = ? and processed_at is null';
    await this.settle(skip, [because, id]);
  }

  private async settle(sql: string, params: unknown[]): Promise<void> {
    const { affectedRows } = await this.orm.em.fork().execute<{ affectedRows: number }>(sql, params, 'run');
    if (affectedRows === 0) throw new Error('No such event waits in the inbox');
    this.woken.resolve();
  }

  /** Keeps events; those that are known are dropped, those that nobody here reacts to are done at once. */
  async put(service: string, envelopes: EventEnvelope[]): Promise<void> {
    const rows = envelopes.map((event) => ({
      ...{ id: event.id, service, type: event.type, about: event.subject, sequence: event.sequence },
      ...{ payload: event.data, actor: event.actor, reason: event.reason ?? null, told_at: event.time },
      carrier: { traceparent: event.traceparent, tracestate: event.tracestate },
      concerns: this.reactions.has(event.type),
    }));
    await this.orm.em.fork().execute(insert, [JSON.stringify(rows)]);
    this.woken.resolve();
  }

  /** Handles everything that can be handled now; answers how many events that were tried. */
  async drain(): Promise<number> {
    let tried = 0;
    for (;;) {
      const ready = await this.orm.em.fork().execute<InboxRow[]>(heads);
      if (ready.length === 0) return tried;
      tried += ready.length;
      const lanes = Array.from({ length: 4 }, async () => {
        for (let row = ready.shift(); row && !this.stopped; row = ready.shift()) await this.handle(row);
      });
      await Promise.all(lanes);
      if (this.stopped) return tried;
    }
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      await this.drain().catch((error: unknown) => log.warn({ err: error }, 'inbox could not be read'));
      await Promise.race([this.woken.promise, pause(500, undefined, { ref: false })]);
      this.woken = Promise.withResolvers<void>();
    }
  }

  private async handle(row: InboxRow): Promise<void> {
    crashPoint('handler.before');
    try {
      await inSpan(`hear ${row.type}`, 'consumer', { 'event.id': row.id }, row.carrier, () => this.react(row));
      crashPoint('handler.after-commit');
    } catch (error) {
      await this.failed(row.id, error);
    }
  }

  private react(row: InboxRow): Promise<void> {
    const { telling, react } = this.reactions.get(row.type)!;
    const at = new Date();
    const cause = { actor: row.actor, name: row.type, at, ...(row.reason ? { reason: row.reason } : {}) };
    return this.unitOfWork.react(cause, async (work: Work) => {
      const [mine] = await work.em.execute<object[]>(markProcessed, [row.id]);
      if (!mine) return;
      const heard: Heard<object> = {
        ...{ id: row.id, event: parseLoosely(telling, row.payload), at: new Date(row.told_at) },
        ...{ about: row.about, sequence: Number(row.sequence) },
        ...{ actor: row.actor, reason: row.reason ?? undefined, trace: row.carrier.traceparent?.slice(3, 11) ?? '' },
      };
      for (const reaction of react) await reaction(heard, work);
      crashPoint('handler.before-commit');
    });
  }

  /** A row that another replica is at is left to it; what the database refused for now is simply tried again. */
  private async failed(id: string, error: unknown): Promise<void> {
    if (isLost(error)) return void (await pause(200));
    const [row] = await this.orm.em
      .fork()
      .execute<{ type: string; attempts: number; parked: boolean }[]>(markFailed, [
        String((error as Error).message ?? error).slice(0, 1_000),
        triesBeforeParking,
        id,
      ]);
    if (!row) return;
    const facts = { err: error, event: id, type: row.type, attempts: row.attempts };
    if (row.parked)
      log.error(facts, 'event parked: it waits for an operator, and later events about the same id with it');
    else log.debug(facts, 'event not handled, will be tried again');
  }

  private async count(sql: string): Promise<number> {
    const [row] = await this.orm.em.fork().execute<{ n: string }[]>(sql);
    return Number(row!.n);
  }
}

/** An event that could not be handled: what it is and what went wrong last. */
export interface ParkedEvent {
  id: string;
  type: string;
  about: string;
  attempts: number;
  error: string;
  parkedAt: string;
}
