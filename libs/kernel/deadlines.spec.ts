import { describe, expect, it } from '@jest/globals';
import { deadlineAt, deadlineFor, deadlines, isDeadlineId, isLength } from './deadlines.js';

/** Friday 6 March 2026, 10:00 in Shanghai. */
const friday = new Date('2026-03-06T02:00:00.000Z');

describe('a deadline', () => {
  it.each([
    ['PT12H', 'elapsed', '2026-03-06T14:00:00.000Z'],
    ['PT3S', 'elapsed', '2026-03-06T02:00:03.000Z'],
    ['PT0S', 'elapsed', '2026-03-06T02:00:00.000Z'],
    ['PT1H30M', 'elapsed', '2026-03-06T03:30:00.000Z'],
    ['P1D', 'elapsed', '2026-03-07T02:00:00.000Z'],
    ['P1DT1H', 'elapsed', '2026-03-07T03:00:00.000Z'],
    ['P1M', 'elapsed', '2026-04-06T02:00:00.000Z'],
    ['P7D', 'calendar', '2026-03-13T15:59:59.999Z'],
    ['P1M', 'calendar', '2026-04-06T15:59:59.999Z'],
    ['P0D', 'calendar', '2026-03-06T15:59:59.999Z'],
    ['PT3S', 'calendar', '2026-03-06T02:00:03.000Z'],
    ['P2D', 'working', '2026-03-10T15:59:59.999Z'],
    ['PT3S', 'working', '2026-03-06T02:00:03.000Z'],
  ] as const)('of %s on the %s clock is reached at %s', (length, clock, at) => {
    expect(deadlineAt(friday, { length, clock }).toISOString()).toBe(at);
  });

  it('late in the evening in UTC counts from the next day in Shanghai', () => {
    const at = deadlineAt(new Date('2026-03-06T20:00:00.000Z'), { length: 'P1D', clock: 'calendar' });
    expect(at.toISOString()).toBe('2026-03-08T15:59:59.999Z');
  });

  it('in working days passes over the Spring Festival and stops on a Saturday that is worked', () => {
    const at = deadlineAt(new Date('2026-02-13T02:00:00.000Z'), { length: 'P1D', clock: 'working' });
    expect(at.toISOString()).toBe('2026-02-14T15:59:59.999Z');
  });

  it.each(['', 'P', 'PT', 'P1DT', '12H', 'P-1D', 'P1.5D', 'P1W', 'P1Y', 'PT1S1H', 'P99999D', 'p1d', 'P1D\n', 3, null])(
    'has no length of %j',
    (text) => {
      expect(isLength(text)).toBe(false);
      expect(() => deadlineAt(friday, { length: text as string, clock: 'elapsed' })).toThrow(RangeError);
    },
  );

  it('is as long as the catalogue says unless the project says otherwise', () => {
    expect(deadlineFor('SUB-3.deposit', friday).toISOString()).toBe('2026-03-06T14:00:00.000Z');
    expect(deadlineFor('SUB-3.deposit', friday, { 'SUB-3.deposit': 'PT3S' }).getTime()).toBe(friday.getTime() + 3000);
    expect(deadlineFor('SUB-7.signing', friday, { 'SUB-3.deposit': 'PT3S' }).toISOString()).toBe(
      '2026-03-13T15:59:59.999Z',
    );
  });
});

describe('the catalogue', () => {
  it.each(Object.entries(deadlines))('has %s with a rule, a length, names, and a list or an act', (id, deadline) => {
    expect(isDeadlineId(id)).toBe(true);
    expect(deadline.rule).toMatch(/^[A-Z]+-\d+$/);
    expect(isLength(deadline.length)).toBe(true);
    expect(deadline.zh).toMatch(/\p{Script=Han}/u);
    expect(deadline.en).toMatch(/^[A-Z]/);
    expect(deadline.overdueList !== null || deadline.acts).toBe(true);
  });

  it.each([
    ['SUB-3.deposit', 'PT12H', 'elapsed', true],
    ['SUB-7.signing', 'P7D', 'calendar', false],
    ['SUB-7.delay', 'P1M', 'calendar', false],
    ['CON-3.sales-review', 'P2D', 'working', false],
    ['CON-3.finance-review', 'P2D', 'working', false],
    ['CON-3.discount-review', 'P1D', 'working', false],
    ['CON-3.to-seal', 'P1D', 'working', false],
    ['CON-6.filing', 'P2D', 'calendar', false],
    ['HAN-2.notice', 'P10D', 'calendar', false],
    ['MOR-1.papers', 'P15D', 'calendar', false],
    ['CRM-1.entry', 'P1D', 'working', false],
    ['CRM-2.silence', 'P14D', 'calendar', false],
    ['CRM-3.survey', 'P2D', 'working', false],
    ['GAT-1.password', 'P90D', 'calendar', true],
  ] as const)('gives %s %s of %s time (acts: %s)', (id, length, clock, acts) => {
    expect(deadlines[id]).toMatchObject({ length, clock, acts });
  });

  it.each(['constructor', 'SUB-3', '', null])('does not know %j', (id) => expect(isDeadlineId(id)).toBe(false));
});
