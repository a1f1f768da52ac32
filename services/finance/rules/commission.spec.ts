import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commissionEarned, payout, stepsUnlessTold } from './commission.js';

const rate = Rate.parse('0.0035');
const steps = [
  ['0.30', '0.50'],
  ['1', '1'],
].map(([paidShare, part]) => ({ paidShare: Rate.parse(paidShare!), part: Rate.parse(part!) }));
const standing = (paid: string, more: object = {}) => ({
  ...{ price: Money.parse('1888888.00'), paid: Money.parse(paid), off: false, flagged: false },
  ...more,
});

describe('FIN-13 what a deal earns', () => {
  it.each([
    ['0.00', '0.00'],
    ['566666.39', '0.00'],
    ['566666.40', '3305.56'],
    ['1888887.99', '3305.56'],
    ['1888888.00', '6611.11'],
    ['2000000.00', '6611.11'],
  ])('FIN-13 with %s paid it is %s', (paid, amount) => {
    expect(commissionEarned({ rate, steps }, standing(paid)).amount.toString()).toBe(amount);
  });

  it('FIN-13 all of it when all is paid, unless the project says otherwise', () => {
    const terms = { rate, steps: stepsUnlessTold };
    expect(commissionEarned(terms, standing('1888887.99')).amount.isZero).toBe(true);
    expect(commissionEarned(terms, standing('1888888.00')).amount.toString()).toBe('6611.11');
  });

  it('CRM-6 nothing while it is flagged, nor when the deal is off', () => {
    const amounts = [{ flagged: true }, { off: true }].map((more) => {
      return commissionEarned({ rate, steps }, standing('1888888.00', more)).amount.toString();
    });
    expect(amounts).toEqual(['0.00', '0.00']);
  });

  it('ALL-2 says how it came to be', () => {
    const { derivation } = commissionEarned({ rate, steps }, standing('566666.40'));
    expect(derivation).toMatchObject({
      ...{ rule: 'FIN-13', inputs: { whole: '6611.11', share: '0.3', part: '0.5' }, result: '3305.56' },
      steps: [{ formula: 'price × rate', inputs: { price: '1888888.00', rate: '0.0035' }, rounding: 'half-up-fen' }],
    });
  });

  it('FIN-13 more paid never earns less, and never more than the whole', () => {
    const fen = fc.bigInt({ min: 0n, max: 200_000_000n });
    fc.assert(
      fc.property(fen, fen, (one, other) => {
        const [less, more] = (one < other ? [one, other] : [other, one]).map((paid) =>
          commissionEarned({ rate, steps }, { ...standing('0.00'), paid: Money.fen(paid) }),
        );
        return less!.amount <= more!.amount && more!.amount <= Money.parse('6611.11');
      }),
    );
  });
});

it('FIN-13 nobody is paid below zero; the rest is carried into the next period', () => {
  const fen = fc.bigInt({ min: -10_000_000n, max: 10_000_000n }).map((amount) => Money.fen(amount));
  fc.assert(
    fc.property(fen, fen, (before, earned) => {
      const brought = Money.min(before, Money.zero);
      const { payable, carriedForward } = payout(brought, earned);
      const whole = payable.plus(carriedForward).equals(brought.plus(earned));
      return whole && !payable.isNegative && !carriedForward.isPositive && (payable.isZero || carriedForward.isZero);
    }),
  );
});
