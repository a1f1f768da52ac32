import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, dayOf, daysBetween, endOf, isDay, startOf } from './time.js';

const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });

describe('days in Shanghai', () => {
  it.each([
    ['2026-03-01T15:59:59.999Z', '2026-03-01'],
    ['2026-03-01T16:00:00.000Z', '2026-03-02'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01'],
  ])('at %s it is %s', (instant, day) => expect(dayOf(new Date(instant))).toBe(day));

  it('begin at 16:00 UTC the day before and last to the millisecond before the next', () => {
    expect(startOf('2026-03-02').toISOString()).toBe('2026-03-01T16:00:00.000Z');
    expect(endOf('2026-03-02').toISOString()).toBe('2026-03-02T15:59:59.999Z');
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %i days is %s', (day, count, reached) => expect(addDays(day, count)).toBe(reached));

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-08-31', 24, '2028-08-31'],
  ])('%s and %i months is %s', (day, count, reached) => expect(addMonths(day, count)).toBe(reached));

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-1-1',
    '20260101',
    '2026-01-01T00:00:00Z',
    '',
    null,
    20260101,
    '2026-00-10',
  ])('%j is no day', (text) => expect(isDay(text)).toBe(false));

  it('that do not exist are refused', () => {
    expect(() => startOf('2026-02-30')).toThrow(RangeError);
    expect(() => addDays('today', 1)).toThrow(RangeError);
    expect(() => daysBetween('2026-01-01', '')).toThrow(RangeError);
  });

  it('hold every instant between their start and their end', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const day = dayOf(instant);
        expect(isDay(day) && startOf(day) <= instant && instant <= endOf(day)).toBe(true);
      }),
    );
  });

  it('are as far apart as was added', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -5000, max: 5000 }), (instant, count) => {
        const day = dayOf(instant);
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });
});
