import { describe, expect, it } from '@jest/globals';
import { isId, newId } from './ids.js';

describe('ids', () => {
  it('are UUIDs of version 7 that carry the time of their making', () => {
    const before = Date.now();
    const id = newId();
    const madeAt = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(madeAt >= before && madeAt <= Date.now()).toBe(true);
  });

  it('are all different', () => {
    expect(new Set(Array.from({ length: 10_000 }, newId)).size).toBe(10_000);
  });

  it.each([
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', true],
    ['3F2504E0-4F89-41D3-9A0C-0305E82C3301', false],
    ['3f2504e0-4f89-41d3-7a0c-0305e82c3301', false],
    ['3f2504e04f8941d39a0c0305e82c3301', false],
    ['00000000-0000-0000-0000-000000000000', false],
    [7, false],
  ])('%s is one: %s', (text, answer) => expect(isId(text)).toBe(answer));
});
