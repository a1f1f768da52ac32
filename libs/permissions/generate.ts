import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { readTable } from './table.ts';

/**
 * Writes operations.ts, the types of the matrix, from matrix.csv: `node libs/permissions/generate.ts`.
 * With --check it writes nothing and exits 1 when the file is stale.
 */
const target = new URL('operations.ts', import.meta.url);
const { roles, lines } = readTable();
const wanted = await format(
  [
    '// Generated from matrix.csv by `node libs/permissions/generate.ts`.',
    '',
    '/** A role of the permission matrix. */',
    `export type Role = ${unionOf(roles.map(({ role }) => role))};`,
    '',
    '/** An operation of the permission matrix. */',
    `export type Operation = ${unionOf(lines.map(({ operation }) => operation))};`,
  ].join('\n'),
  { ...(await resolveConfig(target)), parser: 'typescript' },
);

if (!process.argv.includes('--check')) {
  writeFileSync(target, wanted);
} else if (readFileSync(target, 'utf8') !== wanted) {
  console.error('libs/permissions/operations.ts is stale: run node libs/permissions/generate.ts');
  process.exit(1);
}

function unionOf(names: string[]): string {
  return names.map((name) => `'${name}'`).join(' | ');
}
