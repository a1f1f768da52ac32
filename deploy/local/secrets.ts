import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets of one installation: `secrets.json` in its state folder, readable by its owner only. */
export interface Secrets {
  /** The secret of that name, made at random when there is none yet. */
  password(name: string): string;
  /** Anything else that is kept from others, undefined when never set. */
  get<T>(name: string): T | undefined;
  set(name: string, value: unknown): void;
}

export function secretsOf(dir: string): Secrets {
  const file = join(dir, 'secrets.json');
  const read = (): Record<string, unknown> => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  const set = (name: string, value: unknown) =>
    writeSecret(file, JSON.stringify({ ...read(), [name]: value }, null, 2));
  return {
    password(name) {
      const known = read()[name];
      if (typeof known === 'string') return known;
      const made = randomBytes(24).toString('base64url');
      set(name, made);
      return made;
    },
    get: <T>(name: string) => read()[name] as T | undefined,
    set,
  };
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writeSecret(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}
