import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fieldsOf } from './describe.js';
import { tellings } from './catalogue.js';
import { nameOf } from './message.js';
import { parse, parseLoosely } from './parse.js';

const folder = join(import.meta.dirname, 'samples');
const samples = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
const read = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as object;

describe('the golden samples', () => {
  it('are one for each version of each event, and no others', () => {
    expect(samples.toSorted()).toEqual(tellings.map(nameOf).toSorted());
  });

  it.each(tellings.map((telling) => [nameOf(telling), telling] as const))(
    '%s parses as it was told',
    (name, telling) => {
      const sample = read(name);
      expect(JSON.parse(JSON.stringify(parse(telling, sample)))).toEqual(sample);
      expect(fieldsOf(telling)).toContain(telling.about);
      expect(sample).toHaveProperty(telling.about);
    },
  );

  it('still parse when a newer version told more', () => {
    for (const telling of tellings) {
      const newer = { ...read(nameOf(telling)), addedLater: 'x' };
      expect(() => parseLoosely(telling, newer)).not.toThrow();
    }
  });
});
