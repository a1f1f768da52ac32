import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A pair of keys of this test's own, in files: the environment by which actor tokens are signed and verified. */
export function actorKeys(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'actor-'));
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const files = { ACTOR_PUBLIC_KEY_FILE: join(folder, 'public'), ACTOR_PRIVATE_KEY_FILE: join(folder, 'private') };
  writeFileSync(files.ACTOR_PUBLIC_KEY_FILE, JSON.stringify(publicKey.export({ format: 'jwk' })));
  writeFileSync(files.ACTOR_PRIVATE_KEY_FILE, JSON.stringify(privateKey.export({ format: 'jwk' })));
  return files;
}
