import { Money } from '#kernel/money.js';
import { describe, expect, it } from '@jest/globals';
import {
  cancellationMovement,
  contractMovement,
  disbursementMovement,
  receiptMovement,
  settlementMovement,
} from './allocation.js';
import type { Movement } from './movement.js';
import { nothing, type Owed } from './standing.js';

const yuan = Money.parse;
const owes = (id: string, kind: Owed['kind'], amount: string, dueOn: string, paid = '0'): Owed => {
  const state = amount === paid ? 'paid' : 'open';
  return { id, kind, label: id, line: 1, amount: yuan(amount), paid: yuan(paid), dueOn, state };
};
const deal = { ...nothing, state: 'contracted' as const, unitCode: '3-1201' };
const holding = (credit: string) => ({ ...nothing, received: yuan(credit), credit: yuan(credit) });

/** `{ first: '100.00' }`: what is put to each. */
const put = ({ parts }: Movement) => Object.fromEntries(parts.map(({ owed, amount }) => [owed.id, String(amount)]));

describe('FIN-2 a receipt', () => {
  const owed = [
    owes('later', 'price', '100', '2027-03-01'),
    owes('loan', 'loan', '700', '2027-01-01'),
    owes('first', 'price', '200', '2027-02-01', '50'),
  ];
  const receipt = (amount: string, receivableIds?: string[]) =>
    receiptMovement(deal, owed, { amount: yuan(amount), method: 'cash', ...(receivableIds ? { receivableIds } : {}) });

  it.each([
    ['less than the first', '149.99', undefined, { first: '149.99' }, '0.00'],
    ['the first exactly', '150', undefined, { first: '150.00' }, '0.00'],
    ['a fen more', '150.01', undefined, { first: '150.00', later: '0.01' }, '0.00'],
    ['more than all: never to the loan', '251', undefined, { first: '150.00', later: '100.00' }, '1.00'],
    ['as told', '120', ['later', 'first'], { later: '100.00', first: '20.00' }, '0.00'],
    ['as told, the rest is held though something else is owed', '120', ['later'], { later: '100.00' }, '20.00'],
    ['told twice is once', '120', ['later', 'later'], { later: '100.00' }, '20.00'],
  ])('FIN-2 of %s', (_, amount, told, parts, credit) => {
    const movement = receipt(amount, told);
    expect([put(movement), String(movement.credit)]).toEqual([parts, credit]);
  });

  it('FIN-3 is posted to cash, price and what is held', () => {
    const lines = receipt('251').lines.map(({ account, debit, credit }) => `${account} ${debit} ${credit}`);
    expect(lines).toEqual(['1001 251.00 0.00', '2203 0.00 250.00', '224102 0.00 1.00']);
  });

  it.each([
    ['MOR-5.loan-by-bank', ['loan']],
    ['FIN-2.not-owed', ['elsewhere']],
  ])('%s', (code, told) => expect(() => receipt('1', told)).toThrow(code));

  it('SUB-3.cancelled', () => {
    const cancelled = { ...deal, state: 'cancelled' as const };
    expect(() => receiptMovement(cancelled, [], { amount: yuan('1'), method: 'cash' })).toThrow('SUB-3.cancelled');
  });

  it('MOR-5 the bank’s money goes to the loan alone', () => {
    expect(put(disbursementMovement(deal, owed, yuan('800')))).toEqual({ loan: '700.00' });
  });
});

describe('FIN-1 a contract', () => {
  it('makes price of the deposit and of what is held, and closes the deposit', () => {
    const owed = [owes('deposit', 'deposit', '20', '2026-11-01', '15'), owes('price', 'price', '30', '2026-12-01')];
    const movement = contractMovement({ ...holding('5'), allocated: yuan('15') }, owed);
    expect(put(movement)).toEqual({ deposit: '-15.00', price: '20.00' });
    expect(movement.parts.map(({ state }) => state)).toEqual(['converted', 'open']);
  });

  it('holds what of the deposit is more than the price lines', () => {
    const owed = [owes('deposit', 'deposit', '20', '2026-11-01', '20'), owes('loan', 'loan', '30', '2026-12-01')];
    expect(String(contractMovement(nothing, owed).credit)).toBe('20.00');
  });
});

describe('TIT-4 an area settlement', () => {
  it.each([
    ['owed by the customer, against what is held', '12', '5', [], { settlement: '5.00' }, '-5.00'],
    ['owed to the customer, held', '-12', '0', [], { settlement: '-12.00' }, '12.00'],
    [
      'owed to the customer, against price before loan',
      ...(['-12', '0'] as const),
      [owes('loan', 'loan', '70', '2027-01-01'), owes('price', 'price', '8', '2027-02-01')],
      ...([{ settlement: '-12.00', price: '8.00', loan: '4.00' }, '0.00'] as const),
    ],
  ])('TIT-4 %s', (_, amount, held, others, parts, credit) => {
    const settlement = owes('settlement', 'area-settlement', amount, '2027-05-01');
    const movement = settlementMovement(holding(held), [...others, settlement], settlement);
    expect([put(movement), String(movement.credit)]).toEqual([parts, credit]);
  });
});

it('SUB-3 a cancelled deal gives everything back to what is held, and takes the settlement out of the ledger', () => {
  const owed = [
    owes('price', 'price', '100', '2026-12-01', '100'),
    owes('settlement', 'area-settlement', '12', '2027-05-01', '2'),
  ];
  const { lines, parts, credit: held } = cancellationMovement({ ...holding('102'), allocated: yuan('102') }, owed);
  expect(parts.map(({ state, paid }) => `${state} ${paid}`)).toEqual(['cancelled 0.00', 'cancelled 0.00']);
  expect(String(held)).toBe('102.00');
  expect(lines.map(({ account, debit, credit }) => `${account} ${debit} ${credit}`)).toEqual([
    ...['1122 0.00 12.00', '2203 112.00 0.00', '1122 2.00 0.00', '224102 0.00 102.00'],
  ]);
});
