import { RefundPaid, RequestRefund } from '#contracts/finance-refunds.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
});
afterAll(() => finance.close());

const refused = (code: string) => expect.objectContaining({ code });

describe('FIN-6 refunds', () => {
  it('FIN-6 are requested, approved and paid by three people, and posted', async () => {
    const deal = await finance.cancelled('2-101', '20000.00');
    const { refundId } = await finance.requestRefund(deal, '20000.00');
    expect(await finance.approveRefund(refundId)).toMatchObject({ state: 'approved' });
    expect(await finance.payRefund(refundId)).toEqual({ refundId, state: 'paid' });
    expect(await finance.sheet(deal)).toMatchObject({
      ...{ received: '20000.00', credit: '0.00', refunded: '20000.00', allocated: '0.00' },
      refunds: [{ refundId, amount: '20000.00', state: 'paid' }],
    });
    expect(await finance.entry('refund', refundId)).toEqual(['1002 -2000000', '224102 2000000']);
    const told = [expect.objectContaining({ refundId, amount: '20000.00', unitId: deal.unitId })];
    expect(await finance.told(RefundPaid, deal)).toEqual(told);
  });

  it('FIN-6 are at most what is held and not asked for yet', async () => {
    const deal = await finance.cancelled('2-102', '20000.00');
    await finance.requestRefund(deal, '15000.00');
    await expect(finance.requestRefund(deal, '5000.01')).rejects.toMatchObject({
      ...{ code: 'FIN-6.more-than-held', facts: { amount: '5000.01', held: '5000.00' } },
    });
  });

  it('FIN-6 that are refused, with a reason, free what they had set aside', async () => {
    const deal = await finance.cancelled('2-103', '20000.00');
    const { refundId } = await finance.requestRefund(deal, '20000.00');
    const silent = finance.approveRefund(refundId, { decision: 'refuse' });
    await expect(silent).rejects.toEqual(refused('FIN-6.reason-missing'));
    await finance.approveRefund(refundId, { decision: 'refuse', reason: '定金按协议不退' });
    await expect(finance.approveRefund(refundId)).rejects.toEqual(refused('FIN-6.decided'));
    await expect(finance.payRefund(refundId)).rejects.toEqual(refused('FIN-6.not-approved'));
    await finance.requestRefund(deal, '20000.00');
  });

  it('FIN-6 are not paid before they are approved, nor twice', async () => {
    const deal = await finance.cancelled('2-104', '20000.00');
    const { refundId } = await finance.requestRefund(deal, '8000.00');
    await expect(finance.payRefund(refundId)).rejects.toEqual(refused('FIN-6.not-approved'));
    await finance.approveRefund(refundId);
    const paying = await Promise.allSettled(Array.from({ length: 8 }, () => finance.payRefund(refundId)));
    expect(paying.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await finance.sheet(deal)).toMatchObject({ credit: '12000.00', refunded: '8000.00' });
  });

  it('FIN-6 of fifty requests at once only as many pass as there is money', async () => {
    const deal = await finance.cancelled('2-105', '20000.00');
    const asking = Array.from({ length: 50 }, () => finance.requestRefund(deal, '3000.00'));
    const outcomes = await Promise.allSettled(asking);
    const made = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.refundId] : []));
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(made).toHaveLength(6);
    expect(lost).toEqual(lost.map(() => refused('FIN-6.more-than-held')));
    for (const refundId of made) await finance.approveRefund(refundId);
    await Promise.all(made.map((refundId) => finance.payRefund(refundId)));
    expect(await finance.sheet(deal)).toMatchObject({ credit: '2000.00', refunded: '18000.00' });
  });

  it('FIN-6 the database itself refuses more than is held, fifty at once', async () => {
    const deal = await finance.cancelled('2-106', '20000.00');
    const pays = `with paid as (
        insert into refund
          (id, deal_id, project_id, amount, reason, state, requested_by, requested_at, approved_by, paid_by)
        select gen_random_uuid(), id, project_id, 300000, '', 'paid', ?, now(), ?, ? from deal where id = ?
        returning *),
      entry as (insert into journal_entry select id, project_id, deal_id, '2026-11-23', now(), 'refund', id, '', ''
        from paid returning id),
      lines as (insert into journal_line select gen_random_uuid(), id, unnest(array['224102', '1002']),
        unnest(array[300000, 0]), unnest(array[0, 300000]) from entry),
      outlays as (insert into outlay select gen_random_uuid(), r.deal_id, r.id, value_day, entry.id, 300000, now()
        from entry, receipt r where r.deal_id = ?)
      update deal set credit = credit - 300000, refunded = refunded + 300000 where id = ?`;
    const people = [cast.sun.id, cast.wang.id, cast.wu.id];
    const run = () => finance.service.rows(pays, [...people, deal.id, deal.id, deal.id]);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, run));
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []));
    expect(reasons).toHaveLength(44);
    for (const reason of reasons) expect(reason).toMatch(/deal_(not_negative|refunds_held)/);
    expect(await finance.sheet(deal)).toMatchObject({ credit: '2000.00', refunded: '18000.00' });
  });
});

describe('ALL-4 of a refund', () => {
  it('ALL-4 nobody does two of the steps', async () => {
    const deal = await finance.cancelled('2-201', '20000.00');
    const { refundId } = await finance.requestRefund(deal, '1.00');
    const samePerson = refused('ALL-4.same-person');
    const both = {
      ...cast.sun,
      assignments: [...cast.sun.assignments, ...cast.wang.assignments, ...cast.wu.assignments],
    };
    await expect(finance.approveRefund(refundId, {}, both)).rejects.toEqual(samePerson);
    await finance.approveRefund(refundId);
    await expect(finance.payRefund(refundId, both)).rejects.toEqual(samePerson);
    const approver = { ...cast.wang, assignments: cast.wu.assignments };
    await expect(finance.payRefund(refundId, approver)).rejects.toEqual(samePerson);
  });

  it.each([
    `update refund set state = 'approved', approved_by = requested_by`,
    `update refund set state = 'paid', approved_by = gen_random_uuid(), paid_by = requested_by`,
    `update refund set state = 'paid'`,
  ])('ALL-4 the database refuses %s', async (sql) => {
    const deal = await finance.cancelled(`2-202 ${sql.length}`, '20000.00');
    const { refundId } = await finance.requestRefund(deal, '1.00');
    await expect(finance.service.rows(`${sql} where id = ?`, [refundId])).rejects.toThrow(/refund_(people|steps)/);
  });

  it('ALL-5 a supervisor of another project cannot ask for one', async () => {
    const deal = await finance.cancelled('2-203', '20000.00');
    const stranger = { ...cast.sun, assignments: [{ role: 'sales_supervisor' as const, projects: [] }] };
    const payload = { dealId: deal.id, amount: '1.00', reason: '退' };
    const asking = finance.service.ask(RequestRefund, payload, [stranger, 'refund.request']);
    await expect(asking).rejects.toEqual(refused('ALL-5.out-of-scope'));
  });
});
