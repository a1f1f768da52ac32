import type { MortgageState } from '#contracts/mortgage.js';
import { describe, expect, it } from '@jest/globals';
import { goesOn, refuseUnlessSubmittable } from './submission.js';

const filed = new Date();

describe('MOR-3 submission', () => {
  it.each([
    ['collecting', filed, 'MOR-3.not-checked'],
    ['collected', filed, 'MOR-3.not-checked'],
    ['more-papers', filed, 'MOR-3.not-checked'],
    ['checked', filed, 'MOR-3.no-bank'],
    ['refused', filed, 'MOR-3.no-bank'],
    ['bank-chosen', null, 'MOR-3.not-filed'],
  ] as [MortgageState, Date | null, string][])('of %s, filed at %s, is refused with %s', (state, filedAt, code) => {
    const refusal = expect.objectContaining({ code, facts: { unit: '3-1201' } });
    expect(() => refuseUnlessSubmittable({ unitCode: '3-1201', state, filedAt })).toThrow(refusal);
  });

  it('needs checked papers, a bank, and a filed contract', () => {
    expect(() => refuseUnlessSubmittable({ unitCode: '3-1201', state: 'bank-chosen', filedAt: filed })).not.toThrow();
  });

  it.each([
    [null, false],
    [{ bank: '建设银行', endedFor: null }, true],
    [{ bank: '建设银行', endedFor: 'refused' }, false],
    [{ bank: '工商银行', endedFor: null }, false],
  ])('at 建设银行 after %j goes on: %s', (current, on) => expect(goesOn(current, '建设银行')).toBe(on));
});
