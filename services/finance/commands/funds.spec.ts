import { CloseSupervisedAccount, SupervisedAccounts } from '#contracts/finance-funds.js';
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

const of = (building: string) => ({ buildingId: idOf(building) });

describe('FIN-12 a supervised account', () => {
  it('FIN-12 ALL-4 is open when another person has checked it, and who proposed it does not', async () => {
    const { accountId, planId, state } = await funds.propose('building 1');
    expect(state).toBe('proposed');
    await expect(funds.check(planId, {}, cast.zheng)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    await expect(funds.check(planId, {}, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(funds.check(planId, { decision: 'refuse' }, cast.zheng)).rejects.toMatchObject({
      code: 'ALL-4.same-person',
    });
    expect(await funds.sheet(accountId)).toMatchObject({
      state: 'proposed',
      releasable: '0.00',
      proposedPlanId: planId,
    });
  });

  it('FIN-12 is one for a building, and one for all that have none', async () => {
    const first = await funds.propose('building 2');
    await expect(funds.propose('building 2')).rejects.toMatchObject({ code: 'FIN-12.account-exists' });
    await expect(funds.check(first.planId, { decision: 'refuse' })).rejects.toMatchObject({
      code: 'FIN-12.reason-missing',
    });
    expect(await funds.check(first.planId, { decision: 'refuse', reason: '账号有误' })).toMatchObject({
      state: 'refused',
    });
    await expect(funds.check(first.planId)).rejects.toMatchObject({ code: 'FIN-12.terms-checked' });
    expect(await funds.check((await funds.propose('building 2')).planId)).toMatchObject({ state: 'open' });
  });

  it('FIN-12 of several that are proposed for one building at once one is', async () => {
    const all = await Promise.allSettled([1, 2, 3].map(() => funds.propose('building 3')));
    expect(all.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('ALL-9 FIN-12 its number is sealed where it is kept, and masked where it is shown', async () => {
    const accountId = await funds.opened('building 4');
    expect((await funds.sheet(accountId)).accountNumber).toBe('****5678');
    const asked = { projectId: idOf('project') };
    const { items } = await finance.service.ask(SupervisedAccounts, asked, [cast.wang, 'report.finance']);
    expect(items.filter((one: { accountId: string }) => one.accountId === accountId)).toHaveLength(1);
    const rows = await finance.service.rows('select account_number from supervised_account where id = ?', [accountId]);
    expect(JSON.stringify(rows)).not.toContain('6227000012345678');
    const audited = await finance.service.rows('select before, after from audit where entity_id = ?', [accountId]);
    expect(JSON.stringify(audited)).not.toContain('6227000012345678');
  });

  it('FIN-12 ALL-2 tells what is in it, what stays, what is releasable and why; a reached node frees', async () => {
    const accountId = await funds.opened('building 5');
    const deal = await finance.subscribed('5-101', '500000.00', of('building 5'));
    await finance.pay(deal, '500000.00');
    expect(await funds.sheet(accountId)).toMatchObject({
      ...{ balance: '500000.00', need: '400000.00', retained: '50000.00', releasable: '100000.00' },
      derivation: { rule: 'FIN-12', result: '100000.00' },
    });
    await funds.reached('building 5', '封顶');
    expect(await funds.sheet(accountId)).toMatchObject({ need: '100000.00', releasable: '400000.00' });
    await funds.reached('building 5', '竣工');
    expect(await funds.sheet(accountId)).toMatchObject({ need: '0.00', retained: '50000.00', releasable: '450000.00' });
  });

  it('FIN-12 retains nothing after first registration, once that is checked; then it can be closed', async () => {
    const accountId = await funds.opened('building 6');
    const close = () =>
      finance.service.ask(CloseSupervisedAccount, { accountId, reason: '监管结束' }, [cast.wang, 'funds.supervise']);
    await expect(close()).rejects.toMatchObject({ code: 'FIN-12.not-registered' });
    const deal = await finance.subscribed('6-101', '20000.00', of('building 6'));
    await finance.pay(deal, '20000.00');
    const registered = await funds.terms('building 6', { registeredOn: '2026-11-01', needs: [] });
    const { planId } = await funds.proposeTerms(accountId, registered);
    await expect(funds.proposeTerms(accountId, registered)).rejects.toMatchObject({ code: 'FIN-12.terms-await-check' });
    expect(await funds.sheet(accountId)).toMatchObject({ releasable: '0.00', proposedPlanId: planId });
    await funds.check(planId);
    expect(await funds.sheet(accountId)).toMatchObject({ retained: '0.00', releasable: '20000.00', planId });
    await expect(close()).rejects.toMatchObject({ code: 'FIN-12.not-empty' });
    await deal.cancelled();
    const { refundId } = await finance.requestRefund(deal, '20000.00');
    await finance.approveRefund(refundId);
    await finance.payRefund(refundId);
    expect(await close()).toMatchObject({ state: 'closed' });
    await expect(close()).rejects.toMatchObject({ code: 'FIN-12.not-open' });
  });

  it.each([
    ['FIN-12.needs-too-much', { supervisedAmount: '1.00' }],
    ['ALL.unknown', { needs: [{ nodeId: idOf('no node'), label: '封顶', amount: '1.00' }] }],
  ])('FIN-12 its terms are refused with %s', async (code, more) => {
    const terms = await funds.terms('building 7', more);
    await expect(funds.propose('building 7', { terms })).rejects.toMatchObject({ code });
  });

  it('FIN-12 its nodes are those of its own building', async () => {
    const terms = await funds.terms('building 7');
    await expect(funds.propose('building 8', { terms })).rejects.toMatchObject({ code: 'FIN-12.node-elsewhere' });
  });
});
