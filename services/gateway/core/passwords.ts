import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Unavailable } from '#persistence/retry.js';

const hashOf = promisify(argon2);
/** What OWASP asks for argon2id as a minimum; kept in each hash, so that it can be raised. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;

/** `argon2id$19456$2$1$<salt>$<hash>`, salted at random. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await oneOfFew(() =>
    hashOf('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost }),
  );
  return ['argon2id', cost.memory, cost.passes, cost.parallelism, ...[nonce, tag].map(text)].join('$');
}

/**
 * Whether the password is the one hashed. Without a hash it takes as long and is false, so logins cannot be probed.
 * To be called within `oneOfFew`.
 */
export async function passwordFits(password: string, hashed: string | undefined): Promise<boolean> {
  const [, memory, passes, parallelism, nonce, tag] = (hashed ?? (await (nobody ??= hashPassword('nobody')))).split(
    '$',
  );
  const message = password.normalize('NFKC');
  const numbers = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism), tagLength };
  const salt = Buffer.from(nonce!, 'base64url');
  const found = await hashOf('argon2id', { message, nonce: salt, ...numbers });
  return timingSafeEqual(found, Buffer.from(tag!, 'base64url')) && hashed !== undefined;
}

/** A password for first use: 96 bits at random. */
export function initialPassword(): string {
  return text(randomBytes(12));
}

let nobody: Promise<string> | undefined;

/** Hashing takes a core and 19 MB: two at once, and a queue that a flood cannot make long. Throws Unavailable. */
export async function oneOfFew<T>(fn: () => Promise<T>): Promise<T> {
  if (hashing >= 2) {
    if (waiting.length >= 200) throw new Unavailable('too many sign-ins at once');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else hashing++;
  try {
    return await fn();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else hashing--;
  }
}

let hashing = 0;
const waiting: (() => void)[] = [];

function text(bytes: Buffer): string {
  return bytes.toString('base64url');
}
