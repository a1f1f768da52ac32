import { ExplainDifference, MatchById } from '#contracts/finance-matches.js';
import { FinanceList } from '#contracts/named-lists.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bankCsv, BankInTest } from './bank-in-test.js';
import { FinanceInTest } from './in-test.js';

let finance: FinanceInTest;
let bank: BankInTest;
const { today } = BankInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  bank = await BankInTest.opened(finance);
  await bank.read(
    bankCsv([
      [today, '100.00', 'A', '何方'],
      [today, '200.00', 'B', '何方'],
      [today, '-3.00', 'C'],
      [today, '55.00', 'D'],
    ]),
  );
});
afterAll(() => finance.close());

const line = async (reference: string) => (await bank.line(reference))!.lineId as string;
let deals = 0;
const paid = async (amount: string): Promise<string> => {
  const deal = await finance.subscribed(`1-${(deals++).toString().padStart(3, '0')}`);
  const { receiptId } = await finance.pay(deal, amount, { method: 'transfer', payer: '林晓' });
  return bank.item(receiptId);
};
const explain = (differenceId: string, reason = '次日入账') =>
  finance.service.ask(ExplainDifference, { differenceId, reason }, [cast.wu, 'reconciliation.import']);
const list = async (name: string, more: object = {}) => {
  const asked = { list: name, projectId: idOf('project'), ...more };
  return finance.service.ask(FinanceList, asked, [cast.zheng, 'report.finance']);
};

describe('FIN-8 matching by hand', () => {
  it('FIN-8 lines and receipts of one sum, each matched once; taken back it stays as history', async () => {
    const item = await paid('300.00');
    const lines = [await line('A'), await line('B')];
    const { matchId, difference } = await bank.match(lines, [item]);
    expect(difference).toBe('0.00');
    await expect(bank.match([lines[0]!], [await paid('100.00')])).rejects.toMatchObject({
      code: 'FIN-8.matched-already',
    });
    await expect(bank.match([await line('D')], [item])).rejects.toMatchObject({ code: 'FIN-8.matched-already' });
    await bank.end(matchId, '付款人不符');
    await expect(bank.end(matchId)).rejects.toMatchObject({ code: 'FIN-8.match-ended' });
    const read = await finance.service.ask(MatchById, { matchId }, [cast.zheng, 'report.finance']);
    expect(read).toMatchObject({ kind: 'manual', endedFor: '付款人不符', madeBy: '吴' });
    expect(read.parts).toHaveLength(3);
    expect(await bank.lines('matched')).toEqual([]);
    await bank.match(lines, [item]);
    expect(await bank.lines('matched')).toHaveLength(2);
  });

  it('FIN-8 sums that differ need a reason, which is kept', async () => {
    const item = await paid('55.30');
    const asked: [string[], string[]] = [[await line('D')], [item]];
    const no = { code: 'FIN-8.difference-unexplained', facts: { difference: '-0.30' } };
    await expect(bank.match(...asked)).rejects.toMatchObject(no);
    const { matchId } = await bank.match(...asked, { reason: '手续费内扣' });
    const read = await finance.service.ask(MatchById, { matchId }, [cast.zheng, 'report.finance']);
    expect(read).toMatchObject({ difference: '-0.30', reason: '手续费内扣' });
  });

  it('FIN-8 of two people who match one line at once one does', async () => {
    const items = [await paid('3.00'), await paid('3.00')];
    const id = await line('C');
    const asked = items.map((item) => bank.match([id], [item], { reason: '同时' }));
    const done = await Promise.allSettled(asked);
    expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const codes = done.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(codes).toEqual(['FIN-8.matched-already']);
    const standing = 'select count(*)::int as count from bank_match_part p join bank_match m on m.id = p.match_id';
    const [row] = await finance.service.rows<{ count: number }>(
      `${standing} where m.ended_at is null and line_id = ?`,
      [id],
    );
    expect(row!.count).toBe(1);
  });

  it('FIN-8 what is not there, or is of another account or project, is not matched', async () => {
    const other = await BankInTest.opened(finance, { number: '998877665544' });
    const item = await paid('9.00');
    await expect(other.match([await line('A')], [item])).rejects.toMatchObject({ code: 'ALL.unknown' });
    await expect(bank.match([idOf('nothing')], [item])).rejects.toMatchObject({ code: 'ALL.unknown' });
    await expect(bank.match([], [])).rejects.toMatchObject({ fields: [{ field: 'itemIds' }] });
    const stranger: Person = { ...cast.wu, assignments: [{ role: 'sales_accountant', projects: [idOf('other')] }] };
    await expect(bank.match([], [item], {}, stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('FIN-8 the same account is not registered twice, and its number is no heading', async () => {
    await expect(BankInTest.opened(finance)).rejects.toMatchObject({ code: 'FIN-8.account-known' });
    await expect(BankInTest.opened(finance, { number: '12 34' })).rejects.toMatchObject({
      fields: [{ field: 'number' }],
    });
  });
});

describe('FIN-8 differences 未达账项', () => {
  it('FIN-8 stay on the list until they are matched or explained, with a reason and by whom', async () => {
    const own = await BankInTest.opened(finance, { number: '112233445566' });
    await own.read(bankCsv([[today, '-18.00', 'FEE', '', '账户管理费']]));
    const on = async () => (await list('bank-differences', { filter: 'number=FEE' })).items;
    const [difference] = await on();
    expect(difference).toMatchObject({ side: 'bank', amount: '-18.00', day: today });
    expect((await list('statements-to-match')).items).toContainEqual(expect.objectContaining({ open: 1 }));
    const { differenceId } = await explain((difference as { id: string }).id, '账户管理费');
    expect(await on()).toEqual([]);
    expect(await own.line('FEE')).toMatchObject({ state: 'explained', explanation: '账户管理费' });
    const kept = await finance.service.rows('select by_id from bank_explanation where line_id = ?', [differenceId]);
    expect(kept).toEqual([{ by_id: cast.wu.id }]);
    const item = await paid('18.00');
    await own.match([differenceId], [item], { reason: '更正：为退款' });
    expect(await own.line('FEE')).toMatchObject({ state: 'matched' });
    await expect(explain(differenceId)).rejects.toMatchObject({ code: 'FIN-8.matched-already' });
  });

  it('FIN-8 a receipt that no bank shows is one after the days that the project gives it', async () => {
    const item = await paid('1234567.89');
    const on = async () => (await list('bank-differences', { filter: 'amount=1234567.89' })).items;
    expect(await on()).toEqual([]);
    const now = `update project set settings = '{"reconciliation": {"differenceDays": 0}}' where id = ?`;
    await finance.service.rows(now, [idOf('project')]);
    expect(await on()).toMatchObject([{ id: item, side: 'books', number: expect.stringMatching(/^YH-\d{6}$/) }]);
    await explain(item);
    expect(await on()).toEqual([]);
  });
});

describe('FIN-8 the database', () => {
  const match = (difference: number, more = 'null') => `
    with a as (select * from bank_account where main limit 1), m as (
      insert into bank_match (id, project_id, account_id, kind, reasons, difference, difference_reason, settled_on,
        made_by, made_by_name, made_at)
      select gen_random_uuid(), project_id, id, 'manual', '[]', ${difference}, ${more}, '2099-01-01', id, '', now()
      from a returning id)`;
  const freeItem = 'select id, amount from bank_item where match_id is null limit 1';
  const takenLine = 'select id, amount from bank_line where match_id is not null limit 1';
  const part = (column: string, from: string) => `
    insert into bank_match_part (id, match_id, ${column}, amount)
    select gen_random_uuid(), m.id, p.id, p.amount from m, (${from}) p`;

  it.each([
    ['a line in two matches', `${match(0)} ${part('line_id', takenLine)}`, /does not add up/],
    [
      'a line that leaves its match',
      'update bank_line set match_id = null where match_id is not null',
      /does not add up/,
    ],
    [
      'an item that leaves its match',
      'update bank_item set match_id = null where match_id is not null',
      /does not add up/,
    ],
    ['a match whose parts are not marked', `${match(0)} ${part('item_id', freeItem)}`, /does not add up/],
    ['a match with nothing in it', `${match(0)} select * from m`, /does not add up/],
    ['a difference without a reason', `${match(5)} select * from m`, /bank_match_difference/],
    ['a match that is rewritten', `update bank_match set difference = 7, difference_reason = 'x'`, /stands until/],
    ['a line that is rewritten', 'update bank_line set amount = amount + 1', /stands/],
    ['an item that is rewritten', 'update bank_item set amount = amount + 1', /stands/],
    ['the same line again', insertedAgain(), /bank_line_once/],
    ['a part that is rewritten', 'update bank_match_part set amount = 1', /permission denied/],
    ['an explanation that is rewritten', `update bank_explanation set reason = 'x'`, /permission denied/],
    ['a line that is deleted', 'delete from bank_line', /permission denied/],
    ['a second main account', 'update bank_account set main = true', /bank_account_main/],
  ])('FIN-8 refuses %s', async (_, sql, reason) => {
    await expect(finance.service.rows(sql)).rejects.toThrow(reason);
  });

  function insertedAgain(): string {
    const copied = 'project_id, account_id, statement_id, day, amount, balance, reference, fingerprint';
    return `insert into bank_line (id, ${copied}) select gen_random_uuid(), ${copied} from bank_line limit 1`;
  }
});
