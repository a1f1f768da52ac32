import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createUser, fromSeed } from '@nats-io/nkeys';

import { natsUsers, operator, permissionsOf, type Permissions } from './permissions.ts';

/** Where a user's seed is kept; `operator` is a user too. */
export function seedFile(dir: string, user: string): string {
  return join(dir, 'keys', `${user}.seed`);
}

/** Public keys, user to nkey; keys that do not exist yet are made (`keys/<user>.seed`, readable by the owner only). */
export function makeKeys(dir: string, users: readonly string[] = [...natsUsers, 'operator']): Record<string, string> {
  mkdirSync(join(dir, 'keys'), { recursive: true, mode: 0o700 });
  const keys = users.map((user) => [user, publicKey(seedFile(dir, user))] as const);
  const known = Object.fromEntries(keys);
  writeFileSync(join(dir, 'keys', 'public.json'), JSON.stringify(known, null, 2));
  return known;
}

/** The `authorization` block: each key with its allow-list. The same words for servers from 2.9 on. */
export function authorization(keys: Record<string, string>): string {
  const users = Object.entries(keys).map(([user, nkey]) => ({
    nkey,
    permissions: inServerWords(user === 'operator' ? operator : permissionsOf(user)),
  }));
  return `authorization ${JSON.stringify({ users }, null, 2)}\n`;
}

/** A whole server configuration; `include` names the file that holds the authorization block. */
export function configuration({
  port,
  storeDir,
  include,
}: {
  port: number;
  storeDir: string;
  include: string;
}): string {
  return `server_name: loupan
host: 127.0.0.1
port: ${port}
max_payload: 8MB
jetstream {
  store_dir: ${JSON.stringify(storeDir)}
  max_file_store: 16GB
}
include ${JSON.stringify(include)}
`;
}

function inServerWords({ publish, subscribe, answers }: Permissions) {
  return { publish: { allow: publish }, subscribe: { allow: subscribe }, ...(answers && { allow_responses: answers }) };
}

function publicKey(file: string): string {
  if (existsSync(file)) return fromSeed(Buffer.from(readFileSync(file, 'utf8').trim())).getPublicKey();
  const user = createUser();
  writeFileSync(file, Buffer.from(user.getSeed()), { mode: 0o600 });
  return user.getPublicKey();
}
