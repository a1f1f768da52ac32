import { log } from '#telemetry/log.js';
import { gauge } from '#telemetry/metrics.js';
import { crashPoint } from '#persistence/crash-point.js';
import { jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { streamOf } from './connection.js';
import type { EventEnvelope } from './envelope.js';
import type { Inbox } from './inbox.js';
import { ensureConsumer } from './stream.js';

/** Brings what one service tells into the inbox of this one: insert, then acknowledge. Starts over when all is lost. */
export class Listener {
  private stopped = false;
  private running?: Promise<void>;
  private stopFetching?: () => void;
  /** What keeps it from hearing, for /readyz. */
  trouble?: string = 'not started';

  constructor(
    private readonly service: string,
    private readonly teller: string,
    private readonly connection: NatsConnection,
    private readonly inbox: Inbox,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stopFetching?.();
    await this.running;
  }

  /** How many events the stream holds for this service that it has not taken. */
  async lag(): Promise<number> {
    const manager = await jetstreamManager(this.connection, { timeout: 2_000 });
    const info = await manager.consumers.info(streamOf(this.teller), this.service);
    return info.num_pending + info.num_ack_pending;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await ensureConsumer(await jetstreamManager(this.connection, { timeout: 5_000 }), this.service, this.teller);
        this.trouble = undefined;
        while (!this.stopped) await this.fetch();
      } catch (error) {
        this.trouble = String((error as Error).message ?? error);
        log.debug({ err: error, teller: this.teller }, 'cannot hear, will try again');
        await pause(300);
      }
    }
  }

  /** One pull of at most 200 events and 5 seconds; nothing is awaited between events, or some are dropped. */
  private async fetch(): Promise<void> {
    const client = jetstream(this.connection, { timeout: 5_000 });
    const consumer = await client.consumers.get(streamOf(this.teller), this.service);
    const messages = await consumer.fetch({ max_messages: 200, expires: 5_000, idle_heartbeat: 2_000 });
    this.stopFetching = () => void messages.close();
    const arrived: JsMsg[] = [];
    let taking: Promise<void> | undefined;
    for await (const message of messages) {
      arrived.push(message);
      if (arrived.length > 1) continue;
      const before = taking;
      taking = this.takeAll(arrived, before);
      taking.catch(() => messages.close());
    }
    await taking;
  }

  /** What arrives together, or while others are written, is written at once: the server’s own count can be wrong. */
  private async takeAll(arrived: JsMsg[], before?: Promise<void>): Promise<void> {
    await before;
    await nextTurn();
    await this.take(arrived.splice(0));
  }

  private async take(batch: JsMsg[]): Promise<void> {
    crashPoint('inbox.before-insert');
    await this.inbox.put(
      this.teller,
      batch.flatMap((message) => this.genuine(message)),
    );
    crashPoint('inbox.before-ack');
    for (const message of batch) message.ack();
    crashPoint('inbox.after-ack');
  }

  /** The broker lets only the teller publish on its subjects: an envelope that says something else is not its. */
  private genuine(message: JsMsg): EventEnvelope[] {
    const envelope = message.json<EventEnvelope>();
    const told = envelope.type.startsWith(`${this.teller}.`);
    if (told && message.subject === `evt.${envelope.type}.${envelope.subject}`) return [envelope];
    log.error({ subject: message.subject, event: envelope.id, type: envelope.type }, 'forged event dropped');
    return [];
  }
}

/** The lag of each listener as one metric. */
export function measureLag(listeners: Map<string, Listener>): void {
  gauge('loupan_consumer_lag', 'Events in the stream that this service has not taken', async () =>
    Promise.all(
      [...listeners].map(async ([teller, listener]) => ({ value: await listener.lag(), attributes: { teller } })),
    ),
  );
}
