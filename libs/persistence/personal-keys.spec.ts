import { personalKeysFile } from '#testing/personal-keys.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { type KeyFile, personalKeys, PersonalKeys } from './personal-keys.js';

let file: string;
beforeEach(() => void (file = personalKeysFile().PERSONAL_KEYS_FILE));

describe('ALL-9 personal data', () => {
  it('ALL-9 is sealed as another text each time, names its key, and opens as what it was', () => {
    const keys = new PersonalKeys(file);
    const [one, other] = [keys.seal('林晓'), keys.seal('林晓')];
    expect(one).toMatch(/^k1\.[\w-]{16}\.[\w-]{8}\.[\w-]{22}$/);
    expect(one).not.toBe(other);
    expect([keys.open(one), keys.open(other)]).toEqual(['林晓', '林晓']);
  });

  it('ALL-9 that was altered, or sealed by a key that is not there, is not opened', () => {
    const keys = new PersonalKeys(file);
    const [id, iv, text, tag] = keys.seal('13800001234').split('.');
    const turned = Buffer.from(text!, 'base64url').map((byte) => byte ^ 1);
    expect(() => keys.open([id, iv, Buffer.from(turned).toString('base64url'), tag].join('.'))).toThrow();
    expect(() => keys.open([id, iv, text, tag!.slice(0, 4)].join('.'))).toThrow('not of the form');
    expect(() => keys.open(['k9', iv, text, tag].join('.'))).toThrow('has no key k9');
    expect(() => keys.open('13800001234')).toThrow('not of the form');
  });

  it('ALL-9 is found by a blind index, which does not say that a phone and an ID number are equal', () => {
    const [keys, again] = [new PersonalKeys(file), new PersonalKeys(file)];
    expect(keys.blind('phone', '13800001234')).toBe(again.blind('phone', '13800001234'));
    expect(keys.blind('phone', '13800001234')).not.toBe(keys.blind('id-number', '13800001234'));
    const others = new PersonalKeys(personalKeysFile().PERSONAL_KEYS_FILE);
    expect(keys.blind('phone', '13800001234')).not.toBe(others.blind('phone', '13800001234'));
  });

  it('ALL-9 sealed by a new key is opened by a process that had read the file before', () => {
    const [running, other] = [new PersonalKeys(file), new PersonalKeys(file)];
    const old = running.seal('林晓');
    const held = JSON.parse(readFileSync(file, 'utf8')) as KeyFile;
    const k2 = { ...held.keys.k1!, secret: Buffer.alloc(32, 7).toString('base64url') };
    writeFileSync(file, JSON.stringify({ ...held, current: 'k2', keys: { ...held.keys, k2 } }));
    const sealed = new PersonalKeys(file).seal('林晓');
    expect(sealed).toMatch(/^k2\./);
    expect([running.open(sealed), running.open(old)]).toEqual(['林晓', '林晓']);
    expect(other.open(sealed)).toBe('林晓');
  });

  it('ALL-9 needs keys: without them, or with a file of something else, it is said what is missing', () => {
    delete process.env.PERSONAL_KEYS_FILE;
    expect(() => personalKeys()).toThrow('PERSONAL_KEYS_FILE is not set');
    writeFileSync(file, '{}');
    expect(() => new PersonalKeys(file)).toThrow('is no file of personal keys');
  });
});
