import { describe, expect, it } from '@jest/globals';
import { weakness } from './password.js';

describe('a password', () => {
  it.each([
    ['short', 'zhao', 'at least 10 characters'],
    ['Zhaoxyz-2026', 'zhaoxyz', 'must not contain the login'],
    ['123456789012', 'zhao', 'must not be digits only'],
    ['aaaaaaaaaaab', 'zhao', 'at least 5 different characters'],
  ])('%s is too weak for %s: %s', (password, login, reason) => {
    expect(weakness(password, login)?.en).toBe(reason);
  });

  it('will do when it is long and varied', () => {
    expect(weakness('correct horse 7', 'zhao')).toBeUndefined();
    expect(weakness('青山绿水林溪院三号楼一二', 'li')).toBeUndefined();
  });
});
