import * as bank from '#contracts/finance-funds-bank.js';
import { cast } from '#testing/cast.js';
import { eventually } from '#testing/eventually.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SupervisionInTest } from '../commands/supervision-in-test.js';

let stand: SupervisionInTest;
let finance: SupervisionInTest['finance'];
let outside: SupervisionInTest['outside'];
beforeAll(async () => {
  stand = await SupervisionInTest.start();
  ({ finance, outside } = stand);
});
afterEach(() => stand.worst());
afterAll(() => stand?.close());

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

describe('FIN-12 the three-way matching', () => {
  const match = (accountId: string, day = today()) =>
    finance.service.ask(bank.MatchSupervisedDay, { accountId, day }, [cast.zheng, 'funds.supervise']);
  const sheet = (matchingId: string) =>
    finance.service.ask(bank.DayMatchingById, { matchingId }, [cast.wang, 'report.finance']);
  const check = (matchingId: string, as = cast.wang) =>
    finance.service.ask(bank.CheckDayMatching, { matchingId }, [as, 'funds.supervise']);
  const run = async (accountId: string): Promise<string> => {
    const { matchingId } = await match(accountId);
    await finance.service.pass('FIN-12.match', matchingId);
    return matchingId;
  };

  it('FIN-12 ALL-4 of a day on which all agree is checked by another person', async () => {
    const { accountId } = await stand.paid('building 60', '20000.00');
    await stand.until(accountId, ['deposited booked']);
    await outside.behave({ duplicate: true, shuffle: true });
    const matchingId = await run(accountId);
    expect(await sheet(matchingId)).toMatchObject({ state: 'matched', matched: 1, differences: 0 });
    await expect(check(matchingId, cast.zheng)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    expect(await check(matchingId)).toMatchObject({ state: 'checked' });
    await expect(match(accountId)).rejects.toMatchObject({ code: 'FIN-12.day-checked' });
  });

  it('FIN-12 lists what the regulator lacks or has wrong until a later run finds it, or it is explained', async () => {
    const { accountId, deal } = await stand.paid('building 61', '20000.00');
    await finance.pay(deal, '5000.00');
    await stand.until(accountId, ['deposited booked', 'deposited booked']);
    await outside.behave({ regulatorLacks: ['building 61 101'] });
    const matchingId = await run(accountId);
    const lacking = await sheet(matchingId);
    expect(lacking).toMatchObject({ matched: 0, differences: 2 });
    expect(lacking.items[0]).toMatchObject({ finding: 'missing-regulator', bank: expect.any(String) });
    await outside.behave({ regulatorWrong: ['building 61 101'] });
    await run(accountId);
    const wrong = (await sheet(matchingId)).items as { differenceId: string; finding: string }[];
    expect(wrong.map(({ finding }) => finding)).toEqual(['differs', 'differs']);
    await expect(check(matchingId)).rejects.toMatchObject({ code: 'FIN-12.differences-open', facts: { count: 2 } });
    const differenceId = wrong[0]!.differenceId;
    const explain = (reason: object) =>
      finance.service.ask(bank.ExplainDayDifference, { differenceId, ...reason }, [cast.zheng, 'funds.supervise']);
    await explain({ reason: '监管部门录入有误，次日更正' });
    const open = (await stand.list('day-differences')) as unknown as { id: string }[];
    expect(open.map(({ id }) => id)).toEqual([wrong[1]!.differenceId]);
    await outside.behave({});
    await run(accountId);
    expect(await sheet(matchingId)).toMatchObject({ matched: 2, differences: 0 });
    await expect(explain({ reason: '再说一次' })).rejects.toMatchObject({ code: 'FIN-12.no-difference' });
    expect(await check(matchingId)).toMatchObject({ state: 'checked' });
  });

  it('FIN-12 lists what the bank has not booked yet', async () => {
    await outside.behave({ delayMs: 600_000 });
    const { accountId } = await stand.paid('building 62', '20000.00');
    await stand.hurried();
    expect((await sheet(await run(accountId))).items).toMatchObject([{ finding: 'missing-bank', ours: '20000.00' }]);
  });

  it('FIN-12 runs by itself after each day', async () => {
    const { accountId } = await stand.paid('building 63', '20000.00');
    const sql = `update supervised_account set opened_at = opened_at - interval '1 day' where id = ?`;
    await finance.service.rows(sql, [accountId]);
    await eventually(async () => {
      await finance.service.pass('FIN-12.day-end', accountId);
      const asked = { accountId };
      const { items } = await finance.service.ask(bank.DayMatchings, asked, [cast.wang, 'report.finance']);
      expect(items).toHaveLength(1);
      expect(items[0].day < today()).toBe(true);
    });
    const tomorrow = 'select due_at from deadline where kind = ? and about = ? and done_at is null';
    const [open] = await finance.service.rows(tomorrow, ['FIN-12.day-end', accountId]);
    expect(new Date(open!.due_at as string) > new Date()).toBe(true);
  });

  it('FIN-12 is of a day that has come', async () => {
    const { accountId } = await stand.paid('building 64', '20000.00');
    await expect(match(accountId, '2099-01-01')).rejects.toMatchObject({ code: 'FIN-12.day-to-come' });
  });
});
