import { describe, expect, it } from '@jest/globals';
import { checklist, listed, missingPapers, refuseUnlessComplete } from './checklist.js';

const all = Object.keys(checklist);

describe('MOR-1 the checklist', () => {
  it('names what is required and not in, in its own order', () => {
    expect(missingPapers(['contract-copy', 'id-card', 'bank-statements'])).toEqual([
      ...['household-register', 'income-proof', 'marriage-proof', 'down-payment-receipt'],
    ]);
    expect(missingPapers(all)).toEqual([]);
    expect(missingPapers(all.filter((code) => code !== 'guarantor-papers'))).toEqual([]);
  });

  it.each([[['id-card', 'passport']], [['constructor']]])('refuses %j, which it does not have', (codes) => {
    const refusal = expect.objectContaining({ code: 'MOR-1.unknown-paper' });
    expect(() => listed(codes)).toThrow(refusal);
    expect(listed(['id-card'])).toEqual(['id-card']);
  });

  it('MOR-2 lets nothing incomplete pass, and says what is missing in both languages', () => {
    const facts = { missing: ['income-proof'], missingZh: ['收入证明'], missingEn: ['Proof of income'] };
    const refusal = expect.objectContaining({ code: 'MOR-2.papers-missing', facts });
    expect(() => refuseUnlessComplete(all.filter((code) => code !== 'income-proof'))).toThrow(refusal);
    expect(() => refuseUnlessComplete(all)).not.toThrow();
  });
});
