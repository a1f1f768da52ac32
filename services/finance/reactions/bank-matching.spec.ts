import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bankCsv, BankInTest } from '../commands/bank-in-test.js';
import { FinanceInTest } from '../commands/in-test.js';

let finance: FinanceInTest;
let bank: BankInTest;
const { today } = BankInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  bank = await BankInTest.opened(finance);
});
afterAll(() => finance.close());

let balance = 0n;
/** The next statement of the account: its opening balance is where the last one closed. */
function next(lines: Parameters<typeof bankCsv>[0]): Buffer {
  const opening = balance;
  for (const [, amount] of lines) balance += BigInt(amount.replace('.', ''));
  return bankCsv(lines, `${opening / 100n}.${(opening % 100n).toString().padStart(2, '0')}`);
}

const transfer = { method: 'transfer', payer: '林晓' };
const matchOf = async (documentId: string) => {
  const sql = `select m.kind, m.score, m.reasons, m.id from bank_item i join bank_match m on m.id = i.match_id
    where i.document_id = ?`;
  return (
    await finance.service.rows<{ kind: string; score: number; reasons: string[]; id: string }>(sql, [documentId])
  )[0];
};

describe('FIN-8 automatic matching', () => {
  it('FIN-8 a line and a receipt of the same amount, day and payer are matched, with score and reasons', async () => {
    const deal = await finance.subscribed('1-101');
    const { receiptId } = await finance.pay(deal, '12345.67', transfer);
    const statement = await bank.imported(next([[today, '12345.67', 'A1', '林晓', '购房定金 林晓']]));
    expect(statement).toMatchObject({
      state: 'done',
      linesTotal: 1,
      linesNew: 1,
      opening: '0.00',
      closing: '12345.67',
    });
    expect(await bank.line('A1')).toMatchObject({
      ...{ state: 'matched', counterparty: '林*', counterpartyAccount: '****2222', summary: '购房定金 林*' },
    });
    expect(await matchOf(receiptId)).toMatchObject({
      ...{ kind: 'automatic', score: 100, reasons: ['amount', 'same-day', 'payer'] },
    });
  });

  it('FIN-8 two receipts that fit one line equally are suggested, and never matched by themselves', async () => {
    const deal = await finance.subscribed('1-102');
    const made = [await finance.pay(deal, '5000.00', transfer), await finance.pay(deal, '5000.00', transfer)];
    await bank.imported(next([[today, '5000.00', 'A2', '林晓']]));
    expect(await bank.line('A2')).toMatchObject({ state: 'open' });
    const suggested = (await bank.suggestions()).filter(({ amount }: { amount: string }) => amount === '5000.00');
    expect(suggested.map(({ score }: { score: number }) => score)).toEqual([100, 100]);
    const numbers = suggested.flatMap(({ receipts }: { receipts: string[] }) => receipts).toSorted();
    expect(numbers).toEqual(made.map(({ number }) => number).toSorted());
  });

  it('FIN-8 the day’s card receipts are one line of the terminal’s bank; several lines are one receipt', async () => {
    const [one, other] = [await finance.subscribed('1-103'), await finance.subscribed('1-104')];
    const cards = [
      await finance.pay(one, '3000.10', { method: 'card', payer: '甲某' }),
      await finance.pay(other, '7000.20', { method: 'card', payer: '乙某' }),
    ];
    const parts = await finance.pay(other, '9000.00', { method: 'transfer', payer: '丙某某' });
    await bank.imported(
      next([
        [today, '10000.30', 'A3', '银联商务', '收单清算'],
        [today, '4000.00', 'A4', '丙某某'],
        [today, '5000.01', 'A5', '丁某'],
        [today, '5000.00', 'A6', '丙某某'],
      ]),
    );
    const [first, second] = [await matchOf(cards[0]!.receiptId), await matchOf(cards[1]!.receiptId)];
    expect(first).toMatchObject({ score: 100, reasons: ['terminal-total', 'amount', 'same-day', 'terminal'] });
    expect(second!.id).toBe(first!.id);
    expect(await matchOf(parts.receiptId)).toMatchObject({
      score: 95,
      reasons: ['parts', 'amount', 'same-day', 'payer'],
    });
    expect([(await bank.line('A4'))!.state, (await bank.line('A5'))!.state]).toEqual(['matched', 'open']);
  });

  it('FIN-8 a refund that is paid is a line out; cash is not awaited at the bank', async () => {
    const deal = await finance.cancelled('1-105', '8000.00');
    const { refundId } = await finance.requestRefund(deal, '8000.00');
    await finance.approveRefund(refundId);
    await finance.payRefund(refundId);
    await bank.imported(next([[today, '-8000.00', 'A7', '林某', `退房款 ${today}`]]));
    const suggested = await bank.suggestions();
    expect(suggested).toContainEqual(expect.objectContaining({ amount: '-8000.00', score: 75 }));
    await bank.match([(await bank.line('A7'))!.lineId], [await bank.item(refundId)]);
    expect(await matchOf(refundId)).toMatchObject({ kind: 'manual', score: null });
  });

  it('FIN-5 FIN-8 what an exchange reverses and issues anew is matched with itself, and no line', async () => {
    const deal = await finance.subscribed('1-106');
    await finance.pay(deal, '20000.00', transfer);
    const { receipts } = await finance.exchange(await deal.renaming(), { payer: '林太' });
    await bank.matched();
    expect(await matchOf(receipts[0].receiptId)).toMatchObject({ kind: 'automatic', score: 100, reasons: ['netted'] });
  });

  it('FIN-8 a receipt that came after its line is matched with it when the account is matched again', async () => {
    await bank.imported(next([[today, '6543.21', 'A8', '陈某某']]));
    expect(await bank.line('A8')).toMatchObject({ state: 'open' });
    const deal = await finance.subscribed('1-107');
    await finance.pay(deal, '6543.21', { method: 'transfer', payer: '陈某某' });
    await bank.matched();
    expect(await bank.line('A8')).toMatchObject({ state: 'matched' });
  });

  it('FIN-3 FIN-8 the books’ side of the bank is 银行存款 of the ledger, to the fen', async () => {
    const [sums] = await finance.service.rows(`
      select (select sum(amount) from bank_item) = (select sum(debit - credit) from journal_line
        where account like '1002%') as same`);
    expect(sums).toEqual({ same: true });
  });
});
