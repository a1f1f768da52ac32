import { describe, expect, it } from '@jest/globals';
import { refusals } from '#contracts/refusals.js';
import { operations } from '#permissions/matrix.js';
import { join } from 'node:path';
import { floatingPromises } from './floating.js';
import { operationTroubles, refusalTroubles } from './tidy-refusals.js';
import { placeRules } from './tidy-places.js';
import { shapeRules } from './tidy-shape.js';
import { wordRules } from './tidy-words.js';
import { sourceOf, sourcesOf, type TidyRule } from './tidy.js';

const root = join(import.meta.dirname, '../..');
const sources = sourcesOf(root);
const rules = { ...placeRules, ...shapeRules, ...wordRules };

describe('in this house', () => {
  it.each(Object.entries(rules))('%s', (_, rule) => {
    expect(sources.flatMap((source) => rule(source).map((said) => `${source.path}:${said}`))).toEqual([]);
  });

  it('every refusal is in a table, says its rule, and is said by somebody', () => {
    expect(refusalTroubles(sources, Object.keys(refusals))).toEqual([]);
  });

  it('every operation is one of the matrix', () => {
    const contracts = sources.filter(({ path }) => path.startsWith('libs/contracts/'));
    const events = contracts.flatMap(({ text }) => [...text.matchAll(/Told\('([\w.-]+)'/g)].map(([, type]) => type!));
    expect(operationTroubles(sources, operations, events)).toEqual([]);
  });

  it('no promise is left floating', () => {
    expect(floatingPromises(root)).toEqual([]);
  }, 120_000);
});

const lines = (count: number, line = 'f();') => Array.from({ length: count }, () => line).join('\n');
const rule = 'services/sales/rules/price.ts';
const command = 'services/sales/commands/order.ts';
const test = 'services/sales/commands/order.spec.ts';

/** Rule → a file that breaks it, and one beside it that does not. */
const examples: Record<string, { bad: [string, string]; good: [string, string] }> = {
  'there is no drawer for odds and ends': { bad: ['libs/kernel/utils.ts', ''], good: ['libs/kernel/rate.ts', ''] },
  'there is no index.ts': { bad: ['libs/kernel/index.ts', ''], good: ['libs/kernel/rate.ts', ''] },
  'a service has its rooms and no others': { bad: ['services/sales/logic/a.ts', ''], good: [rule, ''] },
  'nothing nests deeper than a room': { bad: ['services/sales/rules/a/b.ts', ''], good: [rule, ''] },
  'a library is one of eight': { bad: ['libs/money/a.ts', ''], good: ['libs/kernel/money.ts', ''] },
  'a file has at most 200 lines (tables may be longer)': {
    bad: [rule, lines(201)],
    good: ['libs/contracts/sales.ts', lines(201)],
  },
  'a function has at most 40 lines': {
    bad: [rule, `function f() {\n${lines(39)}\n}`],
    good: [rule, `describe('f', () => {\n${lines(40)}\n});`],
  },
  'a handler has at most 20 lines': {
    bad: [command, `class A {\n@Answers(B)\nb() {\n${lines(19)}\n}\n}`],
    good: [command, `class A {\n@Answers(B)\nb() {\n${lines(18)}\n}\n}`],
  },
  'a line has at most 120 characters': { bad: [rule, 'x'.repeat(121)], good: [rule, '房'.repeat(120)] },
  'a constructor takes at most 4 things': {
    bad: [rule, 'class A { constructor(a, b, c, d, e) {} }'],
    good: [rule, 'class A { constructor(a, b, c, d) {} }'],
  },
  'main.ts is the front door: at most 20 lines': {
    bad: ['services/sales/main.ts', lines(21)],
    good: ['services/sales/main.ts', lines(20)],
  },
  'queries only read': {
    bad: ['services/sales/queries/board.ts', 'this.unitOfWork.run(asked, fn);'],
    good: ['services/sales/queries/board.ts', 'this.unitOfWork.read((em) => em.find(Unit));'],
  },
  'a name says what it is': { bad: [rule, 'class PriceManager {}'], good: [rule, 'class PriceList {}'] },
  'no code is commented out': { bad: [rule, '// const a = b;\nf();'], good: [rule, '// The price (SUB-1)\nf();'] },
  'there are no banners': { bad: [rule, '// ---- price ----\nf();'], good: [rule, '// The price - or none\nf();'] },
  'nothing is left to do': { bad: [rule, '// TODO later\nf();'], good: [rule, '// All done\nf();'] },
  'rules have no clock, dice or waiting': { bad: [rule, 'f(new Date());'], good: [rule, 'f(new Date(at));'] },
  'money has no floating point': { bad: [rule, 'f(Number(dealPrice));'], good: [rule, 'f(Number(row.count));'] },
  'tests await a condition and do not sleep': { bad: [test, 'setTimeout(f, 9);'], good: [test, 'eventually(f);'] },
  'every test runs': { bad: [test, 'it.only(f);'], good: [test, 'it(f);'] },
  'no machine is named': { bad: ['docs/a.md', 'in /tmp/x'], good: ['docs/a.md', 'in dist/x'] },
  'no secret is in the repository': {
    bad: ['deploy/key', `SU${'A'.repeat(56)}`],
    good: ['deploy/key', `U${'A'.repeat(55)}`],
  },
};

describe('a tidy rule', () => {
  it.each(Object.entries<TidyRule>(rules))('speaks up where it is broken, and only there: %s', (name, tidy) => {
    const { bad, good } = examples[name]!;
    expect(tidy(sourceOf(...bad))).not.toEqual([]);
    expect(tidy(sourceOf(...good))).toEqual([]);
  });

  it('finds refusals that are in no table, that nobody says, and that name no rule', () => {
    const said = sourceOf(command, `refuse(late ? 'SUB-3.late' : 'SUB-3.gone', {}); new Refusal('price-wrong');`);
    expect(refusalTroubles([said], ['SUB-3.late', 'price-wrong', 'SUB-3.unsaid'])).toEqual([
      `${command}:1: SUB-3.gone is in no table of libs/contracts/refusals`,
      `price-wrong does not begin with a rule's number`,
      'SUB-3.unsaid is in a table, and nobody says it',
    ]);
  });

  it('finds operations that the matrix does not have', () => {
    const asked = sourceOf(command, `f('unit.steal', 'unit.read', 'sales.told', 'unit.told');`);
    expect(operationTroubles([asked], ['unit.read'], ['unit.told'])).toEqual([
      `${command}:1: the matrix has no operation unit.steal`,
    ]);
  });
});
