import { ReceiptPdf } from '#contracts/finance-receipts.js';
import { cast, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';
import { ReceiptsInTest } from './receipts-in-test.js';

let finance: FinanceInTest;
let receipts: ReceiptsInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  receipts = new ReceiptsInTest(finance);
});
afterAll(() => finance.close());

const take = async (receiptId: string, as: Person = cast.zhao) => {
  const { name, file } = await finance.service.ask(ReceiptPdf, { receiptId }, [as, 'report.desk']);
  const bytes = Buffer.from(file, 'base64');
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  return { name, file };
};
const taken = (receiptId: string) =>
  finance.service.rows('select by_id, by_name from receipt_taken where receipt_id = ? order by at', [receiptId]);

describe('FIN-2 the paper of a receipt', () => {
  it('FIN-2 ALL-9 is the same file each time, and who took it is kept', async () => {
    const deal = await finance.contracted('14-101');
    const paid = await finance.pay(deal, '1000.50');
    const paper = await take(paid.receiptId);
    expect(paper.name).toBe(`${paid.number}.pdf`);
    expect(await take(paid.receiptId, cast.qian)).toEqual(paper);
    expect(await taken(paid.receiptId)).toMatchObject([{ by_id: cast.zhao.id }, { by_id: cast.qian.id }]);
    await expect(take(paid.receiptId, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    expect(await taken(paid.receiptId)).toHaveLength(2);
    await expect(finance.service.rows('update receipt_taken set by_name = by_name')).rejects.toThrow('denied');
  });

  it('FIN-4 is another once the receipt is voided or reversed; the red letter has its own', async () => {
    const deal = await finance.contracted('14-102');
    const [wrong, bounced] = [await finance.pay(deal, '500.00'), await finance.pay(deal, '600.00')];
    const before = [await take(wrong.receiptId), await take(bounced.receiptId)];
    await receipts.void(wrong.receiptId);
    const red = await receipts.reverse(bounced.receiptId);
    expect((await take(wrong.receiptId)).file).not.toBe(before[0]!.file);
    expect((await take(bounced.receiptId)).file).not.toBe(before[1]!.file);
    expect((await take(red.receiptId)).name).toBe(`${red.number}.pdf`);
  });
});
