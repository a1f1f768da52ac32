import type { MortgageState } from '#contracts/mortgage.js';
import { Money } from '#kernel/money.js';
import { describe, expect, it } from '@jest/globals';
import { after, can, refuseUnlessCollecting, states, stepOfRevision, steps, type StepName } from './steps.js';

/** Monday, 10:00 in Shanghai. */
const monday = new Date('2026-11-23T02:00:00Z');
const path: StepName[] = [
  ...(['papers-complete', 'papers-passed', 'bank-chosen', 'submitted', 'bank-approved'] as const),
  ...(['customer-signed', 'registration-sent', 'mortgage-registered', 'paid-out'] as const),
];

describe('MOR-4 the steps', () => {
  it('lead from collecting papers to the money, and each state has its deadline', () => {
    let now: { state: MortgageState; dueBy?: Date | null } = { state: 'collecting' };
    const seen = path.map((step) => (now = after(now, step, monday, { lengths: {} })).state);
    expect(seen).toEqual(
      Object.keys(states).filter((one) => !['collecting', 'more-papers', 'refused', 'cancelled'].includes(one)),
    );
    expect(now.dueBy).toBeNull();
  });

  it.each([
    ['collecting', 'papers-passed'],
    ['collecting', 'bank-chosen'],
    ['checked', 'submitted'],
    ['refused', 'submitted'],
    ['submitted', 'customer-signed'],
    ['approved', 'registration-sent'],
    ['registering', 'paid-out'],
    ['cancelled', 'deal-cancelled'],
    ['disbursed', 'bank-chosen'],
  ] as [MortgageState, StepName][])('refuse, from %s, %s, and say what it must be', (state, step) => {
    const facts = expect.objectContaining({ state, fromZh: steps[step].from.map((from) => states[from].zh) });
    const refusal = expect.objectContaining({ code: 'MOR-4.wrong-state', facts });
    expect(() => after({ state }, step, monday, { lengths: {} })).toThrow(refusal);
  });

  it('lead from a refusal to another bank, and from papers wanted through the check again', () => {
    expect(can('refused', 'bank-chosen')).toBe(true);
    expect(can('more-papers', 'papers-complete')).toBe(true);
    expect(() => refuseUnlessCollecting('more-papers')).not.toThrow();
    expect(() => refuseUnlessCollecting('collected')).not.toThrow();
    const refusal = expect.objectContaining({ code: 'MOR-4.wrong-state' });
    expect(() => refuseUnlessCollecting('checked')).toThrow(refusal);
  });

  it('ALL-6 count the deadline from the step, with the project’s own length', () => {
    const { dueBy } = after({ state: 'collecting' }, 'papers-complete', monday, { lengths: { 'MOR-2.check': 'PT5S' } });
    expect(dueBy).toEqual(new Date('2026-11-23T02:00:05Z'));
    const usual = after({ state: 'collecting' }, 'papers-complete', monday, { lengths: {} });
    expect(usual.dueBy).toEqual(new Date('2026-11-25T15:59:59.999Z'));
  });

  it('let a deadline run on that two states share', () => {
    const dueBy = new Date('2026-12-01T15:59:59.999Z');
    const state = 'customer-signed';
    expect(after({ state, dueBy }, 'registration-sent', monday, { lengths: {} }).dueBy).toBe(dueBy);
  });
});

describe('CON-4 the loan of a revised contract', () => {
  it.each([
    ['collecting', '900000.00', 'amount'],
    ['refused', '900000.00', 'amount'],
    ['checked', '0.00', 'deal-cancelled'],
    ['cancelled', '900000.00', 'loan-again'],
    ['cancelled', '0.00', undefined],
    ['collecting', '1000000.00', undefined],
    ['submitted', '900000.00', undefined],
    ['disbursed', '0.00', undefined],
  ] as const)('CON-4 an application that is %s, and a loan of %s: %s', (state, loan, step) => {
    const application = { state, amount: Money.parse('1000000.00') };
    expect(stepOfRevision(application, Money.parse(loan))).toBe(step);
  });
});
