import { describe, expect, it } from '@jest/globals';
import { isAttachable, refuseUnderReview, refuseUnlessTieable } from './attachment.js';

const good = {
  contract: { number: 'YH-1', projectId: 'p', customerId: 'lin', unitCode: '3-1201' },
  homeUse: '住宅',
  unit: { unitCode: 'P-101', projectId: 'p', use: '车位' },
  customerId: 'lin',
};

describe('INV-7 what can be tied to the contract of a home', () => {
  it('INV-7 is a parking space or a storage room', () => {
    expect(['车位', '地下车位', '车库', '储藏室'].every(isAttachable)).toBe(true);
    expect(['住宅', '商铺', '', null].some(isAttachable)).toBe(false);
  });

  it.each([
    ['another home', { unit: { ...good.unit, use: '住宅' } }, 'INV-7.not-attachable'],
    ['anything to a parking space', { homeUse: '车位' }, 'INV-7.not-a-home'],
    ['what is elsewhere', { unit: { ...good.unit, projectId: 'q' } }, 'INV-7.other-project'],
    ['what somebody else has', { customerId: 'zhou' }, 'INV-7.not-theirs'],
    ['what nobody has', { customerId: null }, 'INV-7.not-theirs'],
  ])('INV-7 is not %s', (_, other, code) => {
    expect(() => refuseUnlessTieable(good)).not.toThrow();
    expect(() => refuseUnlessTieable({ ...good, ...other })).toThrow(expect.objectContaining({ code }));
  });

  it('INV-7 CON-3 changes only until the first reviewer has signed', () => {
    const number = 'YH-1';
    expect(() => refuseUnderReview({ number, state: 'in-review' })).not.toThrow();
    expect(() => refuseUnderReview({ number, state: 'returned', supervisorId: 'sun' })).not.toThrow();
    for (const standing of [
      { state: 'in-review', supervisorId: 'sun' },
      { state: 'approved' },
      { state: 'filed' },
    ] as const)
      expect(() => refuseUnderReview({ number, ...standing })).toThrow(
        expect.objectContaining({ code: 'INV-7.under-review' }),
      );
  });
});
