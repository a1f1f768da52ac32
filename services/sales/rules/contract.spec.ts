import type { Clauses } from '#contracts/sales.js';
import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import { contractTerms, lint, type DealTerms } from './contract.js';
import type { PlanLineTerms } from './schedule.js';

const deal: DealTerms = {
  ...{ unitCode: '3-1201', price: Money.parse('1849337.00'), deposit: Money.parse('20000.00') },
  ...{ pricingBasis: 'building', buildingArea: Area.parse('92.47'), innerArea: Area.parse('74.20') },
};
const fair: Clauses = {
  ...{ buyerLateRate: Rate.parse('0.0001'), buyerGraceDays: 30 },
  ...{ sellerLateRate: Rate.parse('0.0001'), sellerGraceDays: 30 },
  ...{ handoverBy: '2028-06-30', handoverNoticeDays: 10, areaMethod: 'building' },
  ...{ buyerLateTierDays: 60, buyerLateRateBeyond: Rate.parse('0.0002'), filingWithinDays: 30, titleWithinDays: 90 },
  ...{ sellerLateTierDays: 60, sellerLateRateBeyond: Rate.parse('0.0002') },
};
const line = (share: string, kind: 'price' | 'loan' = 'price', days = 0): PlanLineTerms => ({
  ...{ label: '款', share: Rate.parse(share), kind, dueDaysAfterSigning: days },
});

describe('CON-1 the clauses are complete', () => {
  it('CON-1 names what a contract should say and does not', () => {
    const { filingWithinDays: _, titleWithinDays: __, ...bare } = fair;
    const [finding, ...others] = lint(deal, bare as Clauses);
    expect(finding).toMatchObject({ code: 'CON-1.incomplete', zh: '合同条款不完整：缺登记备案期限、产权登记期限' });
    expect(others).toEqual([]);
  });

  it('CON-1 a second late tier has its days and its rate, which is a share', () => {
    const { buyerLateRateBeyond: _, ...half } = fair;
    expect(() => lint(deal, half as Clauses)).toThrow(expect.objectContaining({ code: 'CON-1.late-tier' }));
    const beyond = { ...fair, sellerLateRateBeyond: Rate.parse('1.5') };
    expect(() => lint(deal, beyond)).toThrow(expect.objectContaining({ code: 'CON-1.late-rate' }));
  });

  it('CON-1 FIN-7 the buyer’s second late rate is no lower than the first: paying earlier never costs more', () => {
    const lower = { ...fair, buyerLateRateBeyond: Rate.zero };
    expect(() => lint(deal, lower)).toThrow(expect.objectContaining({ code: 'CON-1.late-tier-lower' }));
    expect(() => lint(deal, { ...fair, buyerLateRateBeyond: fair.buyerLateRate })).not.toThrow();
  });
});

describe('CON-1 the lint of the clauses', () => {
  it.each<[string, Partial<Clauses>, Partial<DealTerms>, string[]]>([
    ['fair clauses', {}, {}, []],
    ['a deposit of exactly 20%', {}, { deposit: Money.parse('369867.40') }, []],
    ['a deposit over 20%', {}, { deposit: Money.parse('369867.41') }, ['CON-1.deposit-share']],
    ['a seller’s rate below the buyer’s', { sellerLateRate: Rate.zero }, {}, ['CON-1.seller-late-rate']],
    ['a buyer’s rate below the seller’s', { buyerLateRate: Rate.zero }, {}, []],
    ['a seller’s longer grace', { sellerGraceDays: 31 }, {}, ['CON-1.seller-grace']],
    ['a buyer’s longer grace', { buyerGraceDays: 31 }, {}, []],
    ['a notice of nine days', { handoverNoticeDays: 9 }, {}, ['CON-1.handover-notice']],
    ['no settlement of areas', { areaMethod: 'unit' }, {}, []],
    ['a seller’s second tier below the buyer’s', { sellerLateRateBeyond: Rate.zero }, {}, ['CON-1.seller-late-rate']],
    [
      'all of it',
      { sellerLateRate: Rate.zero, sellerGraceDays: 60, handoverNoticeDays: 0 },
      { deposit: deal.price },
      ['CON-1.deposit-share', 'CON-1.seller-late-rate', 'CON-1.seller-grace', 'CON-1.handover-notice'],
    ],
  ])('CON-1 %s', (_, clauses, terms, codes) => {
    const findings = lint({ ...deal, ...terms }, { ...fair, ...clauses });
    expect(findings.map(({ code }) => code)).toEqual(codes);
    for (const { zh, en } of findings)
      expect([zh, en]).toEqual([expect.stringMatching(/\d/), expect.stringMatching(/\d/)]);
  });

  it.each<[string, Partial<Clauses>, Partial<DealTerms>]>([
    ['CON-1.late-rate', { buyerLateRate: Rate.parse('-0.0001') }, {}],
    ['CON-1.late-rate', { sellerLateRate: Rate.parse('1.0001') }, {}],
    ['CON-1.area-method', { areaMethod: 'inner' }, {}],
    ['CON-1.area-method', {}, { pricingBasis: 'unit' }],
  ])('%s is refused', (code, clauses, terms) => {
    const linting = () => lint({ ...deal, ...terms }, { ...fair, ...clauses });
    expect(linting).toThrow(expect.objectContaining({ code }));
  });
});

describe('CON-1 the terms', () => {
  it.each([
    ['building', '20000.00'],
    ['inner', '24924.53'],
    ['unit', '20000.00'],
  ] as const)('CON-1 priced by %s have the price per m² that an area difference is settled at', (basis, perM2) => {
    const priced = { ...deal, price: Money.parse('1849400.00'), pricingBasis: basis };
    const terms = contractTerms(priced, [line('1')], { ...fair, areaMethod: basis }, '2026-11-23');
    expect(String(terms.pricePerM2)).toBe(perM2);
    expect(terms.pricePerM2Derivation).toMatchObject({ formula: 'price ÷ area', rounding: 'half-up-fen' });
  });

  it('CON-1 the loan is the sum of the loan lines', () => {
    const lines = [line('0.4'), line('0.5', 'loan'), line('0.1', 'loan')];
    expect(String(contractTerms(deal, lines, fair, '2026-11-23').loan)).toBe('1109602.20');
  });
});
