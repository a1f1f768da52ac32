import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decentInstant,
  ladderOf,
  obstacleTo,
  reminderText,
  sendBefore,
  stepDue,
  tomorrow,
  type Step,
} from './dunning.js';

const at = (text: string) => new Date(`${text}+08:00`);
const house = ladderOf({});
const named = { project: '云禾苑', unit: '3-1201', label: '第2期', amount: '80000.00', dueOn: '2027-01-10' };

describe('FIN-10 the ladder', () => {
  it.each<[number, number | null, number | undefined]>([
    [-4, null, undefined],
    [-3, null, -3],
    [0, -3, undefined],
    [1, -3, 1],
    [6, null, 1],
    [7, 1, 7],
    [20, null, 7],
    [20, 7, 15],
    [45, 15, 30],
    [45, 30, undefined],
  ])('FIN-10 %i days late, after step %p, comes to %p', (daysLate, last, after) => {
    expect(stepDue(house, daysLate, last)?.after).toBe(after);
  });

  it('FIN-10 is the project’s own, lowest first, one step a day, and ends at the lawyer', () => {
    const steps: Step[] = [
      { after: 9, channel: 'lawyer' },
      { after: 12, channel: 'sms' },
      { after: 2, channel: 'sms' },
      { after: 2, channel: 'call' },
    ];
    expect(ladderOf({ steps }).map(({ after, channel }) => [after, channel])).toEqual([
      [2, 'sms'],
      [9, 'lawyer'],
    ]);
    expect(ladderOf({ steps: [] })).toEqual([]);
  });

  it('FIN-10 takes no step twice and passes over none that a person takes, however late it begins', () => {
    const channel = fc.constantFrom('sms' as const, 'call' as const, 'letter' as const, 'lawyer' as const);
    const steps = fc.array(fc.record({ after: fc.integer({ min: -30, max: 90 }), channel }), { maxLength: 8 });
    fc.assert(
      fc.property(steps, fc.integer({ min: -40, max: 120 }), (some, daysLate) => {
        const ladder = ladderOf({ steps: some });
        const taken: Step[] = [];
        for (let step = stepDue(ladder, daysLate, null); step; step = stepDue(ladder, daysLate, step.after)) {
          expect(step.after).toBeGreaterThan(taken.at(-1)?.after ?? -Infinity);
          taken.push(step);
        }
        const byHand = ladder.filter((one) => one.channel !== 'sms' && one.after <= daysLate);
        expect(taken.filter((one) => one.channel !== 'sms')).toEqual(byHand);
      }),
    );
  });
});

describe('FIN-10 decent hours', () => {
  it.each([
    ['2027-01-11T08:59', '2027-01-11T09:00'],
    ['2027-01-11T09:00', '2027-01-11T09:00'],
    ['2027-01-11T19:59', '2027-01-11T19:59'],
    ['2027-01-11T20:00', '2027-01-12T09:00'],
    ['2027-01-31T23:30', '2027-02-01T09:00'],
  ])('FIN-10 at %s a message waits until %s', (now, then) => {
    expect(decentInstant(at(now), {})).toEqual(at(then));
  });

  it('FIN-10 are the project’s own; a window that is none is the whole day', () => {
    expect(decentInstant(at('2027-01-11T09:00'), { from: '10:30', to: '11:00' })).toEqual(at('2027-01-11T10:30'));
    expect(sendBefore(at('2027-01-11T10:40'), { from: '10:30', to: '11:00' })).toEqual(at('2027-01-11T11:00'));
    const always = { from: '00:00', to: '00:00' };
    expect(decentInstant(at('2027-01-11T03:00'), always)).toEqual(at('2027-01-11T03:00'));
    expect(sendBefore(at('2027-01-11T03:00'), always)).toEqual(at('2027-01-12T00:00'));
    expect(tomorrow(at('2027-01-11T03:00'), always)).toEqual(at('2027-01-12T00:00'));
    expect(tomorrow(at('2027-01-11T10:00'), {})).toEqual(at('2027-01-12T09:00'));
  });
});

describe('FIN-10 what is said, and what is in the way', () => {
  it('FIN-10 a text names the instalment, and not the customer', () => {
    expect(reminderText(undefined, { ...named, daysLate: 5 })).toMatch(/3-1201“第2期”尚欠 80000.00 元.*逾期 5 天/);
    expect(reminderText({ after: -3, channel: 'sms' }, { ...named, daysLate: -3 })).toMatch(/应付日 2027-01-10/);
    const own = { after: 1, channel: 'sms' as const, text: '{unit}欠{amount}，{nothing}' };
    expect(reminderText(own, { ...named, daysLate: 1 })).toBe('3-1201欠80000.00，{nothing}');
  });

  const deal = { state: 'contracted' as const, withdrawalId: null };
  const owed = { state: 'open' as const, dueOn: '2027-01-10', delayedUntil: null, awaitsNode: false };
  const free = { paused: false, referred: false };
  it.each([
    [undefined, deal, owed, free],
    ['cancelled', { ...deal, state: 'cancelled' as const }, owed, free],
    ['cancelled', { ...deal, withdrawalId: 'w' }, owed, free],
    ['paid', deal, { ...owed, state: 'paid' as const }, free],
    ['cancelled', deal, { ...owed, state: 'cancelled' as const }, free],
    ['moved', deal, { ...owed, dueOn: '2027-02-10' }, free],
    ['moved', deal, { ...owed, delayedUntil: '2027-03-01' }, free],
    ['moved', deal, { ...owed, awaitsNode: true }, free],
    ['paused', deal, owed, { paused: true, referred: false }],
    ['referred', deal, owed, { paused: true, referred: true }],
  ] as const)('FIN-10 in the way stands: %p', (why, itsDeal, its, still) => {
    expect(obstacleTo({ dueOn: '2027-01-10' }, itsDeal, its, still)).toBe(why);
  });
});
