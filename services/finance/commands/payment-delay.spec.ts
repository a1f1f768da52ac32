import {
  ArrearsByAge,
  DecidePaymentDelay,
  PaymentDelayed,
  PaymentDelays,
  RequestPaymentDelay,
  Arrears,
} from '#contracts/finance-arrears.js';
import { FinanceList } from '#contracts/named-lists.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import type { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';

let finance: FinanceInTest;
beforeAll(async () => void (finance = await FinanceInTest.start()));
afterAll(() => finance.close());

const today = dayOf(new Date());
const day = (days: number) => addDays(today, days);
const projectId = idOf('project');
const refused = (code: string) => expect.objectContaining({ code });

/** A contract whose only line is due so many days from today. */
async function owing(name: string, days: number): Promise<{ deal: ToldDeal; receivableId: string }> {
  const deal = await finance.subscribed(name);
  await finance.pay(deal, '20000.00');
  await deal.signed('100000.00', [['price', '100000.00', day(days)]]);
  const { receivables } = await finance.sheet(deal);
  return { deal, receivableId: receivables.find(({ kind }: { kind: string }) => kind === 'price').receivableId };
}

const request = (receivableId: string, until = day(30), as: Person = cast.sun) =>
  finance.service.ask(RequestPaymentDelay, { receivableId, until, reason: '资金月底到账' }, [
    as,
    'late-fee.waive-request',
  ]);
const decide = (paymentDelayId: string, more: object = {}, as: Person = cast.wang) =>
  finance.service.ask(DecidePaymentDelay, { paymentDelayId, decision: 'approve', ...more }, [
    as,
    'late-fee.waive-approve',
  ]);
const list = (name: string, as = cast.wu) =>
  finance.service.ask(FinanceList, { list: name, projectId, limit: 200 }, [as, 'report.desk']);
const unitsOn = async (name: string, as = cast.wu) =>
  (await list(name, as)).items.map((row: { unit: string }) => row.unit);

describe('FIN-9 a delay of payment', () => {
  it('FIN-9 ALL-4 is asked for with a reason, decided by another person, told, and kept in the history', async () => {
    const { deal, receivableId } = await owing('8-101', -40);
    expect(await unitsOn('arrears-unreasonable')).toContain('8-101');
    const { paymentDelayId } = await request(receivableId);
    expect(await unitsOn('payment-delays-to-decide', cast.wang)).toEqual(['8-101']);
    const both = { ...cast.sun, assignments: [...cast.sun.assignments, ...cast.wang.assignments] };
    await expect(decide(paymentDelayId, {}, both)).rejects.toEqual(refused('ALL-4.same-person'));
    expect(await decide(paymentDelayId)).toEqual({ paymentDelayId, state: 'approved', until: day(30) });
    expect(await finance.told(PaymentDelayed, deal)).toMatchObject([
      { receivableId, until: day(30), lateFeeRuns: false },
    ]);
    expect(await unitsOn('arrears-unreasonable')).not.toContain('8-101');
    expect(await unitsOn('arrears')).toContain('8-101');
    expect(await unitsOn('payments-delayed', cast.zhao)).toEqual(['8-101']);
    const { items } = await finance.service.ask(PaymentDelays, { projectId, dealId: deal.id }, [
      cast.zhao,
      'report.desk',
    ]);
    expect(items).toMatchObject([
      { paymentDelayId, dueOn: day(-40), unitCode: '8-101', requestedBy: cast.sun.id, decidedBy: cast.wang.id },
    ]);
  });

  it('FIN-9 is to a later day, one at a time, of what is owed', async () => {
    const { deal, receivableId } = await owing('8-102', 10);
    await expect(request(receivableId, day(10))).rejects.toEqual(refused('FIN-9.delay-until'));
    const { paymentDelayId } = await request(receivableId, day(20));
    await expect(request(receivableId, day(40))).rejects.toEqual(refused('FIN-9.delay-requested'));
    await finance.pay(deal, '80000.00');
    await expect(decide(paymentDelayId)).rejects.toEqual(refused('FIN-9.not-owed'));
    await expect(request(receivableId, day(40))).rejects.toEqual(refused('FIN-9.not-owed'));
    expect(await decide(paymentDelayId, { decision: 'refuse', reason: '已付清' })).toMatchObject({ state: 'refused' });
  });

  it('FIN-9 is refused with a reason, and decided once, of two deciders at once by one', async () => {
    const { receivableId } = await owing('8-103', -3);
    const { paymentDelayId } = await request(receivableId);
    await expect(decide(paymentDelayId, { decision: 'refuse' })).rejects.toEqual(refused('FIN-9.reason-missing'));
    const both = await Promise.allSettled([
      decide(paymentDelayId, { lateFeeRuns: true }),
      decide(paymentDelayId, {}, cast.feng),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(decide(paymentDelayId)).rejects.toEqual(refused('FIN-9.delay-decided'));
  });

  it.each([
    [`update payment_delay set state = 'refused'`, /decided once/],
    [
      `insert into payment_delay select gen_random_uuid(), 1, deal_id, project_id, receivable_id, consultant_id, due_on,
        due_on, reason, 'requested', requested_by, now() from payment_delay limit 1`,
      /payment_delay_later/,
    ],
    [
      `insert into payment_delay select gen_random_uuid(), 1, deal_id, project_id, receivable_id, consultant_id, due_on,
        until, reason, 'approved', requested_by, now(), requested_by, now(), null, false
        from payment_delay limit 1`,
      /payment_delay_decided/,
    ],
  ])('FIN-9 the database refuses: %s', async (sql, reason) => {
    await expect(finance.service.rows(sql)).rejects.toThrow(reason);
  });

  it('FIN-9 that was is over: the arrears are unreasonable again', async () => {
    const { receivableId } = await owing('8-104', -5);
    await finance.service.rows('update receivable set delayed_until = ? where id = ?', [day(-1), receivableId]);
    expect(await unitsOn('arrears-unreasonable')).toContain('8-104');
  });
});

describe('FIN-9 arrears by age', () => {
  it('FIN-9 ALL-2 are summed by bucket, for the project and each consultant, with their derivation', async () => {
    for (const [name, days] of [
      ['8-201', -60],
      ['8-202', -61],
      ['8-203', -91],
    ] as const)
      await owing(name, days);
    const read = (as: Person) => finance.service.ask(ArrearsByAge, { projectId }, [as, 'report.desk']);
    const { items, asOf } = await read(cast.zheng);
    expect(asOf).toBe(today);
    expect(items).toHaveLength(2);
    const [whole, zhao] = items;
    expect(whole.consultantId).toBeUndefined();
    expect(zhao).toMatchObject({ consultantId: cast.zhao.id, count: whole.count });
    expect(whole.buckets).toEqual([
      { bucket: '0-30', count: 2, amount: '160000.00' },
      { bucket: '31-60', count: 2, amount: '160000.00' },
      { bucket: '61-90', count: 1, amount: '80000.00' },
      { bucket: 'over-90', count: 1, amount: '80000.00' },
    ]);
    expect(whole).toMatchObject({
      amount: '480000.00',
      unreasonable: '320000.00',
      derivation: { rule: 'FIN-9', result: '480000.00' },
    });
    expect((await read(cast.zhao)).items).toEqual([zhao]);
    expect((await read(cast.zhou)).items).toEqual([]);
    await expect(read(cast.xu)).rejects.toEqual(refused('ALL-5.out-of-scope'));
  });

  it.each([
    [{ bucket: '61-90' }, ['8-202']],
    [{ bucket: 'over-90', unit: '8-203', kind: 'price' }, ['8-203']],
    [{ which: 'delayed' }, ['8-101', '8-103']],
    [{ consultantId: cast.zhou.id }, []],
    [{ kind: 'loan' }, []],
  ])('FIN-9 are found by %j', async (filter, units) => {
    const { items } = await finance.service.ask(Arrears, { projectId, ...filter }, [cast.zhao, 'report.desk']);
    expect(items.map((row: { unitCode: string }) => row.unitCode)).toEqual(units);
  });

  it('FIN-9 ALL-5 of others are not a consultant’s to see', async () => {
    const { items } = await finance.service.ask(Arrears, { projectId }, [cast.zhou, 'report.desk']);
    expect(items).toEqual([]);
  });
});
