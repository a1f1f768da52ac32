import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

/** What the file named by PERSONAL_KEYS_FILE holds; secrets are 32 bytes in base64url. */
export interface KeyFile {
  /** Id of the key that seals; every other one of `keys` only opens. */
  current: string;
  keys: Record<string, { secret: string; madeAt: string }>;
  /** Of the blind index, and of nothing else: it says which values are the same, and opens none. */
  index: string;
}

/** What equal values are found of: a phone is not taken for an equal ID number. */
export type BlindKind = 'phone' | 'id-number' | 'bank-account' | 'bank-line';

/** How long a process may go on sealing with a key that is no longer the current one. */
export const staleMs = 1_000;

/** The keys of this process's personal data (ALL-9). Throws, telling what to do, where there are none. */
export function personalKeys(): PersonalKeys {
  const file = process.env.PERSONAL_KEYS_FILE;
  if (!file) throw new Error('PERSONAL_KEYS_FILE is not set: it names the file with the keys of personal data (ALL-9)');
  if (known?.file !== file) known = new PersonalKeys(file);
  return known;
}

let known: PersonalKeys | undefined;

/**
 * Seals personal data by AES-256-GCM under the current key, and opens what any key of the file sealed. The file is read
 * again when it changed, so that a new key reaches a process that runs.
 */
export class PersonalKeys {
  private held: KeyFile;
  private changedAt = 0;
  private lookedAt = 0;

  constructor(readonly file: string) {
    this.held = this.read();
  }

  /** Id of the key that seals now. */
  get current(): string {
    this.look();
    return this.held.current;
  }

  /** `keyId.iv.ciphertext.tag`, another text each time. */
  seal(text: string): string {
    const id = this.current;
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.secretOf(id), iv).setAAD(Buffer.from(id));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return [id, ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
  }

  /** Throws when the text is none that was sealed, was altered, or its key is not in the file. */
  open(sealed: string): string {
    const [id = '', ...rest] = sealed.split('.');
    const [iv, text, tag] = rest.map((part) => Buffer.from(part, 'base64url'));
    if (rest.length !== 3 || tag!.length !== 16) throw new Error('a sealed text is not of the form keyId.iv.text.tag');
    const opening = createDecipheriv('aes-256-gcm', this.secretOf(id), iv!, { authTagLength: 16 });
    opening.setAAD(Buffer.from(id)).setAuthTag(tag!);
    return Buffer.concat([opening.update(text!), opening.final()]).toString('utf8');
  }

  /** By which equal values are found without opening any: HMAC-SHA256; `kind` keeps a phone from an equal ID number. */
  blind(kind: BlindKind, kept: string): string {
    this.look();
    return createHmac('sha256', Buffer.from(this.held.index, 'base64url'))
      .update(`${kind}\n${kept}`)
      .digest('base64url');
  }

  /** Does not wait for the next look: what follows seals with the file's current key. */
  readAgain(): void {
    this.held = this.read();
  }

  private secretOf(id: string): Buffer {
    if (!Object.hasOwn(this.held.keys, id)) this.held = this.read();
    const key = Object.hasOwn(this.held.keys, id) ? this.held.keys[id] : undefined;
    if (!key) throw new Error(`${this.file} has no key ${id}, by which personal data was sealed`);
    return Buffer.from(key.secret, 'base64url');
  }

  private look(): void {
    if (Date.now() - this.lookedAt < staleMs) return;
    this.lookedAt = Date.now();
    try {
      if (statSync(this.file).mtimeMs !== this.changedAt) this.held = this.read();
    } catch {
      // Being written just now: what is held stays good, and it is looked at again.
      this.changedAt = 0;
    }
  }

  private read(): KeyFile {
    this.changedAt = statSync(this.file).mtimeMs;
    const { current, keys, index } = JSON.parse(readFileSync(this.file, 'utf8')) as KeyFile;
    const secrets = [keys?.[current]?.secret, index, ...Object.values(keys ?? {}).map(({ secret }) => secret)];
    if (!secrets.every((secret) => typeof secret === 'string' && Buffer.from(secret, 'base64url').length === 32))
      throw new Error(`${this.file} is no file of personal keys: a current key and an index, of 32 bytes each (ALL-9)`);
    return { current, keys, index };
  }
}
