import { readFileSync } from 'node:fs';

import { jetstreamManager } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';

import { seedFile } from '../nats/configuration.ts';
import type { RunningNats } from './nats.ts';
import { Trouble } from './trouble.ts';

/** A server that somebody else runs, checked: it knows our keys and has JetStream. */
export async function foreignNats(
  url: string,
  { dir, include }: { dir: string; include: string },
): Promise<RunningNats> {
  const server = url.replace(/\/\/.*@/, '//');
  const seed = readFileSync(seedFile(dir, 'operator'));
  try {
    const connection = await connect({
      servers: url,
      authenticator: nkeyAuthenticator(seed),
      timeout: 5_000,
      reconnect: false,
    });
    await jetstreamManager(connection).finally(() => connection.close());
  } catch (fault) {
    throw new Trouble('nats-url-unreachable', { server, reason: (fault as Error).message, include });
  }
  const refuse = () => Promise.reject(new Trouble('not-ours', { server }));
  return {
    url,
    seedFile: (user) => seedFile(dir, user),
    stop: async () => undefined,
    kill: refuse,
    restart: refuse,
    wipe: refuse,
    onExit: () => undefined,
  };
}
