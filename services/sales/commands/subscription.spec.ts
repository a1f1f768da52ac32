import { SubscriptionById, UnitSubscribed } from '#contracts/sales.js';
import { wordsOf } from '#contracts/refusals.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { discounts, plans, project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let lin: string;
const d98 = { discountIds: [discounts.d98] };

beforeAll(async () => {
  sales = await SalesInTest.begin({ 'SUB-3.deposit': 'PT6H' });
  lin = await sales.customer();
});
afterAll(() => sales.service.close());

const holdOf = (unitId: string) => sales.service.rows('select * from hold where unit_id = ?', [unitId]);

describe('SUB-1 subscription', () => {
  it('SUB-1 holds the unit at a price with its derivation', async () => {
    const made = await sales.subscribed('3-1201', { customerId: lin, ...d98 });
    expect(made).toMatchObject({ dealPrice: '1176000.00', deposit: '20000.00', unitCode: '3-1201' });
    expect(made.derivation.steps[0]).toMatchObject({ rule: 'INV-6', inputs: { rate: '0.98' }, result: '1176000.00' });
    const told = (await sales.service.told(UnitSubscribed)).filter(({ unitId }) => unitId === made.unitId);
    expect(told).toEqual([
      expect.objectContaining({ listPrice: '1200000.00', dealPrice: '1176000.00', unitCode: '3-1201' }),
    ]);
    const hours = (new Date(made.depositBy).getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(6, 1);
  });

  it('SUB-1 is read with buyers, what is paid and its state', async () => {
    const other = await sales.customer();
    const buyers = [
      { customerId: lin, share: '0.6' },
      { customerId: other, share: '0.4' },
    ];
    const { subscriptionId } = await sales.subscribed('3-1202', { customerId: lin, buyers });
    const read = (by = cast.zhao) => sales.service.ask(SubscriptionById, { subscriptionId }, [by, 'report.desk']);
    expect(await read()).toMatchObject({ buyers, paid: '0.00', state: 'awaiting-deposit', overdue: [] });
    expect(await read(cast.you)).toMatchObject({ unitCode: '3-1202', consultantId: cast.zhao.id });
    await expect(read(cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it.each<[string, object, object]>([
    ['INV-4.deal-without-permit', { permitNumber: '' }, {}],
    ['INV-4.deal-below-floor', { floorPrice: '1199000.00' }, d98],
    ['INV-6.discount-plan', {}, { planId: plans.whole, discountIds: [discounts.mortgageOnly] }],
    ['INV-6.discount-expired', {}, { discountIds: [discounts.old] }],
    ['SUB-2.deposit-share', { totalPrice: '99999.00', floorPrice: '0.00' }, {}],
    ['SUB-1.shares', {}, { buyers: [] }],
    ['ALL.unknown', {}, { planId: idOf('no plan') }],
    ['ALL.unknown', {}, { customerId: idOf('nobody') }],
    ['ALL.unknown', {}, { discountIds: [discounts.d98, idOf('no discount')] }],
    ['ALL.unknown', { projectId: idOf('no project') }, {}],
  ])('%s: refused, and the unit stays free', async (code, differently, asked) => {
    const unitId = await sales.offered(`4-${JSON.stringify([code, differently, asked])}`, differently);
    const buyers = 'buyers' in asked ? { buyers: [{ customerId: lin, share: '0.9' }] } : {};
    const subscribing = sales.subscribe(unitId, { customerId: lin, ...asked, ...buyers });
    await expect(subscribing).rejects.toMatchObject({ code });
    expect(await holdOf(unitId)).toEqual([]);
  });

  it('SUB-1 a co-buyer has to be a customer of the project', async () => {
    const unitId = await sales.offered('3-1203');
    const buyers = [lin, idOf('nobody')].map((customerId) => ({ customerId, share: '0.5' }));
    const refused = { code: 'ALL.unknown', facts: { what: 'customer', id: idOf('nobody') } };
    await expect(sales.subscribe(unitId, { customerId: lin, buyers })).rejects.toMatchObject(refused);
    expect(await holdOf(unitId)).toEqual([]);
  });

  it('ALL-5 a consultant without the project, or with a colleague’s customer, is refused', async () => {
    const unitId = await sales.offered('3-1206');
    const theirs = sales.subscribe(unitId, { customerId: lin }, cast.zhou);
    await expect(theirs).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const elsewhere = () => sales.subscribe(unitId, { customerId: lin }, cast.xu);
    await expect(elsewhere()).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await sales.subscribe(unitId, { customerId: lin });
    await expect(elsewhere()).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('ALL-5 CRM-1 a colleague’s customer is no co-buyer, unless a supervisor sells', async () => {
    const [unitId, theirs] = [await sales.offered('3-1299'), await sales.customer(cast.zhou)];
    const buyers = [lin, theirs].map((customerId) => ({ customerId, share: '0.5' }));
    const selling = (by: Person) => sales.subscribe(unitId, { customerId: lin, buyers }, by);
    await expect(selling(cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(selling(cast.sun)).resolves.toMatchObject({ unitId });
  });

  it('SUB-1 SUB-2 has the deposit that was agreed with its type, and the mortgage ratio of its plan', async () => {
    const asked = { customerId: lin, deposit: '240000.00', depositType: 'earnest', mortgageRatio: '0.6' };
    const { subscriptionId, unitId } = await sales.subscribed('3-1207', asked);
    const read = await sales.service.ask(SubscriptionById, { subscriptionId }, [cast.zhao, 'report.desk']);
    expect(read).toMatchObject({ deposit: '240000.00', depositType: 'earnest', mortgageRatio: '0.6', kept: 0 });
    const told = (await sales.service.told(UnitSubscribed)).find((event) => event.unitId === unitId);
    expect(told).toMatchObject({ deposit: '240000.00', depositType: 'earnest' });
    const much = `update subscription set deposit = deal_price / 5 + 1 where id = ?`;
    await expect(sales.service.rows(much, [subscriptionId])).rejects.toThrow(/deposit_share/);
  });

  it.each([
    ['SUB-1.deposit-low', { deposit: '19999.99' }],
    ['SUB-2.deposit-share', { deposit: '240000.01' }],
    ['SUB-1.mortgage-ratio', { mortgageRatio: '0.7' }],
    ['SUB-1.mortgage-ratio', { planId: plans.whole, mortgageRatio: '0.6' }],
  ])('%s is refused', async (code, asked) => {
    const unitId = await sales.offered(`3-1208 ${JSON.stringify(asked)}`);
    await expect(sales.subscribe(unitId, { customerId: lin, ...asked })).rejects.toMatchObject({ code });
  });

  it('SUB-1 an unknown unit is not subscribed', async () => {
    const unknown = sales.subscribe(idOf('no unit'), { customerId: lin });
    await expect(unknown).rejects.toMatchObject({ code: 'ALL.unknown', facts: { what: 'unit' } });
  });
});

describe('HOLD-1 one live hold', () => {
  it('HOLD-2 of fifty at once exactly one wins, and every other hears what holds the unit', async () => {
    const unitId = await sales.offered('3-1301');
    const attempts = Array.from({ length: 50 }, () => sales.subscribe(unitId, { customerId: lin }));
    const outcomes = await Promise.allSettled(attempts);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason as object);
    expect(lost).toHaveLength(49);
    for (const refusal of lost) {
      expect(refusal).toMatchObject({
        code: 'HOLD-1.unit-held',
        facts: { unit: '3-1301', by: '赵', kind: 'subscription' },
      });
    }
    expect(await holdOf(unitId)).toHaveLength(1);
  });

  it('HOLD-2 who comes late is told by whom, how and since when, in words', async () => {
    const { unitId } = await sales.subscribed('3-1302', { customerId: lin });
    const late = await sales.subscribe(unitId, {}, cast.zhou).catch((refusal: unknown) => refusal);
    const { code, facts } = late as Parameters<typeof wordsOf>[1] & { code: string; facts: { since: string } };
    expect(wordsOf(code, facts)).toEqual({
      status: 409,
      zh: `房间 3-1302 已由 赵 定购（${facts.since}）`,
      en: `Unit 3-1302 is held by 赵 (subscription, since ${facts.since})`,
    });
  });

  it('HOLD-1 the database itself refuses a second live hold', async () => {
    const unitId = await sales.offered('3-1303');
    const insert = `insert into hold (id, unit_id, project_id, kind, owner_id, owner_name, since)
      values (gen_random_uuid(), ?, ?, 'reservation', gen_random_uuid(), '某', now())`;
    await sales.service.rows(insert, [unitId, project]);
    await expect(sales.service.rows(insert, [unitId, project])).rejects.toThrow(/hold_one_live_per_unit/);
  });

  it('ALL-8 the winner who asks again gets the same answer, and not that the unit is held', async () => {
    const unitId = await sales.offered('3-1304');
    const ask = (customerId = lin) => sales.subscribe(unitId, { customerId }, cast.zhao, 'key-1');
    const first = await ask();
    expect(await ask()).toEqual(first);
    await expect(ask(idOf('x'))).rejects.toMatchObject({ code: 'ALL-8.other-body' });
    expect(await holdOf(unitId)).toHaveLength(1);
  });

  it('ALL-3 every change is in the audit, who and what, without names or numbers of people', async () => {
    const one = `select * from audit where entity = 'subscription' and change = 'create' limit 1`;
    const rows = await sales.service.rows(one);
    expect(rows).toEqual([expect.objectContaining({ actor: cast.zhao.id, command: 'cmd.sales.subscribe-unit' })]);
    await sales.service.rows('select seal_audit(1000)');
    expect(await sales.service.rows('select broken_audit_link() as broken')).toEqual([{ broken: null }]);
    await expect(sales.service.rows(`update audit set actor_name = 'x'`)).rejects.toThrow(/permission denied/);
  });
});
