import { Money } from '#kernel/money.js';
import { describe, expect, it } from '@jest/globals';
import { receiptPaper } from './receipt-paper.js';

const receipt = {
  ...{ number: 'YH-000007', payer: '林晓', amount: Money.parse('10010.50'), method: 'cheque' as const },
  ...{ cashierName: '钱敏', receivedAt: new Date('2026-11-24T17:00:00Z'), trace: '0af76519', chequeNumber: '30881' },
};
const around = { project: '云湖花园', unit: '3-1201', paid: [{ label: '首付款', amount: Money.parse('10010.50') }] };

describe('FIN-2 the paper of a receipt', () => {
  it('FIN-2 says who paid what for what, in digits and capitals, on the day in China', () => {
    const paper = receiptPaper(receipt, around);
    expect(paper).toMatchObject({ title: '收据', number: 'YH-000007', trace: '0af76519' });
    expect(paper).not.toHaveProperty('watermark');
    const [{ fields }] = paper.blocks as [{ fields: [string, string][] }];
    expect(Object.fromEntries(fields)).toEqual({
      ...{ 项目: '云湖花园', 房号: '3-1201', 付款人: '林晓', '金额（元）': '10010.50', 付款方式: '支票' },
      ...{ 大写金额: '人民币壹万零壹拾元伍角整', 支票号: '30881', 收款日期: '2026-11-25', 收款人: '钱敏' },
    });
    expect(paper.blocks).toContainEqual({ table: { head: ['款项', '金额（元）'], rows: [['首付款', '10010.50']] } });
  });

  it('FIN-4 is marked when it was voided or reversed, and the red letter says what it takes back', () => {
    const marked = (more: object) => {
      const { title, watermark, blocks } = receiptPaper({ ...receipt, reason: '退票' }, { ...around, ...more });
      const [{ fields }] = blocks as [{ fields: [string, string][] }];
      return [title, watermark, ...fields.slice(9).flat()];
    };
    expect(marked({ voidedFor: '录错' })).toEqual(['收据', '作废', '作废原因', '录错']);
    expect(marked({ redLetter: 'YH-000008' })).toEqual(['收据', '已红冲', '已红冲，红字收据号', 'YH-000008']);
    const red = ['红字收据', '红字', '红冲收据号', 'YH-000006', '红冲原因', '退票'];
    expect(marked({ reverses: 'YH-000006' })).toEqual(red);
  });
});
