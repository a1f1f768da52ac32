import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { parseTable, readTable } from './table.js';

const head = 'operation,name_zh,regulation_column,rule,checker_of,consultant,cfo';
const names = ',角色,,,,置业顾问,财务总监';
const make = 'unit.make,做,,INV-1,,own,';
const check = 'unit.check,核,,INV-1,unit.make,,company';

describe('a matrix', () => {
  it('is read line by line; an empty cell allows nothing', () => {
    const { roles, lines } = parseTable(['\uFEFF' + head, names, make, check, ''].join('\r\n'));
    expect(roles).toEqual([
      { role: 'consultant', zh: '置业顾问' },
      { role: 'cfo', zh: '财务总监' },
    ]);
    expect(lines).toEqual([
      { operation: 'unit.make', zh: '做', rule: 'INV-1', checkerOf: [], scopes: new Map([['consultant', 'own']]) },
      {
        operation: 'unit.check',
        zh: '核',
        rule: 'INV-1',
        checkerOf: ['unit.make'],
        scopes: new Map([['cfo', 'company']]),
      },
    ]);
  });

  it.each([
    ['nothing in it', []],
    ['other columns', ['operation,consultant', names]],
    ['a short line', [head, names, 'unit.make,做,,INV-1,']],
    ['an unknown scope', [head, names, 'unit.make,做,,INV-1,,all,']],
    ['an operation twice', [head, names, make, make]],
    ['a role twice', [head.replace('cfo', 'consultant'), names, make]],
    ['an operation without a name', [head, names, 'unit.make,,,INV-1,,own,']],
    ['an operation that is no word.word', [head, names, 'make,做,,INV-1,,own,']],
    ['a check of what does not exist', [head, names, check]],
    ['a check of itself', [head, names, 'unit.make,做,,INV-1,unit.make,own,']],
    ['a role without a name', [head, ',角色,,,,置业顾问,', make]],
  ])('with %s is refused whole', (_, rows) => expect(() => parseTable(rows.join('\n'))).toThrow(/^matrix: /));

  it('lies in the source tree and is found from there', () => expect(readTable().lines.length).toBeGreaterThan(80));

  it('has types that are up to date', () => {
    const script = new URL('generate.ts', import.meta.url).pathname;
    expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
  });
});
