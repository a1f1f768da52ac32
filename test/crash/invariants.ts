import { jetstreamManager } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Stack } from '../../deploy/local/stack.ts';
import { natsUsers } from '../../deploy/nats/permissions.ts';
import { checks, eachEventOnce } from './checks.ts';
import { refolded } from './refold.ts';

/** What is looked into: each service's database, and the broker. */
export interface Looked {
  urlOf(service: string, role: 'admin' | 'app'): string;
  natsUrl: string;
  operatorSeedFile: string;
}

/** A service's database, asked with plain SQL. */
export type Ask = <Row extends object>(service: string, sql: string, params?: unknown[]) => Promise<Row[]>;

/**
 * Lets things settle for up to 30 s, and says which invariants do not hold; none: an empty list. Each is a sentence.
 * With `settled` false it does not wait, and queues that are not empty are no violation: for a system at work.
 */
export async function violations(looked: Looked, settled = true): Promise<string[]> {
  const databases = await open(looked);
  const ask: Ask = async (service, sql, params = []) => (await databases.get(service)!.query(sql, params)).rows;
  try {
    const queues = settled ? await drained(looked, ask) : [];
    const listening = await whoListens(looked, ask);
    const found: string[] = [];
    for (const check of checks) found.push(...(await check(ask, listening)));
    return [...queues, ...found, ...(await refolded(looked))];
  } finally {
    await Promise.all([...databases.values()].map((client) => client.end()));
  }
}

async function open({ urlOf }: Looked): Promise<Map<string, pg.Client>> {
  const opened = natsUsers.map(async (service) => {
    const client = new pg.Client({ connectionString: urlOf(service, 'admin') });
    client.on('error', () => undefined);
    await client.connect();
    return [service, client] as const;
  });
  return new Map(await Promise.all(opened));
}

/** Events not published, not delivered or not handled, and deadlines not acted on, after 30 s of quiet. */
async function drained(looked: Looked, ask: Ask): Promise<string[]> {
  const until = Date.now() + 30_000;
  for (;;) {
    const left = (await Promise.all(natsUsers.map((service) => waitingIn(ask, service)))).flat();
    const unheard = left.length > 0 ? [] : await eachEventOnce(ask, await whoListens(looked, ask));
    // What was not heard is a violation of its own.
    if (left.length + unheard.length === 0 || Date.now() > until) return left;
    await pause(250);
  }
}

async function waitingIn(ask: Ask, service: string): Promise<string[]> {
  const [row] = await ask<Record<string, string>>(service, waiting);
  const left = Object.entries(row!).filter(([, count]) => Number(count) > 0);
  return left.map(([queue, count]) => `${service}: ${count} ${queue}`);
}

const waiting = `select
  (select count(*) from outbox where published_at is null) as "events wait in the outbox",
  (select count(*) from inbox where processed_at is null and parked_at is null) as "events wait in the inbox",
  (select count(*) from inbox where parked_at is not null and processed_at is null) as "events are parked",
  (select count(*) from deadline where done_at is null and cleared_at is null and due_at < now() - interval '5 s')
    as "deadlines are late"`;

/** Teller → listeners: the consumers on the broker, and whoever has heard something before its store was wiped. */
async function whoListens({ natsUrl, operatorSeedFile }: Looked, ask: Ask): Promise<Map<string, string[]>> {
  const listening = new Map<string, Set<string>>(natsUsers.map((service) => [service, new Set()]));
  for (const listener of natsUsers)
    for (const { service } of await ask<{ service: string }>(listener, 'select distinct service from inbox'))
      listening.get(service)!.add(listener);
  const seed = new TextEncoder().encode(readFileSync(operatorSeedFile, 'utf8').trim());
  const connection = await connect({ servers: natsUrl, authenticator: nkeyAuthenticator(seed) });
  try {
    const manager = await jetstreamManager(connection);
    for await (const { config } of manager.streams.list())
      for await (const consumer of manager.consumers.list(config.name))
        listening.get(config.name.toLowerCase())?.add(consumer.name);
    return new Map([...listening].map(([teller, names]) => [teller, [...names]]));
  } finally {
    await connection.close();
  }
}

/** What there is to look into of a stack of one's own. */
export function lookedInto({ urlOf, nats }: Pick<Stack, 'urlOf' | 'nats'>): Looked {
  return { urlOf, natsUrl: nats.url, operatorSeedFile: nats.seedFile('operator') };
}
