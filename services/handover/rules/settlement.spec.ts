import { Area } from '#kernel/area.js';
import { describe, expect, it } from '@jest/globals';
import { refuseUnlessCheckable, refuseUnlessEnterable, refuseUnlessVerifiable, settlementState } from './settlement.js';

const settlementStates = ['entered', 'checked', 'verified', 'signed', 'paid'] as const;
const areas = (building: string, inner: string) => ({
  buildingArea: Area.parse(building),
  innerArea: Area.parse(inner),
});
const outcome = (act: () => void): string => {
  try {
    act();
    return 'done';
  } catch (refusal) {
    return (refusal as { code: string }).code;
  }
};

describe('TIT-1 certified areas', () => {
  it.each([
    ['90.10', '72.00', 'done'],
    ['90.10', '90.10', 'done'],
    ['90.10', '90.11', 'TIT-1.areas'],
    ['0.00', '0.00', 'TIT-1.areas'],
    ['-90.10', '-95.00', 'TIT-1.areas'],
    ['90.10', '-1.00', 'TIT-1.areas'],
  ])('of %s with %s inside: %s', (building, inner, expected) => {
    expect(outcome(() => refuseUnlessEnterable(areas(building, inner)))).toBe(expected);
  });

  it('are entered until they are verified, and checked once', () => {
    const entering = settlementStates.map((state) => outcome(() => refuseUnlessEnterable(areas('90', '70'), state)));
    expect(entering).toEqual(['done', 'done', 'TIT-1.verified', 'TIT-1.verified', 'TIT-1.verified']);
    const checking = settlementStates.map((state) => outcome(() => refuseUnlessCheckable(state)));
    expect(checking).toEqual(['done', ...Array.from({ length: 4 }, () => 'TIT-1.already-checked')]);
  });
});

describe('TIT-2 the buyer’s choice', () => {
  it.each([
    ['entered', false, undefined, 'TIT-4.not-checked'],
    ['checked', false, undefined, 'done'],
    ['checked', false, true, 'done'],
    ['checked', false, false, 'TIT-2.no-rescission'],
    ['checked', true, undefined, 'TIT-2.choice'],
    ['checked', true, false, 'TIT-2.rescission'],
    ['checked', true, true, 'done'],
    ['verified', true, true, 'TIT-4.already-verified'],
    ['paid', false, true, 'TIT-4.already-verified'],
  ] as const)('%s, may rescind %s, keeps %s: %s', (state, mayRescind, buyerKeeps, expected) => {
    expect(outcome(() => refuseUnlessVerifiable({ state, mayRescind }, buyerKeeps))).toBe(expected);
  });

  it('TIT-4 is signed and paid in whichever order that is told', () => {
    const at = new Date();
    expect(settlementState({ state: 'verified' })).toBe('verified');
    expect(settlementState({ state: 'verified', signedAt: at })).toBe('signed');
    expect(settlementState({ state: 'paid', signedAt: at, paidAt: at })).toBe('paid');
  });
});
