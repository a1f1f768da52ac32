import type { PaperKind } from '#contracts/sales-contracts.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import { defaultTemplates } from './default-templates.js';
import { clauseWords } from './paper-words.js';
import { paperBlocks, refuseSample } from './paper.js';

const clauses = {
  ...{ buyerLateRate: Rate.parse('0.0003'), buyerGraceDays: 30, sellerLateRate: Rate.parse('0.0012') },
  ...{ sellerGraceDays: 30, handoverBy: '2028-06-30', handoverNoticeDays: 10, areaMethod: 'building' as const },
};

describe('CON-7 a sample', () => {
  it.each(Object.keys(defaultTemplates) as PaperKind[])(
    'CON-7 of the house for a %s says what its paper has',
    (paper) => {
      expect(() => refuseSample(paper, defaultTemplates[paper].blocks)).not.toThrow();
    },
  );

  it('CON-7 has its placeholders said, and its tables filled', () => {
    const facts = { words: { price: '1200000.00' }, parties: [], unit: [], lines: [] };
    const line = { label: '首付款', amount: '360000.00', dueOn: '2026-12-01' };
    const blocks = paperBlocks([{ kind: 'text', text: '总价 {price} 元' }, { kind: 'schedule' }], {
      ...facts,
      lines: [line],
    });
    expect(blocks).toMatchObject([
      { text: '总价 1200000.00 元' },
      { table: { rows: [['1', '首付款', '360000.00', '2026-12-01']] } },
    ]);
  });

  it('CON-1 says the tiers, the own clause on areas and the times as they were agreed', () => {
    expect(clauseWords(clauses)).toMatchObject({ buyerLateRate: '0.03%', sellerLateRate: '0.12%', buyerTier: '' });
    const more = {
      ...{ buyerLateTierDays: 60, buyerLateRateBeyond: Rate.parse('0.0005'), areaOwnClause: '面积差异互不补退。' },
      ...{ filingWithinDays: 30, titleWithinDays: 90 },
    };
    const words = clauseWords({ ...clauses, ...more });
    expect(words.buyerTier).toBe('逾期超过 60 日的，自约定期限之次日起改按日 0.05% 计算，不再适用前述标准。');
    expect(words).toMatchObject({ areaClause: '面积差异互不补退。', handoverBy: '2028年6月30日' });
    expect(words.filingClause).toMatch('30 日内');
  });
});
