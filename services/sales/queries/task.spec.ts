import { ReceiptRecorded } from '#contracts/finance.js';
import { MortgageAdvanced } from '#contracts/mortgage.js';
import { UnitSubscribed } from '#contracts/sales.js';
import { RecordCustomerEvent } from '#contracts/sales-customers.js';
import { AssignServiceRequest, RegisterServiceRequest } from '#contracts/sales-service-requests.js';
import { Tasks } from '#contracts/sales-tasks.js';
import { newId } from '#kernel/ids.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from '../commands/in-test.js';

let sales: SalesInTest;
beforeEach(async () => {
  await sales?.service.close();
  sales = await SalesInTest.begin();
});
afterAll(() => sales.service.close());

const page = (asked: object = {}, by: Person = cast.zhao) => sales.service.ask(Tasks, asked, [by, 'report.desk']);
const tasks = async (asked: object = {}, by: Person = cast.zhao) => (await page(asked, by)).items;
const kinds = async (asked: object = {}, by: Person = cast.zhao) =>
  (await tasks(asked, by)).map(({ kind }: { kind: string }) => kind);
const quietFor = (customerId: string, days: number) =>
  sales.service.rows(`update customer set last_event_at = now() - ? * interval '1 day' where id = ?`, [
    days,
    customerId,
  ]);
const paid = (dealId: string, pricePaid: string, amount = pricePaid, method = 'card') => {
  const ids = { dealId, unitId: idOf('unit'), projectId: project, receiptId: newId(), number: 'A-000001' };
  return sales.service.hear(ReceiptRecorded, { ...ids, amount, method, pricePaid, priceShare: '0.1' });
};
const mortgage = (contractId: string, dealId: string, state: string) => {
  const ids = { contractId, dealId, unitId: idOf('unit'), projectId: project };
  return sales.service.hear(MortgageAdvanced, { applicationId: idOf(`application ${dealId}`), ...ids, state });
};

describe('CRM-4 my tasks', () => {
  it('CRM-4 a follow-up shows three days after the last event, is due after five, goes by a contact', async () => {
    const customerId = await sales.customer();
    await quietFor(customerId, 2);
    expect(await tasks()).toEqual([]);
    await quietFor(customerId, 3);
    const [task] = await tasks();
    expect(task).toMatchObject({ kind: 'follow-up', customerId, overdue: false, zh: '回访客户并记录客户事件' });
    const day = 86_400_000;
    expect(new Date(task.dueBy).getTime() - Date.now()).toBeGreaterThan(day);
    expect(task.dueBy).toMatch(/T15:59:59.999Z$/);
    await quietFor(customerId, 7);
    expect(await tasks()).toMatchObject([{ kind: 'follow-up', overdue: true }]);
    await sales.service.ask(RecordCustomerEvent, { customerId, kind: 'call' }, [cast.zhao, 'customer.write']);
    expect(await tasks()).toEqual([]);
  });

  it('CRM-4 follow-ups go by the project’s own length', async () => {
    await sales.opened(idOf('project 2'), 'XS', { 'CRM-4.follow-up': 'PT2H' });
    const customerId = await sales.customer(cast.zhao, { projectId: idOf('project 2') });
    expect(await tasks()).toEqual([]);
    await quietFor(customerId, 0.5);
    expect(await tasks()).toMatchObject([{ kind: 'follow-up', overdue: true, projectId: idOf('project 2') }]);
    expect(await tasks({ projectId: project })).toEqual([]);
  });

  it('CRM-4 a deal asks for deposit, survey and signing, soonest first, and what is left to pay', async () => {
    const deal = (await sales.subscribed('3-1201')) as { subscriptionId: string; unitId: string };
    await sales.echo(UnitSubscribed, deal.unitId);
    const [deposit, survey] = await tasks();
    expect(deposit).toMatchObject({
      kind: 'deposit',
      unitCode: '3-1201',
      amount: '20000.00',
      en: 'Have the deposit paid',
    });
    expect(survey).toMatchObject({ kind: 'survey', subscriptionId: deal.subscriptionId });
    await sales.deposited(deal, '5000.00');
    expect(await tasks()).toMatchObject([{ kind: 'deposit', amount: '15000.00' }, { kind: 'survey' }]);
    await sales.deposited(deal);
    expect((await kinds()).toSorted()).toEqual(['signing', 'survey']);
  });

  it('CRM-4 instalments come from the contract’s schedule, less what the buyer paid', async () => {
    const contractId = await sales.signed('3-1201');
    const [{ id: dealId }] = (await sales.service.rows('select id from subscription')) as [{ id: string }];
    // 30% at signing, the deposit of 20,000 within it; 10% in 30 days is not yet shown; the loan is the bank's.
    expect(await tasks()).toMatchObject([{ kind: 'instalment', contractId, amount: '340000.00', overdue: false }]);
    await paid(dealId, '200000.00', '180000.00');
    expect(await tasks()).toMatchObject([{ kind: 'instalment', amount: '160000.00' }]);
    await paid(dealId, '920000.00', '720000.00', 'loan');
    expect(await tasks()).toMatchObject([{ kind: 'instalment', amount: '160000.00' }]);
    await paid(dealId, '1080000.00', '160000.00');
    expect(await tasks()).toEqual([]);
  });

  it('CRM-4 mortgage papers and the signature at the bank are tasks while it is the customer’s turn', async () => {
    const contractId = await sales.signed('3-1201');
    const [{ id: dealId }] = (await sales.service.rows('select id from subscription')) as [{ id: string }];
    await paid(dealId, '1200000.00');
    for (const [state, kind] of [
      ['collecting', 'mortgage-papers'],
      ['collected', undefined],
      ['more-papers', 'mortgage-more-papers'],
      ['approved', 'mortgage-signing'],
      ['customer-signed', undefined],
    ] as const) {
      await mortgage(contractId, dealId, state);
      expect(await kinds()).toEqual(kind ? [kind] : []);
    }
  });

  it('CRM-4 a complaint that is assigned to me is among them', async () => {
    const customerId = await sales.customer();
    const asked = { projectId: project, customerId, kind: 'complaint', text: '电梯' };
    const { requestId } = await sales.service.ask(RegisterServiceRequest, asked, [cast.zhu, 'service-request.handle']);
    const assign = { requestId, assigneeId: cast.zhu.id };
    await sales.service.ask(AssignServiceRequest, assign, [cast.li, 'service-request.handle']);
    expect(await tasks({}, cast.zhu)).toMatchObject([{ kind: 'service-request', requestId, customerId }]);
  });
});

describe('CRM-4 whose tasks', () => {
  it('CRM-4 ALL-5 a consultant sees their own, the manager a consultant’s, nobody a colleague’s', async () => {
    await sales.subscribed('3-1201');
    const theirs = { consultantId: cast.zhao.id };
    expect(await kinds(theirs, cast.sun)).toEqual(['deposit']);
    expect(await kinds(theirs, cast.li)).toEqual(['deposit']);
    expect(await kinds({}, cast.sun)).toEqual([]);
    await expect(page(theirs, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(page({}, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const elsewhere = { ...cast.sun, assignments: [{ role: 'sales_supervisor' as const, projects: [idOf('other')] }] };
    expect(await kinds(theirs, elsewhere)).toEqual([]);
  });

  it('CRM-4 go with the customer to whoever owns the customer now', async () => {
    await sales.subscribed('3-1201');
    await sales.service.rows('update customer set owner_id = ?', [cast.zhou.id]);
    expect(await kinds()).toEqual([]);
    expect(await kinds({}, cast.zhou)).toEqual(['deposit']);
  });

  it('CRM-4 come in pages, each once, in the order in which they are due', async () => {
    for (const code of ['3-1201', '3-1202', '3-1203'])
      await sales.echo(UnitSubscribed, (await sales.subscribed(code)).unitId);
    const seen = [];
    for (let after: string | undefined, more = true; more; more = Boolean(after)) {
      const { items, next } = await page({ limit: 2, ...(after && { after }) });
      seen.push(...items);
      after = next;
    }
    expect(seen.map(({ kind }) => kind)).toEqual([...Array(3).fill('deposit'), ...Array(3).fill('survey')]);
    expect(new Set(seen.map(({ kind, subscriptionId }) => kind + subscriptionId)).size).toBe(6);
    await expect(page({ after: 'x' })).rejects.toMatchObject({ fields: [{ field: 'after' }] });
  });
});
