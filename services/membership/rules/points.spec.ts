import type { PointsState } from '#contracts/membership.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { after, paidEnough, referral, refuseUnlessPaidEnough, type steps } from './points.js';

const member = { projectId: 'yh', customerId: 'wu', card: 'M00000001' };
const deal = { projectId: 'yh', customerId: 'lin', unitCode: '3-1201', price: Money.parse('1849337.00') };
const refusal = (code: string) => expect.objectContaining({ code });

describe('MEM-2 points', () => {
  it('are one for each full ¥1,000 of the price, with the derivation', () => {
    const { points, derivation } = referral(member, deal);
    expect(points).toBe(1849);
    const inputs = { price: '1849337.00', pricePerPoint: '1000.00' };
    expect(derivation).toMatchObject({ rule: 'MEM-2', inputs, result: '1849' });
  });

  it('never are worth more than the price, nor a whole point less', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 100_000n, max: 10n ** 13n }), (fen) => {
        const { points } = referral(member, { ...deal, price: Money.fen(fen) });
        expect(BigInt(points) * 100_000n <= fen && fen < BigInt(points + 1) * 100_000n).toBe(true);
      }),
    );
  });

  it.each([
    ['MEM-3.self-referral', { customerId: 'wu' }],
    ['MEM-2.deal-cancelled', { cancelledAt: new Date() }],
    ['MEM-2.other-project', { projectId: 'sz' }],
    ['MEM-2.no-points', { price: Money.parse('999.99') }],
  ])('are refused with %s for %j', (code, other) => {
    expect(() => referral(member, { ...deal, ...other })).toThrow(refusal(code));
  });

  it('are for a member who is no customer too', () => {
    expect(referral({ ...member, customerId: null }, deal).points).toBe(1849);
  });

  it.each([
    ['0', false],
    ['0.7999999999', false],
    ['0.8', true],
    ['1', true],
  ])('can be redeemed with %s of the price paid: %s', (share, enough) => {
    expect(paidEnough(Rate.parse(share))).toBe(enough);
    if (enough) expect(() => refuseUnlessPaidEnough(Rate.parse(share))).not.toThrow();
    else expect(() => refuseUnlessPaidEnough(Rate.parse(share))).toThrow(refusal('MEM-2.below-80'));
  });

  it.each([
    ['applied', 'approve', 'approved'],
    ['applied', 'refuse', 'refused'],
    ['approved', 'confirm', 'confirmed'],
    ['confirmed', 'redeem', 'redeemed'],
    ['applied', 'confirm', null],
    ['approved', 'redeem', null],
    ['approved', 'approve', null],
    ['refused', 'approve', null],
    ['redeemed', 'redeem', null],
    ['clawed-back', 'redeem', null],
  ] as [PointsState, keyof typeof steps, PointsState | null][])('from %s by %s are %s', (state, step, next) => {
    if (next) expect(after(state, step)).toBe(next);
    else expect(() => after(state, step)).toThrow(refusal('MEM-2.wrong-state'));
  });
});
