import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageTroubles } from './packages.js';

const root = join(import.meta.dirname, '../..');
const overrides = { kysely: '0.29.9', 'unrs-resolver': '1.12.2', 'oxc-parser': '0.154.0' };
const dependencies = { pg: '8.23.1' };

describe('package.json and its lock', () => {
  it('are in order', () => {
    expect(packageTroubles(root)).toEqual([]);
  });

  it('say each thing that is wrong', () => {
    const { kysely: _, ...others } = overrides;
    const manifest = { dependencies: { pg: '^8.23.1' }, devDependencies: {}, overrides: others };
    const packages = {
      '': { dependencies, devDependencies: {} },
      'node_modules/pg': { version: '8.23.1', resolved: 'https://example.org/pg.tgz' },
      'node_modules/a/node_modules/oxc-parser': { version: '0.155.0' },
    };
    expect(packageTroubles(folder(manifest, { packages }))).toEqual([
      'package.json: pg is to be pinned exactly, not ^8.23.1',
      expect.stringMatching(/^package.json: the override of kysely is missing/),
      'package-lock.json: oxc-parser is not in the version of its override, 0.154.0',
      'package-lock.json: 1 packages name the server they came from',
      'package-lock.json: it was made from another package.json: npm install',
    ]);
  });
});

function folder(manifest: object, lock: object): string {
  const dir = mkdtempSync(join(tmpdir(), 'packages-'));
  writeFileSync(join(dir, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify(lock));
  return dir;
}
