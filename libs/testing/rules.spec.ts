import { describe, expect, it } from '@jest/globals';
import { rulesIn, rulesPage, untested } from './rules.js';
import { sourceOf } from './tidy.ts';

const spec = `describe('SUB-3 the deadline', () => {
  it('frees the unit', () => {});
  it.each([[1], [2]])('SUB-4 ALL-6 partly paid %s', () => {});
  it('HOLD-1 has a live hold', () => {});
});`;
const found = rulesIn([
  sourceOf('services/sales/rules/a.ts', '/** Cancelled by time (SUB-3). */\nexport const a = 1;'),
  sourceOf('services/sales/rules/a.spec.ts', spec),
  sourceOf('libs/contracts/refusals/sales.ts', `'SUB-4.x'`),
]);
const of = (rule: string) => found.find((one) => one.rule === rule)!;

describe('the page of rules', () => {
  it('finds a test by its own name, or by that of its group', () => {
    const at = 'services/sales/rules/a.spec.ts';
    expect([...of('SUB-3').tests]).toEqual([[at, 1]]);
    expect([...of('SUB-4').tests, ...of('ALL-6').tests, ...of('HOLD-1').tests]).toEqual([
      [at, 1],
      [at, 1],
      [at, 1],
    ]);
  });

  it('finds a rule where the sources cite it, and not in tables of texts', () => {
    expect(of('SUB-3').implemented).toEqual(['services/sales/rules/a.ts']);
    expect(of('SUB-4').implemented).toEqual([]);
    expect(rulesPage(found)).toContain('### SUB-3\n\nImplemented in [sales/rules/a](../services/sales/rules/a.ts).');
  });

  it('names what must be proved and is not', () => {
    expect(untested(found)).toContain('INV-1');
    expect(untested(found)).not.toContain('SUB-3');
    expect(untested(found).some((rule) => rule.startsWith('FIN'))).toBe(false);
  });
});
