import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { forbiddenImports } from './imports.js';

const root = join(import.meta.dirname, '../..');
const house = mkdtempSync(join(tmpdir(), 'imports-'));

/** Rule → the file that breaks it and what that imports; the rest of the house is in order. */
const broken: Record<string, [string, string]> = {
  'services-apart': ['services/finance/commands/receipt.ts', '../../sales/entities/hold.js'],
  'libs-below': ['libs/messaging/below.ts', '../../services/sales/entities/hold.js'],
  'rules-pure': ['services/sales/rules/impure.ts', '@mikro-orm/core'],
  'rules-see-only-types-of-contracts': ['services/sales/rules/telling.ts', '#contracts/sales.js'],
  'entities-remember': ['services/sales/entities/asking.ts', '@nestjs/common'],
  'entities-see-types-of-rules': ['services/sales/entities/deciding.ts', '../rules/price.js'],
  'commands-and-reactions-see': ['services/sales/commands/reading.ts', '../queries/board.js'],
  'commands-and-reactions-apart': ['services/sales/reactions/ordering.ts', '../commands/order.js'],
  'queries-only-read': ['services/sales/queries/writing.ts', '../ports/bank.js'],
  'telemetry-in-libs': ['services/sales/commands/span.ts', '@opentelemetry/api'],
  'nats-in-libs': ['services/sales/reactions/wire.ts', '@nats-io/jetstream'],
  'dashboard-alone': ['services/dashboard/page.ts', '#contracts/sales.js'],
  'kernel-alone': ['libs/kernel/clock.ts', '#persistence/columns.js'],
  'product-alone': ['services/sales/module.ts', '#testing/cast.js'],
  'no-tools-in-the-product': ['libs/messaging/tool.ts', 'prettier'],
  'no-circles': ['libs/messaging/circle.ts', './circled.js'],
  'all-found': ['libs/messaging/lost.ts', './nowhere.js'],
};

/** What is allowed, and what the broken ones import. */
const sound: Record<string, string[]> = {
  'libs/kernel/money.ts': [],
  'libs/contracts/sales.ts': ['#kernel/money.js'],
  'libs/persistence/columns.ts': ['@mikro-orm/core', '#kernel/money.js'],
  'libs/messaging/wire.ts': ['@nats-io/jetstream', '@opentelemetry/api'],
  'libs/messaging/circled.ts': ['./circle.js'],
  'libs/testing/cast.ts': [],
  'services/sales/rules/price.ts': ['#kernel/money.js', 'type #contracts/sales.js'],
  'services/sales/rules/price.spec.ts': ['node:assert', './price.js'],
  'services/sales/entities/hold.ts': ['@mikro-orm/core', '#persistence/columns.js', 'type ../rules/price.js'],
  'services/sales/ports/bank.ts': [],
  'services/sales/commands/order.ts': [
    '../rules/price.js',
    '../entities/hold.js',
    '../ports/bank.js',
    '@nestjs/common',
  ],
  'services/sales/commands/order.spec.ts': ['#testing/cast.js', './order.js'],
  'services/sales/queries/board.ts': ['../entities/hold.js', '#contracts/sales.js'],
};

const packages = ['@mikro-orm/core', '@nestjs/common', '@nats-io/jetstream', '@opentelemetry/api'];

describe('who may import whom', () => {
  afterAll(() => rmSync(house, { recursive: true }));

  it('every rule fires where it is broken, and only there', async () => {
    build();
    const found = await forbiddenImports(house, root);
    const places = found.map((line) => line.split(' → ')[0]);
    expect(places.toSorted()).toEqual(
      Object.entries(broken)
        .map(([rule, [from]]) => `${rule}: ${from}`)
        .toSorted(),
    );
    const sentences: { default: { forbidden: { name: string }[] } } = await import(`${root}/.dependency-cruiser.mjs`);
    expect(Object.keys(broken)).toEqual(sentences.default.forbidden.map((rule) => rule.name));
  });

  it('holds in this house', async () => {
    expect(await forbiddenImports(root, root)).toEqual([]);
  }, 120_000);
});

function build(): void {
  const dependencies = Object.fromEntries(packages.map((name) => [name, '1.0.0']));
  file('package.json', JSON.stringify({ name: 'house', dependencies, devDependencies: { prettier: '1.0.0' } }));
  for (const name of [...packages, 'prettier']) {
    file(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'main.js' }));
    file(`node_modules/${name}/main.js`, 'module.exports = {};');
  }
  for (const folder of ['deploy', 'test']) file(`${folder}/main.ts`, 'export {};');
  for (const [path, imports] of Object.entries(sound)) file(path, importing(imports));
  for (const [path, imported] of Object.values(broken)) file(path, importing([imported]));
}

function importing(names: string[]): string {
  const lines = names.map(
    (name, at) => `import ${name.startsWith('type ') ? 'type ' : ''}* as m${at} from '${name.replace('type ', '')}';`,
  );
  const uses = names.map((name, at) =>
    name.startsWith('type ') ? `export type T${at} = typeof m${at};` : `export const u${at} = m${at};`,
  );
  return [...lines, ...uses, 'export const here = true;'].join('\n');
}

function file(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
}
