import type { ContractState, ReviewStage } from '#contracts/sales.js';
import { describe, expect, it } from '@jest/globals';
import {
  decided,
  intoReview,
  nextStep,
  reviewed,
  sealed,
  sentToRegistry,
  slipArrived,
  takenIn,
  type Standing,
} from './standing.js';

const at = new Date('2026-11-23T02:00:00Z');
const timing = { at, lengths: { 'CON-3.finance-review': 'PT5S' } };
const in5s = new Date(at.getTime() + 5_000);
const standing = (state: ContractState, stage: ReviewStage | null = null, submittedAt: Date | null = null) => ({
  ...{ number: 'HT-YH-000001', state, stage, submittedAt, paidSlipAt: at },
});
const approve = (stage: ReviewStage) => reviewed(standing('in-review', stage), { stage, decision: 'approve' }, timing);
const codeOf = (step: () => unknown) => {
  try {
    step();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('CON-3 the way of a contract', () => {
  it.each<[string, ReturnType<typeof approve>, Standing, string | null, string | undefined]>([
    [
      'signed',
      intoReview(null, standing('in-review'), timing),
      { state: 'in-review', stage: 'supervisor' },
      null,
      'CON-3.sales-review',
    ],
    ['by the supervisor', approve('supervisor'), { state: 'in-review', stage: 'manager' }, null, undefined],
    [
      'by the manager',
      approve('manager'),
      { state: 'in-review', stage: 'accounting' },
      'CON-3.sales-review',
      'CON-3.finance-review',
    ],
    ['by accounting', approve('accounting'), { state: 'in-review', stage: 'cfo' }, null, undefined],
    ['by the CFO', approve('cfo'), { state: 'approved', stage: null }, 'CON-3.finance-review', 'CON-3.to-seal'],
    ['sealed', sealed(standing('approved'), timing), { state: 'sealed' }, 'CON-3.to-seal', 'CON-6.filing'],
    [
      'to the registry',
      sentToRegistry(standing('sealed'), timing),
      { state: 'filing', submittedAt: null },
      null,
      undefined,
    ],
    [
      'taken in there',
      takenIn(standing('filing'), timing),
      { state: 'filing', submittedAt: at },
      'CON-6.filing',
      undefined,
    ],
    ['registered', decided(standing('filing', null, at), true, timing), { state: 'filed' }, null, undefined],
    [
      'refused there',
      decided(standing('filing', null, at), false, timing),
      { state: 'sealed', submittedAt: null },
      null,
      'CON-6.filing',
    ],
  ])('CON-3 %s', (_, step, to, leaves, awaits) => {
    expect(step).toMatchObject({ to, leaves });
    expect(step.awaits?.id).toBe(awaits);
  });

  it('ALL-6 the project’s own lengths count', () => {
    expect(approve('manager').awaits).toEqual({ id: 'CON-3.finance-review', dueAt: in5s });
  });

  it('CON-3 a return needs a reason, and leaves the deadline of its stage behind', () => {
    const back = (reason?: string) =>
      reviewed(standing('in-review', 'cfo'), { stage: 'cfo', decision: 'return', ...(reason && { reason }) }, timing);
    expect(codeOf(() => back())).toBe('CON-3.reason-missing');
    expect(codeOf(() => back(' '))).toBe('CON-3.reason-missing');
    expect(back('有误')).toEqual({
      to: { state: 'returned', stage: null },
      leaves: 'CON-3.finance-review',
      awaits: null,
    });
  });

  it.each<[ContractState, (string | undefined)[]]>([
    ['in-review', [undefined, 'CON-3.not-returned', 'CON-3.not-approved', 'CON-6.not-sealed']],
    ['returned', ['CON-3.not-in-review', undefined, 'CON-3.not-approved', 'CON-6.not-sealed']],
    ['approved', ['CON-3.not-in-review', 'CON-3.not-returned', undefined, 'CON-6.not-sealed']],
    ['sealed', ['CON-3.not-in-review', 'CON-3.not-returned', 'CON-3.not-approved', undefined]],
    ['filing', ['CON-3.not-in-review', 'CON-3.not-returned', 'CON-3.not-approved', 'CON-6.not-sealed']],
    ['filed', ['CON-3.not-in-review', 'CON-3.not-returned', 'CON-3.not-approved', 'CON-6.not-sealed']],
  ])('CON-3 from %s each step is taken or refused', (state, codes) => {
    const from = standing(state, state === 'in-review' ? 'supervisor' : null);
    const steps = [
      () => reviewed(from, { stage: 'supervisor', decision: 'approve' }, timing),
      () => intoReview(from, from, timing),
      () => sealed(from, timing),
      () => sentToRegistry(from, timing),
    ];
    expect(steps.map(codeOf)).toEqual(codes);
    expect(nextStep(from)).toMatch(/^[\p{Script=Han}]+ \([\w ]+\)$/u);
  });
});

describe('CON-6 the time for filing', () => {
  it.each<[ContractState, string | undefined]>([
    ['sealed', 'CON-6.filing'],
    ['filing', 'CON-6.filing'],
    ['approved', undefined],
    ['filed', undefined],
  ])('CON-6 of a contract that is %s begins with the payment slip: %s', (state, deadline) => {
    const unpaid = { ...standing(state), paidSlipAt: null };
    expect(slipArrived(unpaid, timing)).toMatchObject({ leaves: null, to: { state, paidSlipAt: at } });
    expect(slipArrived(unpaid, timing).awaits?.id).toBe(deadline);
  });

  it('CON-6 does not run on the seal alone', () => {
    expect(sealed({ ...standing('approved'), paidSlipAt: null }, timing)).toMatchObject({ awaits: null });
  });
});
