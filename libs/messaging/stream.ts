import { log } from '#telemetry/log.js';
import {
  AckPolicy,
  type ConsumerConfig,
  DeliverPolicy,
  DiscardPolicy,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
  type StreamInfo,
} from '@nats-io/jetstream';
import { streamOf } from './connection.js';

const dayNs = 24 * 3600 * 1e9;
const secondNs = 1e9;

/**
 * The stream that `service` tells into, made or brought to the configuration below, which is read back and compared.
 * It only carries (the outbox is the record), so it may forget after 30 days; nobody may delete from it or purge it.
 */
export async function ensureStream(manager: JetStreamManager, service: string): Promise<StreamInfo> {
  const wanted = {
    name: streamOf(service),
    subjects: [`evt.${service}.>`],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_age: 30 * dayNs,
    // Set aside in full when the stream is made: those of all services together must fit the server’s max_file_store.
    max_bytes: 1024 ** 3,
    duplicate_window: 120 * secondNs,
    deny_delete: true,
    deny_purge: true,
  } satisfies Partial<StreamConfig>;
  const found = await manager.streams.info(wanted.name).catch(absent);
  const info = !found
    ? await manager.streams.add(wanted)
    : differing(wanted, found.config).length > 0
      ? await manager.streams.update(wanted.name, wanted)
      : found;
  complain(`stream ${wanted.name}`, differing(wanted, info.config));
  return info;
}

/** The durable consumer through which `listener` hears everything that `teller` tells, configured and compared. */
export async function ensureConsumer(manager: JetStreamManager, listener: string, teller: string): Promise<void> {
  const wanted = {
    durable_name: listener,
    filter_subject: `evt.${teller}.>`,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    max_deliver: -1,
    // What a dead process had taken is given out again soon; what comes twice is dropped by the inbox.
    ack_wait: 5 * secondNs,
    max_ack_pending: 2_000,
  } satisfies Partial<ConsumerConfig>;
  const stream = streamOf(teller);
  const found = await manager.consumers.info(stream, listener).catch(absent);
  const info = !found
    ? await manager.consumers.add(stream, wanted)
    : differing(wanted, found.config).length > 0
      ? await manager.consumers.update(stream, listener, wanted)
      : found;
  complain(`consumer ${listener} of ${stream}`, differing(wanted, info.config));
}

/** Null for "no such stream or consumer"; anything else is thrown on. */
function absent(error: unknown): null {
  const { code, message } = error as { code?: unknown; message?: string };
  if ([10059, 10014, 404].includes(Number(code)) || /not found/i.test(message ?? '')) return null;
  throw error;
}

function differing(wanted: object, is: object): string[] {
  const read = is as Record<string, unknown>;
  return Object.entries(wanted)
    .filter(([key, value]) => JSON.stringify(read[key]) !== JSON.stringify(value))
    .map(([key, value]) => `${key} is ${JSON.stringify(read[key])}, wanted ${JSON.stringify(value)}`);
}

function complain(what: string, differences: string[]): void {
  if (differences.length > 0) log.error({ differences }, `${what} is not configured as wanted`);
}
