import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import type { SubscriptionState } from '#contracts/sales.js';
import { describe, expect, it } from '@jest/globals';
import type { ApprovedDiscount } from './discount-approval.js';
import { atDepositDeadline, buyersOf, overdueOf, subscriptionTerms } from './subscription.js';

const now = new Date('2026-11-23T02:00:00Z');
const offer = {
  ...{ unitCode: '3-1201', totalPrice: Money.parse('1200000.00'), floorPrice: Money.parse('1100000.00') },
  ...{ permitNumber: 'P1', withheld: false },
};
const policy = { deposit: Money.parse('20000.00'), deadlines: { 'SUB-3.deposit': 'PT2H' } };
const terms = (differently: object = {}, deposit = policy.deposit, approved?: ApprovedDiscount) =>
  subscriptionTerms({ ...offer, ...differently }, { kind: 'mortgage' }, [], { ...policy, deposit }, now, approved);

describe('SUB-1 the terms', () => {
  it('SUB-1 have price, deposit and both deadlines by the project’s lengths', () => {
    expect(JSON.parse(JSON.stringify(terms()))).toMatchObject({
      ...{ listPrice: '1200000.00', dealPrice: '1200000.00', deposit: '20000.00' },
      ...{ depositBy: '2026-11-23T04:00:00.000Z', signBy: '2026-11-30T15:59:59.999Z' },
    });
  });

  it.each([
    ['INV-5.unit-withheld', { withheld: true }, '20000.00'],
    ['INV-4.deal-without-permit', { permitNumber: '' }, '20000.00'],
    ['INV-4.deal-below-floor', { floorPrice: Money.parse('1200000.01') }, '20000.00'],
    ['SUB-2.deposit-share', {}, '240000.01'],
  ])('%s is refused', (code, differently, deposit) => {
    expect(() => terms(differently, Money.parse(deposit))).toThrow(expect.objectContaining({ code }));
  });

  it('SUB-2 a deposit of exactly 20% and a price of exactly the floor are in order', () => {
    expect(() => terms({ floorPrice: offer.totalPrice }, Money.parse('240000.00'))).not.toThrow();
  });
});

describe('INV-4 below the floor', () => {
  it('INV-4 the price may be below the floor by as much as was approved, which is a step of its derivation', () => {
    const approved = { approvalId: 'a', amount: Money.parse('150000.00') };
    const { dealPrice, derivation } = terms({}, policy.deposit, approved);
    expect(String(dealPrice)).toBe('1050000.00');
    expect(derivation).toMatchObject({
      rule: 'CON-2',
      inputs: { amount: '150000.00', approval: 'a' },
      steps: [{ rule: 'SUB-1' }],
    });
    const lower = () => terms({ floorPrice: Money.parse('1200000.01') }, policy.deposit, approved);
    expect(lower).toThrow(expect.objectContaining({ code: 'INV-4.deal-below-floor' }));
  });

  it('INV-6 a plan that was ended makes no new deal', () => {
    const plan = { kind: 'mortgage', code: 'AJ', endedAt: now } as const;
    const subscribing = () => subscriptionTerms(offer, plan, [], policy, now);
    expect(subscribing).toThrow(expect.objectContaining({ code: 'INV-6.plan-ended' }));
  });
});

describe('SUB-1 the buyers', () => {
  const buyers = (...shares: [string, string][]) =>
    buyersOf(
      'lin',
      shares.map(([customerId, share]) => ({ customerId, share: Rate.parse(share) })),
    );

  it('SUB-1 are the customer alone, or those named with their shares', () => {
    expect(buyers()).toEqual([{ customerId: 'lin', share: '1' }]);
    expect(buyers(['lin', '0.50'], ['wu', '0.5'])).toEqual([
      { customerId: 'lin', share: '0.5' },
      { customerId: 'wu', share: '0.5' },
    ]);
  });

  it.each<[string, [string, string][]]>([
    ['SUB-1.shares', [['lin', '0.9']]],
    [
      'SUB-1.shares',
      [
        ['lin', '1.5'],
        ['wu', '-0.5'],
      ],
    ],
    [
      'SUB-1.shares',
      [
        ['lin', '1'],
        ['wu', '0'],
      ],
    ],
    ['SUB-1.buyer-missing', [['wu', '1']]],
    [
      'SUB-1.buyer-twice',
      [
        ['lin', '0.5'],
        ['lin', '0.5'],
      ],
    ],
  ])('%s is refused', (code, shares) => {
    expect(() => buyers(...shares)).toThrow(expect.objectContaining({ code }));
  });
});

describe('what a passed deadline means', () => {
  it.each<[SubscriptionState, string, string]>([
    ['awaiting-deposit', '0', 'cancel'],
    ['awaiting-deposit', '0.01', 'overdue'],
    ['effective', '20000.00', 'nothing'],
    ['contracted', '20000.00', 'nothing'],
    ['cancelled', '0', 'nothing'],
  ])('SUB-3 %s with %s paid: %s', (state, paid, found) => {
    expect(atDepositDeadline({ state, paid: Money.parse(paid) })).toBe(found);
  });

  it.each<[SubscriptionState, string[]]>([
    ['awaiting-deposit', ['SUB-3.deposit', 'SUB-7.signing']],
    ['effective', ['SUB-7.signing']],
    ['contracted', []],
    ['cancelled', []],
  ])('ALL-6 %s is on %j when both have passed', (state, lists) => {
    expect(overdueOf({ state, depositOverdueSince: now, signingOverdueSince: now })).toEqual(lists);
    expect(overdueOf({ state })).toEqual([]);
  });
});
