import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A line of the matrix: an operation, the operations whose maker may not do it, and the scope of each role. */
export interface Line {
  operation: string;
  zh: string;
  rule: string;
  checkerOf: string[];
  scopes: Map<string, string>;
}

export interface Table {
  roles: { role: string; zh: string }[];
  lines: Line[];
}

/** Reads matrix.csv from the source tree, where it stays when the code is built; throws where it cannot be trusted. */
export function readTable(): Table {
  return parseTable(readFileSync(join(projectFolder(), 'libs/permissions/matrix.csv'), 'utf8'));
}

/** Reads a matrix; an Error names the line that is not well-formed. A cell that says nothing allows nothing. */
export function parseTable(csv: string): Table {
  const [head = [], names = [], ...rows] = csv
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((text) => text.trim() !== '')
    .map((text) => text.split(',').map((cell) => cell.trim()));
  if (head.slice(0, COLUMNS.length).join() !== COLUMNS.join()) throw new Error(`matrix: no columns ${COLUMNS.join()}`);
  const roles = head.slice(COLUMNS.length).map((role, at) => ({ role, zh: names[at + COLUMNS.length] ?? '' }));
  const lines = rows.map((cells) => lineOf(cells, roles));
  complain(lines, roles);
  return { roles, lines };
}

const COLUMNS = ['operation', 'name_zh', 'regulation_column', 'rule', 'checker_of'];
const SCOPES = ['own', 'project', 'company'];

function lineOf(cells: string[], roles: Table['roles']): Line {
  const [operation = '', zh = '', , rule = '', checkerOf = ''] = cells;
  if (cells.length !== COLUMNS.length + roles.length) throw new Error(`matrix: ${operation} has ${cells.length} cells`);
  const scopes = new Map<string, string>();
  for (const [at, { role }] of roles.entries()) {
    const scope = cells[COLUMNS.length + at]!;
    if (scope && !SCOPES.includes(scope)) throw new Error(`matrix: ${operation} has no scope '${scope}'`);
    if (scope) scopes.set(role, scope);
  }
  return { operation, zh, rule, checkerOf: checkerOf.split(';').filter(Boolean), scopes };
}

function complain(lines: Line[], roles: Table['roles']) {
  const known = new Set(lines.map((line) => line.operation));
  if (known.size !== lines.length) throw new Error('matrix: an operation stands twice');
  if (new Set(roles.map(({ role }) => role)).size !== roles.length) throw new Error('matrix: a role stands twice');
  for (const { operation, zh, checkerOf } of lines) {
    if (!/^[a-z-]+\.[a-z-]+$/.test(operation) || !zh) throw new Error(`matrix: '${operation}' is no operation`);
    const stranger = checkerOf.find((made) => !known.has(made) || made === operation);
    if (stranger) throw new Error(`matrix: ${operation} cannot check '${stranger}'`);
  }
  const bad = roles.find(({ role, zh }) => !/^[a-z_]+$/.test(role) || !zh);
  if (bad) throw new Error(`matrix: '${bad.role}' is no role`);
}

function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder)) throw new Error('matrix: no folder above this one has a package.json');
    folder = dirname(folder);
  }
  return folder;
}
