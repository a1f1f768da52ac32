import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { writeSecret } from './secrets.ts';

/** The services that keep personal data, and so are given the keys. */
export const sealingServices: readonly string[] = ['sales', 'finance', 'handover', 'membership'];

/** The file in `<dir>/keys` with the keys of personal data (ALL-9), made when there is none yet; kept with backups. */
export function personalKeysFile(dir: string): string {
  const file = join(dir, 'keys', 'personal.json');
  if (existsSync(file)) return file;
  mkdirSync(join(dir, 'keys'), { recursive: true, mode: 0o700 });
  const secret = () => randomBytes(32).toString('base64url');
  const first = { secret: secret(), madeAt: new Date().toISOString() };
  writeSecret(file, JSON.stringify({ current: 'k1', keys: { k1: first }, index: secret() }));
  return file;
}
