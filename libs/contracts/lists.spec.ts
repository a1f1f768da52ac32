import { deadlines } from '#kernel/deadlines.js';
import { describe, expect, it } from '@jest/globals';
import { listsOf, namedLists } from './lists.js';

const names = Object.values(namedLists).map(({ zh }) => zh);
const selling = Object.entries(deadlines).filter(([id]) => /^(INV|CRM|RES|OPEN|SUB|CON)-/.test(id));

describe('ALL-7 the catalogue of lists', () => {
  it.each(selling)('ALL-6 ALL-7 who misses %s is on a list that can be read', (_, { overdueList }) => {
    if (overdueList) expect(names).toContain(overdueList.zh);
  });

  it('ALL-7 has each name once, and every list is somebody’s work', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(Object.values(namedLists).filter(({ roles }) => roles.length === 0)).toEqual([]);
  });

  it('ALL-7 is answered by three services', () => {
    const all = (['inventory', 'sales', 'finance'] as const).flatMap(listsOf);
    expect(all.toSorted()).toEqual(Object.keys(namedLists).toSorted());
  });
});
