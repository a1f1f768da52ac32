import type { KeyFile } from '#persistence/personal-keys.js';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Keys of personal data of this test's own, in a file: the environment by which it is sealed and opened. */
export function personalKeysFile(): { PERSONAL_KEYS_FILE: string } {
  const file = join(mkdtempSync(join(tmpdir(), 'personal-')), 'keys.json');
  const keys: KeyFile = { current: 'k1', keys: { k1: newKey() }, index: newKey().secret };
  writeFileSync(file, JSON.stringify(keys));
  return { PERSONAL_KEYS_FILE: file };
}

function newKey() {
  return { secret: randomBytes(32).toString('base64url'), madeAt: new Date().toISOString() };
}
