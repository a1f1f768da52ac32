import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { difference } from '#persistence/migrations.js';
import { cloneDatabase, type TestDatabase } from '#testing/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase('handover');
});
afterAll(() => database?.drop());

it('the migrations make what the entities remember', async () => {
  const folder = join(import.meta.dirname, '..');
  expect(await difference({ url: database.ownerUrl, role: 'handover_test', folder })).toBe('');
});
