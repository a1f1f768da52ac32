import { describe, expect, it } from '@jest/globals';
import { beyond } from './assignable.js';

const companyWide = (role: string) => role === 'cfo';
const consultant = (...projects: string[]) => ({ role: 'consultant', projects });

describe('what an administrator can give', () => {
  it('is everything for the administrator of all projects', () => {
    expect(beyond([{ role: 'cfo', projects: '*' as const }], '*', companyWide)).toBeUndefined();
  });

  it('stays within the projects that they administer', () => {
    expect(beyond([consultant('a')], ['a', 'b'], companyWide)).toBeUndefined();
    expect(beyond([consultant('a', 'c')], ['a', 'b'], companyWide)).toEqual(consultant('a', 'c'));
    expect(beyond([{ role: 'consultant', projects: '*' as const }], ['a'], companyWide)).toBeDefined();
  });

  it('is no role that reaches the whole company', () => {
    expect(beyond([{ role: 'cfo', projects: ['a'] }], ['a'], companyWide)).toBeDefined();
  });
});
