import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { invoiceAmount, vatRate, vatSplit } from './invoice.js';
import type { Owed } from './standing.js';

describe('FIN-11 the split of an invoice', () => {
  it.each([
    ['109.00', '100.00', '9.00'],
    ['1000000.00', '917431.19', '82568.81'],
    ['0.01', '0.01', '0.00'],
    ['0.06', '0.06', '0.00'],
    ['1854258.00', '1701154.13', '153103.87'],
  ])('FIN-11 of %s is %s net and %s VAT', (amount, net, vat) => {
    const split = vatSplit(Money.parse(amount), vatRate);
    expect([split.net, split.vat].map(String)).toEqual([net, vat]);
    expect(split.derivation).toMatchObject({ inputs: { amount, rate: '0.09' }, result: net, rounding: 'half-up-fen' });
  });

  it('FIN-11 rounds half a fen up', () => {
    const split = vatSplit(Money.parse('0.03'), Rate.one);
    expect([split.net, split.vat].map(String)).toEqual(['0.02', '0.01']);
  });

  it('FIN-11 sums to the amount, and net times (1 + rate) is within half a fen each way of it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), (fen) => {
        const { net, vat } = vatSplit(Money.fen(fen), vatRate);
        expect(net.fen + vat.fen).toBe(fen);
        const off = net.fen * 109n - fen * 100n;
        expect(2n * (off < 0n ? -off : off) <= 109n).toBe(true);
      }),
    );
  });
});

describe('FIN-11 an invoice', () => {
  const price = Money.parse('1000.00');
  const settledAt = new Date('2027-05-01T00:00:00Z');
  const contracted = { unitCode: '3-1201', state: 'contracted' as const, price, settledAt };
  const line = { id: '1', kind: 'price' as const, label: '', line: 1, amount: price, dueOn: '2027-01-01' };
  const paid: Owed = { ...line, paid: price, state: 'paid' };

  it('is for the price', () => expect(invoiceAmount(contracted, [paid])).toBe(price));

  it.each([
    ['FIN-11.no-contract', { ...contracted, state: 'subscribed' as const }, paid],
    ['FIN-11.no-contract', { ...contracted, state: 'cancelled' as const }, paid],
    ['FIN-11.unpaid', contracted, { ...paid, paid: Money.zero, state: 'open' as const }],
    ['FIN-11.settlement-open', { ...contracted, settledAt: null }, paid],
  ])('%s', (code, deal, owed) => expect(() => invoiceAmount(deal, [owed])).toThrow(code));
});
