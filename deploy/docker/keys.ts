import { chmodSync, chownSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { actorKeys } from '../local/actor-keys.ts';
import { databaseUrls } from '../local/databases.ts';
import { personalKeysFile, sealingServices } from '../local/personal-keys.ts';
import { secretsOf } from '../local/secrets.ts';
import { authorization, configuration, makeKeys, seedFile } from '../nats/configuration.ts';
import { natsUsers } from '../nats/permissions.ts';
import { adminUrl, state } from './state.ts';

// Once an installation, and harmless each time after: keys and passwords are made where there are none. Each container
// gets a volume with its own secrets and nobody else's; all of them together are in the volume of the one-shot jobs.
const containerUsers = { node: 1000, postgres: 999, nats: 0 };
const keys = makeKeys(state);
const actor = actorKeys(state);
const personal = personalKeysFile(state);
const urlOf = databaseUrls(adminUrl(), state);

for (const service of natsUsers) {
  const folder = folderOf(service);
  copyFileSync(seedFile(state, service), join(folder, 'nats.seed'));
  copyFileSync(actor.publicFile, join(folder, 'actor-public.json'));
  if (sealingServices.includes(service)) copyFileSync(personal, join(folder, 'personal.json'));
  if (service === 'gateway') copyFileSync(actor.privateFile, join(folder, 'actor-private.json'));
  writeFileSync(join(folder, 'environment'), `DATABASE_URL=${urlOf(service, 'app')}\n`);
  handOver(folder, containerUsers.node);
}

const nats = folderOf('nats');
writeFileSync(join(nats, 'authorization.conf'), authorization(keys));
const settings = { port: 4222, storeDir: '/data', include: 'authorization.conf' };
writeFileSync(join(nats, 'nats.conf'), configuration(settings));
handOver(nats, containerUsers.nats);

const postgres = folderOf('postgres');
writeFileSync(join(postgres, 'password'), secretsOf(state).password('postgres'));
handOver(postgres, containerUsers.postgres);

console.log(`keys and passwords for ${[...natsUsers, 'nats', 'postgres'].join(', ')}`);

function folderOf(name: string): string {
  const folder = join(state, 'for', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Readable by the container's user and nobody else. */
function handOver(folder: string, user: number): void {
  for (const name of readdirSync(folder)) {
    chmodSync(join(folder, name), 0o400);
    chownSync(join(folder, name), user, user);
  }
  chmodSync(folder, 0o500);
  chownSync(folder, user, user);
}
