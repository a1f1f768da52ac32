import { readFileSync } from 'node:fs';

import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';

import { seedFile } from '../nats/configuration.ts';
import { natsUsers } from '../nats/permissions.ts';
import type { RunningNats } from './nats.ts';
import { Trouble } from './trouble.ts';

interface Place {
  dir: string;
  /** The file that its configuration has to include. */
  include: string;
  fresh?: boolean;
}

/** A server that somebody else runs, checked: it knows our keys and has JetStream. Only our streams are ever wiped. */
export async function foreignNats(url: string, { dir, include, fresh }: Place): Promise<RunningNats> {
  const server = url.replace(/\/\/.*@/, '//');
  const ask = (question: (manager: JetStreamManager) => Promise<void>) =>
    asOperator(url, seedFile(dir, 'operator'), question);
  try {
    await ask(fresh ? deleteStreams : async () => undefined);
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
    wipe: () => ask(deleteStreams),
    onExit: () => undefined,
  };
}

async function asOperator(url: string, seed: string, question: (manager: JetStreamManager) => Promise<void>) {
  const authenticator = nkeyAuthenticator(readFileSync(seed));
  const connection = await connect({ servers: url, authenticator, timeout: 5_000, reconnect: false });
  try {
    await question(await jetstreamManager(connection));
  } finally {
    await connection.close();
  }
}

async function deleteStreams(manager: JetStreamManager) {
  const ours = new Set(natsUsers.map((user) => user.toUpperCase()));
  for await (const name of manager.streams.names()) if (ours.has(name)) await manager.streams.delete(name);
}
