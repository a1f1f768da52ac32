import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#kernel/refusal.js';
import type { Actor, Grant } from './actor.js';
import { inScope, mayTouch } from './scope.js';

const own: Grant = { role: 'consultant', scope: 'own', projects: ['harbour'] };
const ownAnywhere: Grant = { role: 'consultant', scope: 'own', projects: '*' };
const hill: Grant = { role: 'sales_supervisor', scope: 'project', projects: ['hill', 'lake'] };
const everyProject: Grant = { role: 'sales_supervisor', scope: 'project', projects: '*' };
const company: Grant = { role: 'general_manager', scope: 'company', projects: '*' };

const zhao = (...grants: Grant[]): Actor => ({ id: 'zhao', name: 'Zhao', operation: 'subscription.make', grants });

describe('a record', () => {
  it.each<[string, Grant[], string, string | null | undefined, boolean]>([
    ['of one’s own, in one’s project', [own], 'harbour', 'zhao', true],
    ['of a colleague', [own], 'harbour', 'wu', false],
    ['of nobody', [own], 'harbour', null, false],
    ['without an owner', [own], 'harbour', undefined, false],
    ['of one’s own, in another project', [own], 'hill', 'zhao', false],
    ['of one’s own, all projects assigned', [ownAnywhere], 'hill', 'zhao', true],
    ['of a colleague, in a project one supervises', [hill], 'lake', 'wu', true],
    ['in a project one does not supervise', [hill], 'harbour', 'zhao', false],
    ['of a colleague, in the project of one’s other role', [own, hill], 'hill', 'wu', true],
    ['of a colleague, one’s other role being elsewhere', [own, hill], 'harbour', 'wu', false],
    ['in any project, all assigned', [everyProject], 'harbour', 'wu', true],
    ['anywhere in the company', [company], 'harbour', 'wu', true],
    ['without any grant', [], 'harbour', 'zhao', false],
    ['with a scope that is unknown', [{ ...own, scope: 'region' as never }], 'harbour', 'zhao', false],
  ])('%s', (_, grants, projectId, ownerId, may) => {
    const touch = () => mayTouch(zhao(...grants), { projectId, ownerId });
    if (may) expect(touch).not.toThrow();
    else expect(touch).toThrow(new Refusal('ALL-5.out-of-scope'));
  });

  it('out of reach says which operation was asked and who has it', () => {
    const touch = () => mayTouch(zhao(), { projectId: 'hill' });
    expect(touch).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({
          operation: 'subscription.make',
          holdersZh: '销售主任、置业顾问',
          project: 'hill',
        }),
      }),
    );
  });
});

describe('a query', () => {
  const fields = { project: 'projectId', owner: 'consultantId' };
  const mine = { consultantId: 'zhao', projectId: { $in: ['harbour'] } };
  const theirs = { projectId: { $in: ['hill', 'lake'] } };

  it.each<[string, Grant[], { project: string; owner?: string }, unknown]>([
    ['one’s own records', [own], fields, mine],
    ['one’s own records in all projects', [ownAnywhere], fields, { consultantId: 'zhao' }],
    ['one’s projects', [hill], fields, theirs],
    ['either of two roles', [own, hill], fields, { $or: [mine, theirs] }],
    ['everything, all projects assigned', [own, everyProject], fields, {}],
    ['everything in the company', [company], fields, {}],
    [
      'one’s projects only, where nothing has an owner',
      [own, hill],
      { project: 'id' },
      { id: { $in: ['hill', 'lake'] } },
    ],
    ['a relation’s project', [hill], { project: 'unit.projectId' }, { unit: theirs }],
    [
      'one relation that has project and owner',
      [own],
      { project: 'hold.projectId', owner: 'hold.consultantId' },
      { $and: [{ hold: { consultantId: 'zhao' } }, { hold: { projectId: { $in: ['harbour'] } } }] },
    ],
  ])('sees %s', (_, grants, where, filter) => expect(inScope(zhao(...grants), where)).toEqual(filter));

  it.each<[string, Grant[], { project: string; owner?: string }]>([
    ['no grant', [], fields],
    ['a right to own records where nothing has an owner', [own], { project: 'projectId' }],
    ['a grant without projects', [{ ...hill, projects: [] }], fields],
    ['an unknown scope', [{ ...hill, scope: 'region' as never }], fields],
  ])('is refused with %s', (_, grants, where) => {
    expect(() => inScope(zhao(...grants), where)).toThrow(new Refusal('ALL-5.out-of-scope'));
  });
});
