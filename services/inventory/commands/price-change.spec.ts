import {
  ApprovePriceChange,
  ExecutePriceChange,
  RequestPriceChange,
  ReviewPriceChange,
  UnitById,
  UnitRepriced,
} from '#contracts/inventory.js';
import { SubscriptionCancelled, UnitSubscribed } from '#contracts/sales.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cancelled, subscribed } from '../reactions/in-test.js';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
let buildingId: string;
let one: string;
let other: string;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());
beforeEach(async () => {
  const building = await inventory.building('on-sale', { floors: 2, perFloor: 1 });
  buildingId = building.buildingId;
  [one, other] = [await inventory.unit(`${building.code}-101`), await inventory.unit(`${building.code}-201`)];
});

const line = (unitId: string, pricePerM2 = '22000.01', floorPrice = '1800000.00') => ({
  unitId,
  pricePerM2,
  floorPrice,
});
const request = (lines = [line(one), line(other)], by = cast.sun, about = buildingId) => {
  const asked = { buildingId: about, reason: '二批调价', attachment: '调价通知 2026-11', lines };
  return inventory.service.ask(RequestPriceChange, asked, [by, 'price.change-request']);
};
type Decision = { decision: string; reason?: string };
const approved: Decision = { decision: 'approve' };
const review = (priceChangeId: string, by = cast.li, as = approved) =>
  inventory.service.ask(ReviewPriceChange, { priceChangeId, ...as }, [by, 'price.change-review']);
const approve = (priceChangeId: string, by = cast.feng, as = approved) =>
  inventory.service.ask(ApprovePriceChange, { priceChangeId, ...as }, [by, 'price.change-approve']);
const execute = (priceChangeId: string, by = cast.qin) =>
  inventory.service.ask(ExecutePriceChange, { priceChangeId }, [by, 'price.change-execute']);
const unit = (unitId: string) => inventory.service.ask(UnitById, { unitId }, [cast.zhao, 'unit.read']);

async function executed(lines?: ReturnType<typeof line>[]): Promise<string> {
  const { priceChangeId } = await request(lines);
  await review(priceChangeId);
  await approve(priceChangeId);
  await execute(priceChangeId);
  return priceChangeId;
}

describe('INV-3 change of prices', () => {
  it('INV-3 requested, reviewed, approved and executed by four people, it is in force and told', async () => {
    const priceChangeId = await executed();
    expect(await unit(one)).toMatchObject({ pricePerM2: '22000.01', totalPrice: '1969000.90', priceVersion: 2 });
    const told = (await inventory.service.told(UnitRepriced)).filter((event) => event.priceChangeId === priceChangeId);
    expect(told.map((event) => event.unitId).toSorted()).toEqual([one, other].toSorted());
    expect(told[0]).toMatchObject({ totalPrice: '1969000.90', floorPrice: '1800000.00', priceVersion: 2 });
    const sql = 'select derivation from price_version where unit_id = ? order by version';
    const [, second] = await inventory.service.rows(sql, [one]);
    expect(second).toMatchObject({ derivation: { formula: 'price × building area', inputs: { area: '89.50' } } });
  });

  it('INV-3 a held unit keeps the price it shows until it is free, then has the newest', async () => {
    await inventory.service.hear(UnitSubscribed, subscribed(inventory.projectId, one));
    await executed();
    await executed([line(one, '23000.00')]);
    expect(await unit(one)).toMatchObject({ totalPrice: '1879531.33', priceVersion: 1, state: 'subscribed' });
    expect(await unit(other)).toMatchObject({ totalPrice: '1969000.90', priceVersion: 2 });
    await inventory.service.hear(SubscriptionCancelled, cancelled(inventory.projectId, one));
    expect(await unit(one)).toMatchObject({ totalPrice: '2058500.00', priceVersion: 3, state: 'available' });
  });

  it('INV-3 a deal made before sales heard of the change shows the price it was made at', async () => {
    await executed();
    await inventory.service.hear(UnitSubscribed, subscribed(inventory.projectId, one, { listPrice: '1879531.33' }));
    expect(await unit(one)).toMatchObject({ totalPrice: '1879531.33', priceVersion: 1 });
    const sql = 'select price_version as version from board_change where unit_id = ? order by at, id';
    expect((await inventory.service.rows(sql, [one])).map((row) => row.version)).toEqual([1, 1, 2, 1]);
  });

  it('INV-3 the steps have an order', async () => {
    const { priceChangeId: id } = await request();
    for (const early of [approve, execute])
      await expect(early(id)).rejects.toMatchObject({ code: 'INV-3.wrong-state' });
    expect(await review(id)).toMatchObject({ state: 'reviewed' });
    for (const wrong of [review, execute]) await expect(wrong(id)).rejects.toMatchObject({ code: 'INV-3.wrong-state' });
    expect(await approve(id)).toMatchObject({ state: 'approved' });
    expect(await execute(id)).toMatchObject({ state: 'executed' });
    await expect(execute(id)).rejects.toMatchObject({ code: 'INV-3.wrong-state' });
  });

  it('INV-3 a refusal needs a reason, at either step, and ends it', async () => {
    for (const [ready, refusing] of [
      [request, review],
      [() => request().then(({ priceChangeId }) => review(priceChangeId)), approve],
    ] as const) {
      const { priceChangeId: id } = await ready();
      const by = refusing === review ? cast.li : cast.feng;
      await expect(refusing(id, by, { decision: 'refuse' })).rejects.toMatchObject({ code: 'INV-3.reason-missing' });
      expect(await refusing(id, by, { decision: 'refuse', reason: '过高' })).toMatchObject({ state: 'refused' });
      await expect(execute(id)).rejects.toMatchObject({ code: 'INV-3.wrong-state', facts: { state: 'refused' } });
    }
    expect(await unit(one)).toMatchObject({ priceVersion: 1 });
  });

  it('ALL-4 nobody checks what they did themselves', async () => {
    const roles = ['sales_supervisor', 'sales_manager', 'general_manager', 'system_admin'] as const;
    const all: Person = { ...cast.sun, assignments: roles.map((role) => ({ role, projects: '*' })) };
    const { priceChangeId: id } = await request([line(one)], all);
    const same = (step: string) => ({ code: 'ALL-4.same-person', facts: { conflictsWith: `price.change-${step}` } });
    await expect(review(id, all)).rejects.toMatchObject(same('request'));
    await review(id, { ...all, id: cast.li.id });
    await expect(approve(id, all)).rejects.toMatchObject(same('request'));
    await expect(approve(id, { ...all, id: cast.li.id })).rejects.toMatchObject(same('review'));
    await approve(id);
    await expect(execute(id, all)).rejects.toMatchObject(same('request'));
    await expect(execute(id, { ...all, id: cast.feng.id })).rejects.toMatchObject(same('approve'));
    const forced = inventory.service.rows(
      `update price_change set state = 'executed', executed_by = approved_by where id = ?`,
      [id],
    );
    await expect(forced).rejects.toThrow(/price_change_makers_apart/);
  });

  it.each([
    ['a unit of another building', () => [line(idOf('elsewhere'))], 'INV-3.unit-not-there'],
    ['a unit twice', () => [line(one), line(one)], 'INV-3.unit-twice'],
    ['a price of nothing', () => [line(one, '0')], 'INV-3.price'],
    ['a price beyond reason', () => [line(one, '9999999999999999.00')], 'INV-3.price'],
    ['a floor above the total', () => [line(one, '10000.00')], 'INV-3.floor-above-total'],
  ])('INV-3 %s is refused', async (_, lines, code) => {
    await expect(request(lines())).rejects.toMatchObject({ code });
  });

  it('INV-3 before the lock there is nothing that an order would change', async () => {
    const building = await inventory.building('drafting');
    const asking = request([line(one)], cast.sun, building.buildingId);
    await expect(asking).rejects.toMatchObject({ code: 'INV-3.not-locked' });
  });

  it('INV-3 the database takes no price that no order approved, and changes none', async () => {
    const { priceChangeId: id } = await request([line(one)]);
    const insert = (change: string | null, total = 196900090) =>
      inventory.service.rows(
        `insert into price_version
           (id, unit_id, version, price_per_m2, total_price, floor_price, derivation, price_change_id, made_at)
         values (gen_random_uuid(), ?, 9, 2200001, ?, 180000000, '{}', ?, now())`,
        [one, total, change],
      );
    await expect(insert(null)).rejects.toThrow(/INV-3: a price of what is set up comes from a change order/);
    await expect(insert(id)).rejects.toThrow(/INV-3: this price was not approved/);
    await review(id);
    await approve(id);
    await execute(id);
    await expect(insert(id, 196900091)).rejects.toThrow(/INV-3: this price was not approved/);
    const cheaper = inventory.service.rows('update price_version set total_price = 1 where unit_id = ?', [one]);
    await expect(cheaper).rejects.toThrow(/permission denied/);
    const pointer = inventory.service.rows('update unit set price_version = 7, newest_version = 7 where id = ?', [one]);
    await expect(pointer).rejects.toThrow(/price_version_fkey/);
    const added = inventory.service.rows(
      `insert into price_change_line select gen_random_uuid(), price_change_id, ?, 1, 1, 1, '{}' from price_change_line
       where price_change_id = ?`,
      [other, id],
    );
    await expect(added).rejects.toThrow(/under way is not added to/);
  });
});
