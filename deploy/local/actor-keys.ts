import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeSecret } from './secrets.ts';

/** Files with the Ed25519 pair (JWK) by which the gateway signs who asks, and the services check it. */
export interface ActorKeys {
  publicFile: string;
  privateFile: string;
}

/** The pair in `<dir>/keys`, made when there is none yet. */
export function actorKeys(dir: string): ActorKeys {
  const folder = join(dir, 'keys');
  const files = { publicFile: join(folder, 'actor-public.json'), privateFile: join(folder, 'actor-private.json') };
  if (existsSync(files.publicFile) && existsSync(files.privateFile)) return files;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const named = { alg: 'EdDSA', use: 'sig' };
  writeSecret(files.privateFile, JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...named }));
  writeFileSync(files.publicFile, JSON.stringify({ ...publicKey.export({ format: 'jwk' }), ...named }));
  return files;
}
