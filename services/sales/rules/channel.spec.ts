import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import { commissionBack, commissionOf, commissionRule, earns, refuseKnown, visited } from './channel.js';

const contract = { number: 'HT-YH-000001', price: Money.parse('1234567.89') };
const refusing = (code: string) => expect.objectContaining({ code });
const day = (number: number) => new Date(Date.UTC(2026, 10, number));

describe('CRM-8 the commission', () => {
  it('CRM-8 is a share of the price to the fen, with its derivation (ALL-2)', () => {
    const { amount, derivation } = commissionOf({ rate: Rate.parse('0.015') }, contract);
    expect(amount.toString()).toBe('18518.52');
    expect(derivation).toEqual({
      ...{ formula: 'price × rate', rule: 'CRM-8', rounding: 'half-up-fen', result: '18518.52' },
      inputs: { number: 'HT-YH-000001', price: '1234567.89', rate: '0.015' },
    });
  });

  it('CRM-8 or an amount a contract; what is taken back is the same money', () => {
    const earned = commissionOf({ amount: Money.parse('20000') }, contract);
    expect(earned.amount.toString()).toBe('20000.00');
    const back = commissionBack({ number: contract.number, ...earned }, 'CON-5.withdrawn');
    expect(back.amount.plus(earned.amount).isZero).toBe(true);
    expect(back.derivation).toMatchObject({ inputs: { amount: '20000.00', rule: 'CON-5.withdrawn' } });
  });

  it.each([
    ['none', {}],
    ['both', { rate: Rate.parse('0.01'), amount: Money.parse('1') }],
    ['nothing of it', { rate: Rate.zero }],
    ['all of it', { rate: Rate.one }],
  ])('CRM-8 a rule of %s is refused', (_, rule) => {
    expect(() => commissionRule(rule)).toThrow(refusing('CRM-8.rule-unclear'));
  });

  it('CRM-8 is earned from the visit to the end of the protection, by the time of signing', () => {
    const report = { visitedAt: day(5), protectedUntil: day(10) };
    expect([4, 5, 10, 11].map((signed) => earns(report, day(signed)))).toEqual([false, true, true, false]);
    expect(earns({ visitedAt: null, protectedUntil: day(10) }, day(6))).toBe(false);
  });
});

describe('CRM-8 a report', () => {
  const report = { state: 'reported' as const, phoneIndex: 'a', reportedAt: day(3) };
  const visitor = { customerId: 'c', project: '云湖', phones: ['b', 'a'], enteredAt: day(4), visits: [day(4)] };

  it('CRM-8 is confirmed by a visit since, and its protection begins anew', () => {
    const after = visited(report, visitor, day(4), { 'CRM-8.protection': 'P5D' });
    expect(after).toMatchObject({ state: 'visited', customerId: 'c', visitedAt: day(4) });
    expect(after.protectedUntil).toEqual(new Date('2026-11-09T15:59:59.999Z'));
  });

  it.each([
    ['CRM-8.not-open', { ...report, state: 'lapsed' as const }, visitor],
    ['CRM-8.not-open', { ...report, state: 'visited' as const }, visitor],
    ['CRM-8.other-person', report, { ...visitor, phones: ['b'] }],
    ['CRM-8.known-customer', report, { ...visitor, enteredAt: day(2) }],
    ['CRM-8.no-visit', report, { ...visitor, visits: [day(2)] }],
  ])('CRM-8 is not confirmed: %s', (code, stood, came) => {
    expect(() => visited(stood, came, day(5), {})).toThrow(refusing(code));
  });

  it('CRM-8 is refused for a customer who is known, or reported', () => {
    expect(() => refuseKnown('云湖', true, null)).toThrow(refusing('CRM-8.known-customer'));
    expect(() => refuseKnown('云湖', false, { protectedUntil: day(9) })).toThrow(refusing('CRM-8.reported-already'));
    expect(() => refuseKnown('云湖', false, null)).not.toThrow();
  });
});
