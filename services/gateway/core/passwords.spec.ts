import { describe, expect, it } from '@jest/globals';
import { hashPassword, initialPassword, passwordFits } from './passwords.js';

describe('a hashed password', () => {
  it('fits the password and no other, and nobody’s fits none', async () => {
    const hashed = await hashPassword('correct horse 7');
    expect(hashed).toMatch(/^argon2id\$19456\$2\$1\$[\w-]+\$[\w-]+$/);
    expect(await passwordFits('correct horse 7', hashed)).toBe(true);
    expect(await passwordFits('correct horse 8', hashed)).toBe(false);
    expect(await passwordFits('nobody', undefined)).toBe(false);
  });

  it('is salted, and equal for texts that look equal', async () => {
    const [one, other] = await Promise.all([
      hashPassword('caf\u00e9-caf\u00e9-1'),
      hashPassword('caf\u00e9-caf\u00e9-1'),
    ]);
    expect(one).not.toBe(other);
    expect(await passwordFits('cafe\u0301-cafe\u0301-1', one!)).toBe(true);
  });

  it('is at first something nobody guesses', () => {
    expect(new Set(Array.from({ length: 100 }, initialPassword)).size).toBe(100);
    expect(initialPassword()).toMatch(/^[\w-]{16}$/);
  });
});
