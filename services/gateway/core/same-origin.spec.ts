import { describe, expect, it } from '@jest/globals';
import { fromElsewhere } from './same-origin.js';

describe('a request comes from elsewhere', () => {
  it.each([
    [{ host: 'loupan.example', 'sec-fetch-site': 'cross-site' }, true],
    [{ host: 'loupan.example', 'sec-fetch-site': 'same-site' }, true],
    [{ host: 'loupan.example', 'sec-fetch-site': 'same-origin', origin: 'https://loupan.example' }, false],
    [{ host: 'loupan.example', 'sec-fetch-site': 'none' }, false],
    [{ host: 'loupan.example', origin: 'https://evil.example' }, true],
    [{ host: 'loupan.example:8080', origin: 'http://loupan.example:8080' }, false],
    [{ host: 'loupan.example', origin: 'null' }, true],
    [{ host: 'loupan.example' }, false],
  ])('%j: %s', (headers, elsewhere) => {
    expect(fromElsewhere(headers)).toBe(elsewhere);
  });
});
