import { parseLoosely } from '#contracts/parse.js';
import { crashPoint } from '#persistence/crash-point.js';
import { isLost } from '#persistence/retry.js';
import type { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Cause, Work } from '#persistence/work.js';
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
/** So many transactions at once, each of so many events at most; a new round begins no sooner than after so many ms. */
const [lanes, mostTogether, roundMs] = [4, 8, 30];

/**
 * The events this service has heard, as rows: each is handled once, its effects and its row in one transaction (which a
 * few others may share), in the order told for each id, many ids at once. What comes early waits for the one before it.
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

  /** Handles everything that can be handled now; answers how many events that were. */
  async drain(): Promise<number> {
    for (let handled = 0; ;) {
      const ready = await this.orm.em.fork().execute<InboxRow[]>(heads);
      const each = Math.min(mostTogether, Math.ceil(ready.length / lanes));
      const lane = async () => {
        for (let done = 0; ; done += await this.handle(ready.splice(0, each)))
          if (ready.length === 0 || this.stopped) return done;
      };
      const done = await Promise.all(Array.from({ length: lanes }, lane));
      const round = done.reduce((sum, count) => sum + count, 0);
      handled += round;
      if (round === 0 || this.stopped) return handled;
    }
  }

  /** A burst is handled by the handful: who comes within a moment waits for the next round. */
  private async run(): Promise<void> {
    while (!this.stopped) {
      const moment = pause(roundMs, undefined, { ref: false });
      await this.drain().catch((error: unknown) => log.warn({ err: error }, 'inbox could not be read'));
      await Promise.race([this.woken.promise, pause(500, undefined, { ref: false })]);
      await moment;
      this.woken = Promise.withResolvers<void>();
    }
  }

  /** How many were handled: together, or one by one where one of them fails. */
  private async handle(rows: InboxRow[]): Promise<number> {
    crashPoint('handler.before');
    try {
      const handled = await this.react(rows);
      crashPoint('handler.after-commit');
      return handled;
    } catch (error) {
      if (rows.length === 1 || isLost(error)) return this.failed(rows[0]!.id, error);
      let handled = 0;
      for (const row of rows) handled += await this.handle([row]);
      return handled;
    }
  }

  private async react(rows: InboxRow[]): Promise<number> {
    let handled = 0;
    await this.unitOfWork.together(async (em, react) => {
      const taken = await em.execute<{ id: string }[]>(markProcessed, [JSON.stringify(rows.map(({ id }) => id))]);
      const mine = new Set(taken.map(({ id }) => id));
      for (const row of rows.filter(({ id }) => mine.has(id)))
        await inSpan(`hear ${row.type}`, 'consumer', { 'event.id': row.id }, row.carrier, () =>
          react(causeOf(row), (work) => this.hear(row, work)),
        );
      crashPoint('handler.before-commit');
      handled = mine.size;
    });
    return handled;
  }

  private async hear(row: InboxRow, work: Work): Promise<void> {
    const { telling, react } = this.reactions.get(row.type)!;
    const heard: Heard<object> = {
      ...{ id: row.id, event: parseLoosely(telling, row.payload), at: new Date(row.told_at) },
      ...{ about: row.about, sequence: Number(row.sequence) },
      ...{ actor: row.actor, reason: row.reason ?? undefined, trace: row.carrier.traceparent?.slice(3, 11) ?? '' },
    };
    for (const reaction of react) await reaction(heard, work);
  }

  /** A row that another replica is at is left to it; what the database refused for now is simply tried again. */
  private async failed(id: string, error: unknown): Promise<0> {
    if (isLost(error)) return pause(200, 0);
    const [row] = await this.orm.em
      .fork()
      .execute<{ type: string; attempts: number; parked: boolean }[]>(markFailed, [
        String((error as Error).message ?? error).slice(0, 1_000),
        triesBeforeParking,
        id,
      ]);
    if (!row) return 0;
    const facts = { err: error, event: id, type: row.type, attempts: row.attempts };
    if (row.parked)
      log.error(facts, 'event parked: it waits for an operator, and later events about the same id with it');
    else log.debug(facts, 'event not handled, will be tried again');
    return 0;
  }

  private async count(sql: string): Promise<number> {
    const [row] = await this.orm.em.fork().execute<{ n: string }[]>(sql);
    return Number(row!.n);
  }
}

function causeOf({ actor, type, reason }: InboxRow): Cause {
  return { actor, name: type, at: new Date(), ...(reason ? { reason } : {}) };
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
