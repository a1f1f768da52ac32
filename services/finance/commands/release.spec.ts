import { Releases } from '#contracts/finance-funds.js';
import { FinanceList } from '#contracts/named-lists.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';
import { FundsInTest } from './funds-in-test.js';

let finance: FinanceInTest;
let funds: FundsInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  funds = new FundsInTest(finance);
});
afterAll(() => finance.close());

/** An open account with 500,000.00, of which 100,000.00 can be released. */
async function holding(building: string): Promise<string> {
  const accountId = await funds.opened(building);
  const deal = await finance.subscribed(`${building} 101`, '500000.00', { buildingId: idOf(building) });
  await finance.pay(deal, '500000.00');
  return accountId;
}

describe('FIN-12 a release', () => {
  it('FIN-12 is at most what is releasable, less what is asked for already', async () => {
    const accountId = await holding('building 20');
    await expect(funds.request(accountId, '100000.01')).rejects.toMatchObject({ code: 'FIN-12.over-releasable' });
    const { releaseId } = await funds.request(accountId, '60000.00');
    await expect(funds.request(accountId, '40000.01')).rejects.toMatchObject({
      code: 'FIN-12.over-releasable',
      facts: { free: '40000.00' },
    });
    expect(await funds.request(accountId, '40000.00')).toMatchObject({ state: 'requested' });
    expect(await funds.sheet(accountId)).toMatchObject({ balance: '500000.00', pending: '100000.00' });
    await funds.checkRelease(releaseId, { decision: 'refuse', reason: '进度不符' });
    expect(await funds.sheet(accountId)).toMatchObject({ pending: '40000.00' });
    const page = await finance.service.ask(Releases, { accountId, limit: 1 }, [cast.wang, 'report.finance']);
    expect(page).toMatchObject({ items: [{ releaseId, state: 'refused', refusedFor: '进度不符' }], next: releaseId });
  });

  it('FIN-12 of 50 asked for at once exactly as many are taken as can be released', async () => {
    const accountId = await holding('building 21');
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => funds.request(accountId, '9000.00')));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect(refused).toEqual(Array.from({ length: 39 }, () => 'FIN-12.over-releasable'));
    expect(await funds.sheet(accountId)).toMatchObject({ pending: '99000.00', releasable: '100000.00' });
  }, 60_000);

  it('FIN-12 ALL-4 is checked by another person, once, and refused with a reason', async () => {
    const accountId = await holding('building 22');
    const { releaseId } = await funds.request(accountId, '10000.00');
    await expect(funds.checkRelease(releaseId, {}, cast.zheng)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    await expect(funds.checkRelease(releaseId, {}, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(funds.checkRelease(releaseId, { decision: 'refuse' })).rejects.toMatchObject({
      code: 'FIN-12.reason-missing',
    });
    const both = await Promise.allSettled([1, 2].map(() => funds.checkRelease(releaseId)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(funds.checkRelease(releaseId)).rejects.toMatchObject({ code: 'FIN-12.release-checked' });
  });

  it('FIN-12 FIN-5 money that is asked for does not leave by a swap meanwhile', async () => {
    const accountId = await funds.opened('building 23', { terms: await funds.terms('building 23', { needs: [] }) });
    const deal = await finance.subscribed('23-101', '60000.00', { buildingId: idOf('building 23') });
    await finance.pay(deal, '60000.00');
    await funds.request(accountId, '10000.00');
    const other = await finance.subscribed('24-101', '60000.00', { swapOf: deal.id });
    await expect(finance.exchange(await deal.swapping(other))).rejects.toMatchObject({ code: 'FIN-12.account-short' });
  });

  it('FIN-12 ALL-7 is on the list of those that wait to be checked', async () => {
    const accountId = await holding('building 25');
    const { releaseId } = await funds.request(accountId, '10000.00');
    const asked = { list: 'releases-to-check', projectId: idOf('project'), limit: 200 };
    const page = await finance.service.ask(FinanceList, asked, [cast.wang, 'report.finance']);
    expect(page.items).toContainEqual(expect.objectContaining({ id: releaseId, amount: '10000.00' }));
  });

  it('FIN-12 is asked of an account that is open', async () => {
    const { accountId } = await funds.propose('building 26');
    await expect(funds.request(accountId, '1.00')).rejects.toMatchObject({ code: 'FIN-12.not-open' });
  });

  it('FIN-12 more than is releasable is refused by the database too', async () => {
    const accountId = await holding('building 27');
    const sql = `
      with asked as (insert into release_request (id, account_id, project_id, purpose, amount, attachment, state,
        requested_by, requested_at) select gen_random_uuid(), id, project_id, 'x', 10000001, 'x', 'requested',
        proposed_by, now() from supervised_account where id = ?)
      update supervised_account set pending = 10000001 where id = ?`;
    await expect(finance.service.rows(sql, [accountId, accountId])).rejects.toThrow(/than is releasable/);
  });
});
