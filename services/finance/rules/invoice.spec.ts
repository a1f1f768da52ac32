import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { invoiceAmount, vatSplit, vatTerms } from './invoice.js';
import { unitPrice } from './invoice-fields.js';
import type { Owed } from './standing.js';

const general = vatTerms({});
const simple = vatTerms({ vatMethod: 'simple' });
const aFen = fc.bigInt({ min: 1n, max: 10n ** 12n });
const terms = fc.constantFrom(general, simple, vatTerms({ vatRate: Rate.parse('0.03') }));

describe('FIN-11 the split of an invoice', () => {
  it.each([
    ['109.00', '100.00', '9.00', general],
    ['1000000.00', '917431.19', '82568.81', general],
    ['0.01', '0.01', '0.00', general],
    ['0.06', '0.06', '0.00', general],
    ['1854258.00', '1701154.13', '153103.87', general],
    ['105.00', '100.00', '5.00', simple],
    ['1000000.00', '952380.95', '47619.05', simple],
  ])('FIN-11 of %s is %s net and %s VAT', (amount, net, vat, by) => {
    const split = vatSplit(Money.parse(amount), by);
    expect([split.net, split.vat].map(String)).toEqual([net, vat]);
    const inputs = { amount, rate: by.rate.toString(), method: by.method };
    expect(split.derivation).toMatchObject({ inputs, result: net, rounding: 'half-up-fen' });
  });

  it('FIN-11 rounds half a fen up', () => {
    const split = vatSplit(Money.parse('0.03'), { method: 'general', rate: Rate.one });
    expect([split.net, split.vat].map(String)).toEqual(['0.02', '0.01']);
  });

  it('FIN-11 sums to the amount, and net times (1 + rate) is within half a fen each way of it', () => {
    fc.assert(
      fc.property(aFen, (fen) => {
        const { net, vat } = vatSplit(Money.fen(fen), general);
        expect(net.fen + vat.fen).toBe(fen);
        const off = net.fen * 109n - fen * 100n;
        expect(2n * (off < 0n ? -off : off) <= 109n).toBe(true);
      }),
    );
  });

  it('FIN-11 has VAT within a fen of net × rate, by either method', () => {
    fc.assert(
      fc.property(aFen, terms, (fen, by) => {
        const { net, vat } = vatSplit(Money.fen(fen), by);
        expect(net.fen + vat.fen).toBe(fen);
        expect(vat.minus(net.times(by.rate)).abs().fen <= 1n).toBe(true);
      }),
    );
  });

  it('FIN-11 of a red letter is that of its invoice, below zero to the fen', () => {
    fc.assert(
      fc.property(aFen, terms, (fen, by) => {
        const [blue, red] = [vatSplit(Money.fen(fen), by), vatSplit(Money.fen(-fen), by)];
        expect([red.net, red.vat].map((one) => one.negated().fen)).toEqual([blue.net.fen, blue.vat.fen]);
      }),
    );
  });

  it('FIN-11 has a price by square metre that gives the net amount back, to the fen', () => {
    fc.assert(
      fc.property(aFen, fc.bigInt({ min: 10_000n, max: 1_000_000n }), (fen, hundredths) => {
        const [net, area] = [Money.fen(fen), Area.hundredths(hundredths)];
        const price = Rate.parse(unitPrice(net, area));
        const back = (price.scaled * area.hundredths * 2n + 10n ** 10n) / (2n * 10n ** 10n);
        expect(back).toBe(net.fen);
      }),
    );
  });

  it('FIN-11 has no rate that is none', () => {
    for (const rate of ['0', '-0.09', '1', '9']) {
      expect(() => vatTerms({ vatRate: Rate.parse(rate) })).toThrow('FIN-11.vat-rate');
    }
  });
});

describe('FIN-11 an invoice', () => {
  const price = Money.parse('1000.00');
  const settledAt = new Date('2027-05-01T00:00:00Z');
  const contracted = { unitCode: '3-1201', state: 'contracted' as const, price, settledAt };
  const line = { id: '1', kind: 'price' as const, label: '', line: 1, amount: price, dueOn: '2027-01-01' };
  const paid: Owed = { ...line, paid: price, state: 'paid' };
  const open = { paid: Money.zero, state: 'open' as const };

  it('FIN-11 is for the price', () => expect(invoiceAmount(contracted, [paid])).toBe(price));

  it.each([
    ['FIN-11.no-contract', { ...contracted, state: 'subscribed' as const }, paid],
    ['FIN-11.no-contract', { ...contracted, state: 'cancelled' as const }, paid],
    ['FIN-11.no-contract', { ...contracted, withdrawalId: 'withdrawn' }, paid],
    ['FIN-11.unpaid', contracted, { ...paid, ...open }],
    ['FIN-11.unpaid', contracted, { ...paid, ...open, kind: 'loan' as const }],
    ['FIN-11.unpaid', contracted, { ...paid, ...open, kind: 'late-fee' as const }],
    ['FIN-11.settlement-open', { ...contracted, settledAt: null }, paid],
  ])('FIN-11 is refused with %s', (code, deal, owed) => expect(() => invoiceAmount(deal, [owed])).toThrow(code));
});
