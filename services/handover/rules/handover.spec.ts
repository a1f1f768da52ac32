import type { HandoverState } from '#contracts/handover.js';
import { describe, expect, it } from '@jest/globals';
import { refuseUnlessHappened, refuseUnlessNoticed, stateAfter, type Step } from './handover.js';

const code = (refused: string) => expect.objectContaining({ code: refused });

describe('HAN-2 the order of a handover', () => {
  const states: HandoverState[] = ['waiting', 'cleared', 'requested', 'notified', 'inspected', 'handed', 'checked'];
  const order: Step[] = ['clear', 'request', 'notice', 'inspection', 'keys', 'check'];

  it('is cleared, requested, noticed, inspected, handed, checked', () => {
    expect(order.map((step, at) => stateAfter(states[at]!, step))).toEqual(states.slice(1));
  });

  it('lets nothing else happen, but another inspection before the keys', () => {
    for (const [at, state] of states.entries()) {
      for (const step of order.filter((candidate) => candidate !== order[at])) {
        if (state === 'inspected' && step === 'inspection') expect(stateAfter(state, step)).toBe('inspected');
        else expect(() => stateAfter(state, step)).toThrow(/^HAN-[123]\.(order|not-cleared|handed-over)$/);
      }
    }
  });

  it.each([
    ['waiting', 'keys', 'HAN-1.not-cleared', 'clear'],
    ['cleared', 'keys', 'HAN-2.order', 'request'],
    ['requested', 'keys', 'HAN-2.order', 'notice'],
    ['notified', 'keys', 'HAN-2.order', 'inspection'],
    ['inspected', 'check', 'HAN-2.order', 'keys'],
    ['handed', 'keys', 'HAN-2.order', 'check'],
    ['checked', 'keys', 'HAN-3.handed-over', undefined],
  ] as const)('from %s, %s is refused with %s and the next step: %s', (state, step, refused, next) => {
    const facts = next ? expect.objectContaining({ next }) : expect.anything();
    expect(() => stateAfter(state, step)).toThrow(expect.objectContaining({ code: refused, facts }));
  });
});

describe('HAN-3 the days of a handover', () => {
  it('have come, and follow each other', () => {
    expect(() => refuseUnlessHappened('2027-06-10', '2027-06-10', '2027-06-10')).not.toThrow();
    expect(() => refuseUnlessHappened('2027-06-11', '2027-06-10')).toThrow(code('HAN-3.day-to-come'));
    expect(() => refuseUnlessHappened('2027-06-09', '2027-06-10', '2027-06-10')).toThrow(code('HAN-3.day-before'));
  });

  it.each([
    ['2027-06-19', {}, false],
    ['2027-06-20', {}, true],
    ['2027-06-10', { 'HAN-2.notice': 'P0D' }, true],
    ['2027-06-10', { 'HAN-2.notice': 'PT3S' }, true],
    ['2027-06-24', { 'HAN-2.notice': 'P15D' }, false],
    ['2027-06-25', { 'HAN-2.notice': 'P15D' }, true],
  ])('HAN-2 keys on %s after a notice on 2027-06-10 with %j: %s', (handedOn, lengths, allowed) => {
    const hand = () => refuseUnlessNoticed(handedOn, '2027-06-10', lengths);
    if (allowed) expect(hand).not.toThrow();
    else expect(hand).toThrow(code('HAN-2.notice-short'));
  });
});
