import {
  DecideSigningDelay,
  RequestSigningDelay,
  SigningDelayApproved,
  SigningDelays,
  Subscriptions,
} from '#contracts/sales-subscriptions.js';
import { addMonths, dayOf, endOf } from '#kernel/time.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

type Deal = { unitId: string; subscriptionId: string };
const until = addMonths(dayOf(new Date()), 3);
const refused = (code: string) => expect.objectContaining({ code });

/** An effective subscription whose signing deadline and the month after it have passed. */
async function late(code: string): Promise<Deal> {
  const deal = (await sales.effective(code)) as Deal;
  await sales.service.pass('SUB-7.signing', deal.subscriptionId);
  await sales.service.pass('SUB-7.delay', deal.subscriptionId);
  const past = `update subscription set sign_by = now() - interval '40 days', sign_latest_by = now() - interval '9 days'
    where id = ?`;
  await sales.service.rows(past, [deal.subscriptionId]);
  return deal;
}

function request({ subscriptionId }: Deal, differently: object = {}, by = cast.zhao) {
  const asked = { subscriptionId, until, reason: '贷款资料需补齐', ...differently };
  return sales.service.ask(RequestSigningDelay, asked, [by, 'contract.sign']);
}

function decide(delayId: string, as: object = { decision: 'approve' }, by = cast.feng) {
  return sales.service.ask(DecideSigningDelay, { delayId, ...as }, [by, 'signing-delay.approve']);
}

async function listed(list: string): Promise<string[]> {
  const page = await sales.service.ask(Subscriptions, { projectId: project, list, limit: 200 }, [
    cast.li,
    'report.desk',
  ]);
  return (page.items as Deal[]).map(({ subscriptionId }) => subscriptionId);
}

describe('SUB-7 signing later', () => {
  it('SUB-7 within a month of the deadline is signed, on the list 未签约 until then', async () => {
    const deal = (await sales.effective('7-201')) as Deal;
    await sales.service.pass('SUB-7.signing', deal.subscriptionId);
    expect(await listed('not-signed')).toContain(deal.subscriptionId);
    expect(await sales.openDeadlines(deal.subscriptionId)).toEqual(['SUB-7.delay']);
    await sales.sign(deal.subscriptionId);
    expect(await listed('not-signed')).not.toContain(deal.subscriptionId);
  });

  it('SUB-7 a month after it the general manager has to agree', async () => {
    const deal = await late('7-202');
    expect(await listed('delayed')).toContain(deal.subscriptionId);
    expect((await sales.read(deal.subscriptionId)).overdue).toEqual(['SUB-7.signing', 'SUB-7.delay']);
    await expect(sales.sign(deal.subscriptionId)).rejects.toEqual(refused('SUB-7.delay-unapproved'));
    const { delayId } = await request(deal);
    const asked = { projectId: project, state: 'requested' };
    const { items } = await sales.service.ask(SigningDelays, asked, [cast.feng, 'report.desk']);
    expect(items).toEqual([expect.objectContaining({ delayId, unitCode: '7-202', overdue: true })]);
    await expect(sales.sign(deal.subscriptionId)).rejects.toEqual(refused('SUB-7.delay-unapproved'));
    expect(await decide(delayId)).toMatchObject({ state: 'approved', signBy: endOf(until).toISOString() });
    expect(await listed('delayed')).not.toContain(deal.subscriptionId);
    expect(await sales.openDeadlines(deal.subscriptionId)).toEqual(['SUB-7.signing']);
    const told = (await sales.service.told(SigningDelayApproved)).filter(({ unitId }) => unitId === deal.unitId);
    expect(told).toEqual([expect.objectContaining({ delayId, reason: '贷款资料需补齐' })]);
    await expect(sales.sign(deal.subscriptionId)).resolves.toMatchObject({ number: expect.any(String) });
  });

  it('SUB-7 refused with a reason it stays as it is', async () => {
    const deal = await late('7-203');
    const { delayId } = await request(deal);
    await expect(request(deal)).rejects.toEqual(refused('SUB-7.requested'));
    await expect(decide(delayId, { decision: 'refuse' })).rejects.toEqual(refused('SUB-7.reason-missing'));
    await decide(delayId, { decision: 'refuse', reason: '不再等' });
    await expect(decide(delayId)).rejects.toEqual(refused('SUB-7.decided'));
    await expect(sales.sign(deal.subscriptionId)).rejects.toEqual(refused('SUB-7.delay-unapproved'));
    await expect(request(deal)).resolves.toMatchObject({ state: 'requested' });
  });

  it('SUB-7 is asked for by the consultant of an effective subscription, for a later day', async () => {
    const deal = await late('7-204');
    await expect(request(deal, {}, cast.zhou)).rejects.toEqual(refused('ALL-5.out-of-scope'));
    await expect(request(deal, { until: dayOf(new Date(Date.now() - 86_400_000)) })).rejects.toEqual(
      refused('SUB-7.date'),
    );
    const unpaid = (await sales.subscribed('7-205')) as Deal;
    await expect(request(unpaid)).rejects.toEqual(refused('SUB-7.not-effective'));
  });

  it('SUB-7 ALL-4 who asked does not decide, and of two decisions at once one counts', async () => {
    const { delayId } = await request(await late('7-206'));
    const both = { ...cast.zhao, assignments: [...cast.zhao.assignments, ...cast.feng.assignments] };
    await expect(decide(delayId, { decision: 'approve' }, both)).rejects.toEqual(refused('SUB-7.own-request'));
    const approve = `update signing_delay set state = 'approved', decided_by_id = requested_by_id where id = ?`;
    await expect(sales.service.rows(approve, [delayId])).rejects.toThrow(/signing_delay_people/);
    const outcomes = await Promise.allSettled([decide(delayId), decide(delayId, { decision: 'refuse', reason: '否' })]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
