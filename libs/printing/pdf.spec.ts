import { describe, expect, it } from '@jest/globals';
import { type Paper, pdfOf } from './pdf.js';

const paper: Paper = {
  ...{
    title: '商品房定购协议',
    number: 'DG-YH-000001',
    trace: '0af76519',
    printedAt: new Date('2026-11-24T02:00:00Z'),
  },
  blocks: [
    { heading: '第一条 房屋' },
    { text: '买受人定购云湖花园 3-1201 房。' },
    { fields: [['买受人', '林晓、欧阳喆']] },
    { table: { head: ['期次', '金额（元）', '应付日'], rows: [['首付款', '360000.00', '2026-12-01']] } },
    { signatures: ['出卖人', '买受人'] },
  ],
};

describe('CON-7 a printed paper', () => {
  it('CON-7 is a PDF with the Chinese font embedded, and the same paper is the same file', async () => {
    const [one, again] = [await pdfOf(paper), await pdfOf(paper)];
    expect(one.subarray(0, 5).toString()).toBe('%PDF-');
    expect(one.toString('latin1')).toMatch(/\/FontName \/[A-Z]+\+NotoSansHans/);
    expect(one.equals(again)).toBe(true);
  });

  it('CON-7 runs over as many pages as it needs, each with number and trace', async () => {
    const rows = Array.from({ length: 200 }, (_, at) => [`第${at + 1}期`, '1000.00', '2026-12-01']);
    const long = await pdfOf({ ...paper, blocks: [{ table: { head: ['期次', '金额', '应付日'], rows } }] });
    expect(long.toString('latin1').match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(3);
  });
});
