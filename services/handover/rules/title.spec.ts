import { describe, expect, it } from '@jest/globals';
import { refuseUnlessAppliable, refuseUnlessCollectable, titleOutcome } from './title.js';

const at = new Date();
const paid = { invoiceConfirmedAt: at, settlementPaidAt: at };
const code = (refused: string) => expect.objectContaining({ code: refused });

describe('TIT-4 a title', () => {
  it('is applied for with a confirmed invoice and a paid settlement, and again only when it was refused', () => {
    expect(() => refuseUnlessAppliable(paid)).not.toThrow();
    expect(() => refuseUnlessAppliable({ ...paid, earlier: 'refused' })).not.toThrow();
    expect(() => refuseUnlessAppliable({ ...paid, earlier: 'submitted' })).toThrow(code('TIT-4.applied'));
    expect(() => refuseUnlessAppliable({ ...paid, settlementPaidAt: null })).toThrow(code('TIT-4.unsettled'));
    expect(() => refuseUnlessAppliable({ ...paid, invoiceConfirmedAt: null })).toThrow(code('TIT-4.no-invoice'));
  });

  it('is collected once, when it is issued', () => {
    expect(() => refuseUnlessCollectable('issued')).not.toThrow();
    for (const state of [undefined, 'applying', 'submitted', 'refused'] as const) {
      expect(() => refuseUnlessCollectable(state)).toThrow(code('TIT-4.not-issued'));
    }
    expect(() => refuseUnlessCollectable('collected')).toThrow(code('TIT-4.collected'));
  });

  it('follows what the registry says, with the day it was in China', () => {
    const registered = { state: 'registered', number: 'BDC1', registeredAt: '2027-09-14T17:00:00.000Z' } as const;
    expect(titleOutcome(registered)).toEqual({ state: 'issued', certificateNumber: 'BDC1', issuedOn: '2027-09-15' });
    expect(titleOutcome({ state: 'refused', reason: '材料不齐' })).toEqual({
      state: 'refused',
      refusedFor: '材料不齐',
    });
    expect(titleOutcome({ state: 'cancelled' })).toEqual({ state: 'refused', refusedFor: 'cancelled' });
    expect(titleOutcome({ state: 'submitted' })).toBeUndefined();
  });
});
