import { describe, expect, it } from '@jest/globals';
import type { Assignment } from './actor.js';
import { grantsFor, holders, isOperation, isRole, makersBefore, operations, roles, ruleOf, scopeOf } from './matrix.js';
import { operationNames, rightFacts, roleNames } from './names.js';
import type { Operation, Role } from './operations.js';

const zhao: Assignment[] = [{ role: 'consultant', projects: ['harbour'] }];

describe('the permission matrix', () => {
  it.each<[Operation, Role, string | null]>([
    ['unit.read', 'general_manager', 'company'],
    ['unit.read', 'consultant', 'project'],
    ['unit.read', 'auditor', 'company'],
    ['subscription.make', 'consultant', 'own'],
    ['subscription.make', 'sales_supervisor', 'project'],
    ['subscription.make', 'general_manager', null],
    ['subscription.make', 'cashier', null],
    ['contract.sign', 'consultant', 'own'],
    ['contract.sign', 'sales_supervisor', null],
    ['contract.seal', 'seal_clerk', 'company'],
    ['receipt.record', 'cashier', 'project'],
    ['receipt.void', 'cashier', 'own'],
    ['refund.approve', 'cfo', 'project'],
    ['refund.pay', 'sales_accountant', 'project'],
    ['title.enter', 'title_clerk', 'project'],
    ['matrix.approve', 'general_manager', 'company'],
    ['matrix.approve', 'system_admin', null],
  ])('gives %s to %s: %s', (operation, role, scope) => expect(scopeOf(operation, role)).toBe(scope));

  it('denies what it does not know (ALL-5)', () => {
    expect(scopeOf('unit.destroy' as Operation, 'general_manager')).toBeNull();
    expect(scopeOf('unit.read', 'constructor' as Role)).toBeNull();
    expect(grantsFor('__proto__' as Operation, zhao)).toEqual([]);
    expect(makersBefore('unit.destroy' as Operation)).toEqual([]);
    expect(holders('unit.destroy' as Operation)).toEqual([]);
    expect([isOperation('unit.read'), isOperation('unit.destroy'), isOperation(null)]).toEqual([true, false, false]);
    expect([isRole('cfo'), isRole('boss'), isRole(undefined)]).toEqual([true, false, false]);
  });

  it('has somebody for every operation, and a rule', () => {
    expect(operations.filter((operation) => holders(operation).length === 0)).toEqual([]);
    expect(operations.filter((operation) => !/^([A-Z]+-\d+|9)$/.test(ruleOf(operation)))).toEqual([]);
    expect(() => ruleOf('unit.destroy' as Operation)).toThrow(RangeError);
  });

  it('lets system administrators configure and do no business operation (ALL-4)', () => {
    expect(operations.filter((operation) => scopeOf(operation, 'system_admin'))).toEqual([
      'unit.read',
      'unit.lock',
      'price.change-execute',
      'permit.record',
      'account.open',
      'matrix.propose',
      'audit.read',
    ]);
  });

  it('lets auditors read and nothing else', () => {
    const held = operations.filter((operation) => scopeOf(operation, 'auditor'));
    expect(held.filter((operation) => !/\.read$|^report\.|^export\.request$/.test(operation))).toEqual([]);
  });

  it('never leaves an operation to the role that made what it checks, as its only holder', () => {
    const alone = operations.filter((operation) => {
      const checkers = holders(operation);
      return checkers.length === 1 && makersBefore(operation).some((made) => String(holders(made)) === checkers[0]);
    });
    expect(alone).toEqual([]);
  });
});

describe('grants', () => {
  it.each<[string, Operation, Assignment[], unknown]>([
    [
      'own records in their project',
      'subscription.make',
      zhao,
      [{ role: 'consultant', scope: 'own', projects: ['harbour'] }],
    ],
    ['nothing they have no right to', 'receipt.record', zhao, []],
    ['nothing to a person without roles', 'unit.read', [], []],
    ['nothing where no project is named', 'unit.read', [{ role: 'consultant', projects: [] }], []],
    [
      'a company-wide right in all projects',
      'contract.seal',
      [{ role: 'seal_clerk', projects: ['harbour'] }],
      [{ role: 'seal_clerk', scope: 'company', projects: '*' }],
    ],
    [
      'a right in every project to whom all are assigned',
      'receipt.record',
      [{ role: 'cashier', projects: '*' }],
      [{ role: 'cashier', scope: 'project', projects: '*' }],
    ],
    [
      'each of several roles apart',
      'subscription.make',
      [...zhao, { role: 'sales_supervisor', projects: ['hill'] }, { role: 'auditor', projects: '*' }],
      [
        { role: 'consultant', scope: 'own', projects: ['harbour'] },
        { role: 'sales_supervisor', scope: 'project', projects: ['hill'] },
      ],
    ],
  ])('give %s', (_, operation, assignments, grants) => expect(grantsFor(operation, assignments)).toEqual(grants));
});

describe('names', () => {
  it('are there in Chinese and English for every role and operation', () => {
    const all = [...roles.map(roleNames), ...operations.map(operationNames)];
    expect(all.filter(({ zh, en }) => !/\p{Script=Han}/u.test(zh) || !/^[A-Za-z -]+$/.test(en))).toEqual([]);
    expect(roleNames('sales_manager')).toEqual({ zh: '经营部经理', en: 'sales manager' });
    expect(roleNames('cfo')).toEqual({ zh: '财务总监', en: 'CFO' });
    expect(operationNames('contract.seal')).toEqual({ zh: '盖章', en: 'seal a contract' });
  });

  it('say who has a right that is missing', () => {
    expect(rightFacts('subscription.make')).toEqual({
      operation: 'subscription.make',
      operationZh: '定购',
      operationEn: 'subscribe a unit',
      holders: ['sales_supervisor', 'consultant'],
      holdersZh: '销售主任、置业顾问',
      holdersEn: 'sales supervisor, consultant',
    });
  });
});
