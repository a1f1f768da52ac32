import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addWorkingDays, isWorkingDay } from './calendar.js';
import { holidayYears } from './holidays.js';
import { addDays, daysBetween, isDay } from './time.js';

const days = fc.integer({ min: 0, max: 1400 }).map((after) => addDays('2024-06-01', after));

describe('working days', () => {
  it.each([
    ['2025-01-26', true, 'Sunday worked for the Spring Festival'],
    ['2025-01-28', false, 'the eve of the Spring Festival'],
    ['2025-02-04', false, 'its last day off'],
    ['2025-02-05', true, 'the day after'],
    ['2025-04-27', true, 'Sunday worked for Labour Day'],
    ['2025-10-08', false, 'National Day with Mid-Autumn'],
    ['2025-10-11', true, 'Saturday worked for it'],
    ['2026-01-02', false, 'the Friday after New Year'],
    ['2026-01-04', true, 'Sunday worked for it'],
    ['2026-02-14', true, 'Saturday worked before the Spring Festival'],
    ['2026-02-23', false, 'the last Monday of the Spring Festival'],
    ['2026-02-28', true, 'Saturday worked after it'],
    ['2026-09-20', true, 'Sunday worked for National Day'],
    ['2026-10-08', true, 'the Thursday after National Day'],
    ['2026-10-10', true, 'Saturday worked for it'],
    ['2026-10-11', false, 'an ordinary Sunday'],
    ['2027-02-08', false, 'the Monday of the Spring Festival by law'],
    ['2027-06-09', false, 'Dragon Boat by law'],
    ['2024-10-01', false, 'National Day of a year without an entry'],
    ['2030-05-01', false, 'Labour Day of a year without an entry'],
    ['2030-05-03', true, 'a Friday of a year without an entry'],
    ['2023-12-30', false, 'a Saturday before the first Monday counted from'],
  ])('%s: %s (%s)', (day, worked) => expect(isWorkingDay(day)).toBe(worked));

  it.each([
    ['2025', 28, 5],
    ['2026', 33, 6],
  ])('%s has %i days off by notice and %i make-up days', (year, off, madeUp) => {
    const { holidays, makeUpDays } = holidayYears[year]!;
    const counted = holidays.reduce((sum, [from, to]) => sum + daysBetween(from, to) + 1, 0);
    expect([counted, makeUpDays.length]).toEqual([off, madeUp]);
  });

  it('have a calendar whose days exist, lie in their year and make up on weekends only', () => {
    for (const [year, { holidays, makeUpDays }] of Object.entries(holidayYears)) {
      for (const day of [...holidays.flatMap(([from, to]) => [from, to]), ...makeUpDays]) {
        expect(isDay(day) && day.startsWith(year)).toBe(true);
      }
      expect(makeUpDays.every((day) => [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay()))).toBe(true);
    }
  });

  it.each([
    ['2026-03-06', 1, '2026-03-09', 'over a weekend'],
    ['2026-03-07', 1, '2026-03-09', 'from a Saturday'],
    ['2026-02-13', 2, '2026-02-24', 'over the Spring Festival, Saturday 14th being worked'],
    ['2025-09-30', 2, '2025-10-10', 'over National Day'],
    ['2025-10-10', 1, '2025-10-11', 'to a Saturday that is worked'],
    ['2026-03-09', -1, '2026-03-06', 'backwards'],
    ['2026-03-07', 0, '2026-03-09', 'to the next one'],
    ['2026-03-09', 0, '2026-03-09', 'to itself'],
  ])('%s and %i is %s (%s)', (day, count, reached) => expect(addWorkingDays(day, count)).toBe(reached));

  it('are counted whole', () => {
    expect(() => addWorkingDays('2026-03-09', 0.5)).toThrow(RangeError);
    expect(() => isWorkingDay('2026-02-30')).toThrow(RangeError);
  });

  it('are what is reached, with exactly as many of them on the way', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 40 }), (day, count) => {
        const reached = addWorkingDays(day, count);
        const way = Array.from({ length: daysBetween(day, reached) }, (_, after) => addDays(day, after + 1));
        expect(isWorkingDay(reached)).toBe(true);
        expect(way.filter(isWorkingDay)).toHaveLength(count);
      }),
    );
  });
});
