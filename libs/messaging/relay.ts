import { AfterCommit } from '#persistence/after-commit.js';
import { crashPoint } from '#persistence/crash-point.js';
import { log } from '#telemetry/log.js';
import { gauge } from '#telemetry/metrics.js';
import { inSpan } from '#telemetry/trace.js';
import { jetstream, type JetStreamClient, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventEnvelope } from './envelope.js';
import { ensureStream } from './stream.js';

/** A new round begins no sooner than after so many ms: a burst is carried by the handful. */
const roundMs = 20;

/** Carries the outbox to JetStream: woken after each commit, polling as the safety net; one replica at a time. */
export class Relay {
  private woken = Promise.withResolvers<void>();
  private stopped = false;
  private running?: Promise<void>;
  private jetstream?: JetStreamClient;
  private nextCheck = 0;
  /** What keeps it from carrying, for /readyz. */
  trouble?: string = 'not started';

  constructor(
    private readonly service: string,
    private readonly orm: MikroORM,
    private readonly connection: NatsConnection,
    afterCommit: AfterCommit,
  ) {
    afterCommit.add(() => this.woken.resolve());
    gauge('loupan_outbox_oldest_seconds', 'Age of the oldest event not yet published', () => this.oldest());
  }

  start(): void {
    this.jetstream = jetstream(this.connection, { timeout: 5_000 });
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.woken.resolve();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const moment = pause(roundMs, undefined, { ref: false });
      const carried = await this.carry().catch((error: unknown) => this.failed(error));
      await moment;
      if (carried > 0) continue;
      await Promise.race([this.woken.promise, pause(carried < 0 ? 500 : 1_000, undefined, { ref: false })]);
      this.woken = Promise.withResolvers<void>();
    }
  }

  private async carry(): Promise<number> {
    if (Date.now() >= this.nextCheck) {
      await this.checkStream();
      this.nextCheck = Date.now() + 5_000;
    }
    const carried = await this.orm.em.fork().transactional((em) => this.batch(em));
    if (carried > 0) crashPoint('relay.after-mark');
    this.trouble = undefined;
    return carried;
  }

  private failed(error: unknown): number {
    this.trouble = String((error as Error).message ?? error);
    this.nextCheck = 0;
    log.warn({ err: error }, 'events wait in the outbox');
    return -1;
  }

  /**
   * The store may have been wiped or set back while events were on their way: what the stream does not have any more
   * is published again, and the inboxes drop what they have.
   */
  private async checkStream(): Promise<void> {
    const { created, state } = await ensureStream(
      await jetstreamManager(this.connection, { timeout: 5_000 }),
      this.service,
    );
    const lost = await this.orm.em.fork().transactional(async (em) => {
      await em.execute(relayLock);
      const [known] = await em.execute<{ created: string }[]>('select created from stream_seen');
      if (known?.created === created) return publishAgain(em, state.last_seq + 1);
      await em.execute('insert into stream_seen (created) values (?) on conflict (one) do update set created = ?', [
        created,
        created,
      ]);
      return known ? publishAgain(em, 0) : 0;
    });
    if (lost > 0) log.warn({ events: lost }, 'the stream was wiped or went backwards: its events are published again');
  }

  private async batch(em: EntityManager): Promise<number> {
    await em.execute(relayLock);
    const rows = await em.execute<OutboxRow[]>(unpublished);
    if (rows.length === 0) return 0;
    crashPoint('relay.before-publish');
    const chains = Map.groupBy(rows, (row) => row.about);
    const published = (await Promise.all([...chains.values()].map((chain) => this.inOrder(chain)))).flat();
    crashPoint('relay.after-publish');
    // Sequences that the stream now gives out a second time were lost with its tail.
    const lowest = published.reduce((low, row) => (row.duplicate ? low : Math.min(low, row.stream_sequence)), Infinity);
    if (lowest < Infinity) await publishAgain(em, lowest);
    if (published.length > 0) await em.execute(markPublished, [JSON.stringify(published)]);
    if (published.length < rows.length)
      throw new Error(`${rows.length - published.length} events could not be published`);
    return rows.length;
  }

  /** Events about one id go out one after the other; after one that failed the rest wait. */
  private async inOrder(chain: OutboxRow[]): Promise<Published[]> {
    const published: Published[] = [];
    for (const row of chain) {
      try {
        published.push(await this.publish(row));
      } catch (error) {
        log.warn({ err: error, event: row.id }, 'event not published, will be tried again');
        break;
      }
    }
    return published;
  }

  private async publish(row: OutboxRow): Promise<Published> {
    const subject = `evt.${row.type}.${row.about}`;
    const data = JSON.stringify(envelopeOf(this.service, row));
    const ack = await inSpan(`tell ${row.type}`, 'producer', { 'event.id': row.id }, row.carrier, () =>
      this.jetstream!.publish(subject, data, { msgID: row.id, timeout: 2_000 }),
    );
    return { id: row.id, stream_sequence: ack.seq, duplicate: ack.duplicate };
  }

  private async oldest(): Promise<number> {
    const [row] = await this.orm.em
      .fork()
      .execute<{ age: string }[]>(
        `select coalesce(extract(epoch from now() - min(told_at)), 0) as age from outbox where published_at is null`,
      );
    return Number(row!.age);
  }
}

interface OutboxRow {
  id: string;
  about: string;
  sequence: string;
  type: string;
  payload: object;
  actor: { id: string; name: string };
  reason: string | null;
  carrier: { traceparent?: string; tracestate?: string };
  told_at: string;
}

interface Published {
  id: string;
  stream_sequence: number;
  /** The stream had it already. */
  duplicate: boolean;
}

async function publishAgain(em: EntityManager, fromSequence: number): Promise<number> {
  const rows = await em.execute<object[]>(
    'update outbox set published_at = null, stream_sequence = null where stream_sequence >= ? returning 1',
    [fromSequence],
  );
  return rows.length;
}

function envelopeOf(service: string, row: OutboxRow): EventEnvelope {
  return {
    specversion: '1.0',
    id: row.id,
    source: `/loupan/${service}`,
    type: row.type,
    subject: row.about,
    time: new Date(row.told_at).toISOString(),
    datacontenttype: 'application/json',
    sequence: Number(row.sequence),
    actor: row.actor,
    ...(row.reason ? { reason: row.reason } : {}),
    ...row.carrier,
    data: row.payload,
  };
}

const relayLock = `select pg_advisory_xact_lock(hashtext('relay'))`;

const unpublished = `
  select id, about, sequence, type, payload, actor, reason, carrier, told_at from outbox
  where published_at is null order by position limit 200`;

const markPublished = `
  update outbox o set published_at = now(), stream_sequence = p.stream_sequence
  from jsonb_to_recordset(?::jsonb) as p (id uuid, stream_sequence bigint) where o.id = p.id`;
