import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { equalInstalments, equalPrincipal, monthlyInstalment, type Repayment } from './loan.js';
import { Money } from './money.js';
import { Rate } from './rate.js';

const loan = (principal: string, annualRate: string, years: number) => ({
  ...{ principal: Money.parse(principal), annualRate: Rate.parse(annualRate), months: years * 12 },
});

describe('MOR-7 what a loan costs', () => {
  it.each([
    ['1000000.00', '0.049', 30, '5307.27'],
    ['1000000.00', '0.049', 20, '6544.44'],
    ['1000000.00', '0.0325', 30, '4352.06'],
    ['1000000.00', '0', 10, '8333.33'],
  ])('MOR-7 equal instalments of %s at %s over %i years are %s a month', (principal, rate, years, monthly) => {
    const terms = loan(principal, rate, years);
    expect(String(monthlyInstalment(terms))).toBe(monthly);
    const { payments } = equalInstalments(terms);
    expect(payments.slice(0, -1).every(({ payment }) => String(payment) === monthly)).toBe(true);
  });

  it('MOR-7 equal principal of 1,000,000 at 4.9% over 30 years begins at 6861.11 and costs 737,041.67', () => {
    const { payments, totalInterest } = equalPrincipal(loan('1000000.00', '0.049', 30));
    expect(String(payments[0]!.payment)).toBe('6861.11');
    expect(String(payments[1]!.payment)).toBe('6849.77');
    expect(totalInterest.minus(Money.parse('737041.67')).abs() < Money.parse('1.00')).toBe(true);
  });

  it('MOR-7 the last payment takes the remainder', () => {
    const { payments } = equalInstalments(loan('100.00', '0', 1));
    expect(payments.map(({ payment }) => String(payment))).toEqual([...Array(11).fill('8.33'), '8.37']);
  });

  it('MOR-7 whatever the loan, both kinds pay it back to the fen and never below zero', () => {
    const principals = fc.bigInt({ min: 1n, max: 10n ** 11n });
    const rates = fc.bigInt({ min: 0n, max: 3n * 10n ** 9n });
    fc.assert(
      fc.property(principals, rates, fc.integer({ min: 1, max: 360 }), (fen, scaled, months) => {
        const terms = { principal: Money.fen(fen), annualRate: Rate.of(scaled, 10n ** 10n), months };
        for (const repayment of [equalInstalments(terms), equalPrincipal(terms)]) proves(repayment, terms.principal);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['0.00', '0.03', 1],
    ['1.00', '-0.03', 1],
    ['1.00', '1.1', 1],
    ['1.00', '0.03', 0],
    ['1.00', '0.03', 51],
  ])('MOR-7 %s at %s over %i years is no loan', (principal, rate, years) => {
    expect(() => equalPrincipal(loan(principal, rate, years))).toThrow(RangeError);
  });
});

function proves({ payments, totalInterest, total }: Repayment, principal: Money): void {
  expect(Money.sum(payments.map((one) => one.principal)).fen).toBe(principal.fen);
  expect(Money.sum(payments.map((one) => one.payment)).fen).toBe(total.fen);
  expect(total.minus(totalInterest).fen).toBe(principal.fen);
  expect(payments.at(-1)!.balance.fen).toBe(0n);
  let before = principal;
  for (const { principal: part, interest, payment, balance } of payments) {
    expect(part.isNegative || interest.isNegative || balance.isNegative).toBe(false);
    expect(payment.fen).toBe(part.fen + interest.fen);
    expect(before.minus(part).fen).toBe(balance.fen);
    before = balance;
  }
}
