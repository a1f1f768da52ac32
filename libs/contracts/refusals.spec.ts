import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Money } from '#kernel/money.js';
import { refusals, wordsOf } from './refusals.js';

describe('the words of refusals', () => {
  it('fill in facts, exact amounts as they are written, lists with the comma of the language', () => {
    expect(wordsOf('ALL.unknown', { what: 'unit', id: 'x' }).en).toBe('There is no unit x');
    expect(wordsOf('ALL.unknown', { what: Money.parse('12.30'), id: ['a', 'b'] })).toMatchObject({
      zh: '没有找到12.30：a、b',
      en: 'There is no 12.30 a, b',
    });
    expect(wordsOf('ALL.unknown').en).toBe('There is no — —');
  });

  it('say an unknown code as it is, as a conflict', () => {
    expect(wordsOf('XXX-1.new')).toEqual({ status: 409, zh: 'XXX-1.new', en: 'XXX-1.new' });
    expect(wordsOf('constructor').status).toBe(409);
  });

  it('are there for every refusal that a service or a library can say', () => {
    const sources = globSync('{services,libs}/**/*.ts').filter((path) => !path.endsWith('.spec.ts'));
    const said = sources.flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(/(?:\brefuse|new Refusal)\(\s*'([A-Z][^']*)'/g),
    ]);
    const codes = new Set(said.map(([, code]) => code!));
    expect(codes.size).toBeGreaterThan(20);
    expect([...codes].filter((code) => !refusals[code])).toEqual([]);
  });

  it.each(Object.entries(refusals))('%s names its rule, is 4xx or 5xx, and has both languages', (code, text) => {
    expect(code).toMatch(/^([A-Z]{3,4}(-\d+)?)\.[a-z0-9-]+$/);
    expect(text.status).toBeGreaterThanOrEqual(400);
    expect(text.zh).toMatch(/\p{Script=Han}/u);
    expect(text.en).not.toMatch(/\p{Script=Han}/u);
  });
});
