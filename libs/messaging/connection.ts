import { nkeyAuthenticator, type ConnectionOptions } from '@nats-io/transport-node';
import { readFileSync } from 'node:fs';

/** How this process connects to NATS: NATS_URL, its own nkey (NATS_SEED_FILE), its own inbox; it never gives up. */
export function natsOptions(service: string): ConnectionOptions {
  const { NATS_URL, NATS_SEED_FILE } = process.env;
  return {
    servers: NATS_URL!.split(','),
    name: `${service}-${process.env.REPLICA ?? '1'}`,
    inboxPrefix: `_INBOX_${service}`,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    waitOnFirstConnect: true,
    pingInterval: 10_000,
    ...(NATS_SEED_FILE ? { authenticator: nkeyAuthenticator(new TextEncoder().encode(seedIn(NATS_SEED_FILE))) } : {}),
  };
}

function seedIn(file: string): string {
  return readFileSync(file, 'utf8').trim();
}

/** The stream that a service tells into. */
export function streamOf(service: string): string {
  return service.toUpperCase();
}
