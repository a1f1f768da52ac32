import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitmentOf, orderOf, type DrawSheet } from '../../services/sales/rules/draw.js';

let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'loupan-draw-'))));
afterAll(() => rmSync(dir, { recursive: true }));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const participants = [1, 2, 3, 4, 5].map((number) => ({ number, name: '林*' }));
const [seed, witnesses] = [sha256('seed'), ['三月初八']];
const sheet: DrawSheet = {
  ...{ format: 'loupan-draw-1', opening: { id: 'x', name: '首开' }, participants, seed, witnesses },
  ...{ commitment: commitmentOf(seed, participants, sha256), committedAt: '2026-12-01T00:00:00Z' },
  order: orderOf(seed, witnesses, [1, 2, 3, 4, 5], sha256),
};

function verify(text: string) {
  const file = join(dir, 'draw.json');
  writeFileSync(file, text);
  const program = join(import.meta.dirname, 'bootstrap.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'draw:verify', file], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe('npm run draw:verify', () => {
  it('OPEN-2 says of a true file that commitment and order are right', () => {
    const { status, said } = verify(JSON.stringify(sheet));
    expect(said).not.toContain('✗');
    expect(said.match(/✓/g)).toHaveLength(3);
    expect(status).toBe(0);
  });

  it.each([
    ['the order', { order: sheet.order!.toReversed() }],
    ['a name', { participants: [{ number: 1, name: '王*' }, ...participants.slice(1)] }],
    ['the seed', { seed: sha256('other') }],
  ])('OPEN-2 ends with 1 when %s was tampered with', (_, changed) => {
    const { status, said } = verify(JSON.stringify({ ...sheet, ...changed }));
    expect(said).toContain('✗');
    expect(status).toBe(1);
  });

  it.each(['', '{}', '[1]'])('OPEN-2 ends with 1 when the file is none: %j', (text) => {
    expect(verify(text)).toMatchObject({ status: 1, said: expect.stringContaining('✗') });
  });
});
