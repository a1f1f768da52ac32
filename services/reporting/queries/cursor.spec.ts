import { describe, expect, it } from '@jest/globals';
import { cursorOf, placeOf } from './cursor.js';

const id = '0199f3a0-0001-7000-8000-000000000001';

describe('a cursor', () => {
  it('is read as it was written', () => {
    const place = { at: new Date('2026-11-23T09:30:00.123Z'), sequence: 7, id };
    expect(placeOf(cursorOf(place))).toEqual(place);
  });

  it.each([
    ['nothing', ''],
    ['a moment that no calendar has', `2026-13-45T00:00:00.000Z_0_${id}`],
    ['a moment that PostgreSQL cannot keep', `+275760-09-13T00:00:00.000Z_0_${id}`],
    ['one before its time', `-271821-04-20T00:00:00.000Z_0_${id}`],
    ['a place below the first', `2026-11-23T09:30:00.123Z_-1_${id}`],
    ['no id', `2026-11-23T09:30:00.123Z_0_' or 1=1 --`],
    ['more than it has', `2026-11-23T09:30:00.123Z_0_${id}_x`],
  ])('is no cursor with %s', (_, cursor) => {
    expect(() => placeOf(cursor)).toThrow('after');
  });
});
