import { DecidePaymentDelay, RequestPaymentDelay } from '#contracts/finance-arrears.js';
import { ReverseReceipt, VoidReceipt } from '#contracts/finance-receipts.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast } from '#testing/cast.js';
import type { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';
import { LateInTest } from './late-fees-in-test.js';

let finance: FinanceInTest;
let late: LateInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  late = new LateInTest(finance);
});
afterAll(() => finance.close());

const takenBack: Record<string, (receiptId: string) => Promise<unknown>> = {
  'a void': (receiptId) =>
    finance.service.ask(VoidReceipt, { receiptId, reason: '金额录错' }, [cast.qian, 'receipt.void']),
  'a red letter': (receiptId) =>
    finance.service.ask(ReverseReceipt, { receiptId, reason: '支票退票' }, [cast.wu, 'receipt.reverse']),
};

/** What is owed in late fees if the rest is paid today and in 30 days. */
async function feesOf(deal: ToldDeal): Promise<string[]> {
  const today = dayOf(new Date());
  const sheets = [await late.sheet(deal, today), await late.sheet(deal, addDays(today, 30))];
  return sheets.map(({ outstanding }: { outstanding: string }) => outstanding);
}

/** What is owed, without what is owed no more. */
async function owedOf(deal: ToldDeal): Promise<string[]> {
  return (await late.owed(deal)).filter((line) => !line.endsWith(' cancelled'));
}

describe('FIN-7 a late fee', () => {
  it.each(Object.entries(takenBack))('FIN-7 is to the fen what it was before, after %s', async (name, takeBack) => {
    const deal = await late.signed(`8-301 ${name}`, [
      ['price', '50000.01', 45],
      ['price', '49999.99', 7],
      ['price', '80000.00', -30],
    ]);
    await finance.pay(deal, '12345.67');
    const [before, owedBefore] = [await feesOf(deal), await owedOf(deal)];
    const { receiptId } = await finance.pay(deal, '88888.88');
    expect(await owedOf(deal)).not.toEqual(owedBefore);
    await takeBack(receiptId);
    expect(await feesOf(deal)).toEqual(before);
    expect(await owedOf(deal)).toEqual(owedBefore);
    expect(await late.proves(deal)).toBe(true);
  });

  it.each([
    [false, '0.00'],
    [true, '100.00'],
  ])('FIN-7 FIN-9 of an instalment whose payment is delayed, running on: %s', async (lateFeeRuns, fee) => {
    const deal = await late.signed(`8-302 ${lateFeeRuns}`, [['price', '100000.00', 10]]);
    await finance.pay(deal, '60000.00');
    const { receivableId } = await late.receivable(deal, '第1期');
    const asked = { receivableId, until: addDays(dayOf(new Date()), 8), reason: '贷款审批中' };
    const { paymentDelayId } = await finance.service.ask(RequestPaymentDelay, asked, [
      cast.sun,
      'late-fee.waive-request',
    ]);
    const decided = { paymentDelayId, decision: 'approve', lateFeeRuns };
    await finance.service.ask(DecidePaymentDelay, decided, [cast.wang, 'late-fee.waive-approve']);
    const { outstanding } = await late.sheet(deal, dayOf(new Date()));
    expect(outstanding).toBe(fee);
    expect(await late.proves(deal)).toBe(true);
  });
});
