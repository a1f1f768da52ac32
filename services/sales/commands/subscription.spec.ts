import { DiscountDefined, PaymentPlanDefined, ProjectOpened, UnitOffered } from '#contracts/inventory.js';
import { SubscribeUnit, SubscriptionCancelled, UnitSubscribed } from '#contracts/sales.js';
import { cast, idOf } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SalesModule } from '../module.js';

let sales: ServiceInTest;
const [project, plan, discount] = [idOf('project'), idOf('plan'), idOf('discount')];
const lin = idOf('customer Lin');

beforeAll(async () => {
  sales = await inProcess('sales', SalesModule);
  const policy = { deposit: '20000.00', deadlines: { 'SUB-3.deposit': 'PT12H' } };
  await sales.hear(ProjectOpened, { projectId: project, code: 'YH', name: '云湖', policy });
  const line = { label: '首付款', share: '1', kind: 'price', dueDaysAfterSigning: 7 };
  const ids = { planId: plan, projectId: project };
  await sales.hear(PaymentPlanDefined, { ...ids, code: 'LS', name: '一次性', kind: 'lump-sum', lines: [line] });
  const terms = { projectId: project, code: 'D98', name: '九八折', rate: '0.98', order: 1 };
  await sales.hear(DiscountDefined, { discountId: discount, ...terms });
  await sales.em().execute(
    `insert into customer (id, project_id, name, phone, owner_id, source, needs, entered_at)
     values (?, ?, '林', '13800001234', ?, '来访', '三房', now())`,
    [lin, project, cast.zhao.id],
  );
});
afterAll(() => sales.close());

async function offered(unitCode: string): Promise<string> {
  const unitId = idOf(`unit ${unitCode}`);
  await sales.hear(UnitOffered, {
    ...{ unitId, projectId: project, buildingId: idOf('building 3'), unitCode, layout: '三房两厅', use: '住宅' },
    ...{ pricingBasis: 'building', buildingArea: '100.00', innerArea: '80.00', pricePerM2: '12000.00' },
    ...{ totalPrice: '1200000.00', floorPrice: '1100000.00', priceVersion: 1, permitNumber: '穗房预(网)字第1号' },
    offeredAt: new Date(),
  });
  return unitId;
}

const subscribing = (customerId = lin) => ({ customerId, planId: plan, discountIds: [discount] });

describe('SUB-1 subscription', () => {
  it('holds the unit at a price with its derivation', async () => {
    const unitId = await offered('3-1201');
    const made = await sales.ask(SubscribeUnit, { unitId, ...subscribing() }, [cast.zhao, 'subscription.make']);
    expect(made).toMatchObject({ dealPrice: '1176000.00', deposit: '20000.00', unitCode: '3-1201' });
    expect(made.derivation.steps[0]).toMatchObject({ rule: 'INV-6', inputs: { rate: '0.98' }, result: '1176000.00' });
    const told = await sales.told(UnitSubscribed);
    expect(told).toContainEqual(expect.objectContaining({ unitId, dealPrice: '1176000.00', unitCode: '3-1201' }));
  });

  it('HOLD-2 of fifty at once exactly one wins, and every other hears what holds the unit', async () => {
    const unitId = await offered('3-1202');
    const attempts = Array.from({ length: 50 }, () =>
      sales.ask(SubscribeUnit, { unitId, ...subscribing() }, [cast.zhao, 'subscription.make']),
    );
    const outcomes = await Promise.allSettled(attempts);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost.map((outcome) => outcome.reason)).toEqual(
      Array.from({ length: 49 }, () =>
        expect.objectContaining({
          code: 'HOLD-1.unit-held',
          facts: expect.objectContaining({ by: '赵', kind: 'subscription' }),
        }),
      ),
    );
  });

  it('HOLD-1 the database itself refuses a second live hold', async () => {
    const unitId = await offered('3-1203');
    const insert = `insert into hold (id, unit_id, project_id, kind, owner_id, owner_name, since)
      values (gen_random_uuid(), ?, ?, 'reservation', gen_random_uuid(), '某', now())`;
    await sales.rows(insert, [unitId, project]);
    await expect(sales.rows(insert, [unitId, project])).rejects.toThrow(/hold_one_live_per_unit/);
  });

  it('ALL-8 the same command twice has one effect and the same answer', async () => {
    const unitId = await offered('3-1204');
    const ask = () => sales.ask(SubscribeUnit, { unitId, ...subscribing() }, [cast.zhao, 'subscription.make'], 'key-1');
    const first = await ask();
    expect(await ask()).toEqual(first);
    const other = sales.ask(
      SubscribeUnit,
      { unitId, ...subscribing(idOf('x')) },
      [cast.zhao, 'subscription.make'],
      'key-1',
    );
    await expect(other).rejects.toMatchObject({ code: 'ALL-8.other-body' });
  });

  it('SUB-3 with nothing paid by the deadline it is cancelled once, and the unit is free', async () => {
    const unitId = await offered('3-1205');
    const { subscriptionId } = await sales.ask(SubscribeUnit, { unitId, ...subscribing() }, [
      cast.zhao,
      'subscription.make',
    ]);
    await sales.pass('SUB-3.deposit', subscriptionId);
    const told = (await sales.told(SubscriptionCancelled)).filter((event) => event.unitId === unitId);
    expect(told).toEqual([expect.objectContaining({ subscriptionId, rule: 'SUB-3.deposit-unpaid' })]);
    await sales.ask(SubscribeUnit, { unitId, ...subscribing() }, [cast.zhao, 'subscription.make']);
  });

  it('ALL-3 every change is in the audit, who and what, without names or numbers of people', async () => {
    const rows = await sales.rows(`select * from audit where entity = 'subscription' and change = 'create' limit 1`);
    expect(rows).toEqual([expect.objectContaining({ actor: cast.zhao.id, command: 'cmd.sales.subscribe-unit' })]);
    await sales.rows('select seal_audit(1000)');
    expect(await sales.rows('select broken_audit_link() as broken')).toEqual([{ broken: null }]);
    await expect(sales.rows(`update audit set actor_name = 'x'`)).rejects.toThrow(/permission denied/);
  });

  it('ALL-5 a consultant without the project is refused', async () => {
    const unitId = await offered('3-1206');
    const asking = sales.ask(SubscribeUnit, { unitId, ...subscribing() }, [cast.xu, 'subscription.make']);
    await expect(asking).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
