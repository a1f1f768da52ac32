import type { MortgageState } from '#contracts/mortgage.js';
import { Money } from '#kernel/money.js';
import { describe, expect, it } from '@jest/globals';
import { confirmedWith, loanOf } from './disbursement.js';

const yuan = (text: string) => Money.parse(text);
const of = (state: MortgageState, confirmed: string) => ({ state, loan: yuan('900'), confirmed: yuan(confirmed) });

describe('MOR-5 disbursement', () => {
  it.each([
    ['1000', undefined, '1000.00'],
    ['1000', '900', '900.00'],
    ['1000', '1100', '1000.00'],
  ])('of %s applied for and %s approved, %s is the loan', (amount, approved, loan) => {
    const approvedAmount = approved ? yuan(approved) : null;
    expect(loanOf({ amount: yuan(amount), approvedAmount }).toString()).toBe(loan);
  });

  it.each(['approved', 'customer-signed', 'registering', 'registered'] as const)('adds up parts while %s', (state) => {
    expect(confirmedWith({ amount: yuan('400') }, of(state, '500')).toString()).toBe('900.00');
  });

  it.each(['submitted', 'refused', 'disbursed', 'cancelled'] as const)('is refused while %s', (state) => {
    const refusal = expect.objectContaining({ code: 'MOR-5.not-payable' });
    expect(() => confirmedWith({ amount: yuan('400') }, of(state, '0'))).toThrow(refusal);
  });

  it('is confirmed once, and never beyond the loan', () => {
    const again = { amount: yuan('400'), confirmedAt: new Date() };
    expect(() => confirmedWith(again, of('registered', '400'))).toThrow(
      expect.objectContaining({ code: 'MOR-5.confirmed' }),
    );
    expect(() => confirmedWith({ amount: yuan('400.01') }, of('registered', '500'))).toThrow(
      expect.objectContaining({ code: 'MOR-5.over-loan' }),
    );
  });
});
