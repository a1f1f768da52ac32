import {
  ApprovePriceChange,
  ExecutePriceChange,
  RequestPriceChange,
  ReviewPriceChange,
  UnitById,
  UnitRepriced,
} from '#contracts/inventory.js';
import { UnitPrices } from '#contracts/inventory-terms.js';
import { SubscriptionCancelled, UnitSubscribed } from '#contracts/sales.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cancelled, subscribed } from '../reactions/in-test.js';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
let buildingId: string;
let unitId: string;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());
beforeEach(async () => {
  const building = await inventory.building('on-sale', { floors: 1, perFloor: 1 });
  buildingId = building.buildingId;
  unitId = await inventory.unit(`${building.code}-101`);
});

const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
const execute = (priceChangeId: string) =>
  inventory.service.ask(ExecutePriceChange, { priceChangeId }, [cast.qin, 'price.change-execute']);
const unit = () => inventory.service.ask(UnitById, { unitId }, [cast.zhao, 'unit.read']);
const prices = () => inventory.service.ask(UnitPrices, { unitId }, [cast.sun, 'unit.read']);
const request = (line: object, more: object = {}) => {
  const asked = { buildingId, reason: '二批调价', attachment: '批件-07', lines: [{ unitId, ...line }], ...more };
  return inventory.service.ask(RequestPriceChange, asked, [cast.sun, 'price.change-request']);
};

async function approved(line: object, more: object = {}): Promise<string> {
  const { priceChangeId } = await request(line, more);
  const decision = { priceChangeId, decision: 'approve' };
  await inventory.service.ask(ReviewPriceChange, decision, [cast.li, 'price.change-review']);
  await inventory.service.ask(ApprovePriceChange, decision, [cast.feng, 'price.change-approve']);
  return priceChangeId;
}

const told = async (priceChangeId: string) =>
  (await inventory.service.told(UnitRepriced)).filter((event) => event.priceChangeId === priceChangeId);

describe('INV-3 from when a price is in force', () => {
  it('INV-3 an approved order with its moment comes into force by itself', async () => {
    const id = await approved({ pricePerM2: '22000.00' }, { effectiveFrom: tomorrow });
    expect(await unit()).toMatchObject({ pricePerM2: '21000.35', priceVersion: 1 });
    await inventory.service.pass('INV-3.effective', id);
    expect(await unit()).toMatchObject({ pricePerM2: '22000.00', totalPrice: '1969000.00', priceVersion: 2 });
    expect(await told(id)).toMatchObject([{ unitId, priceVersion: 2, floorPrice: '1729168.82' }]);
    await expect(execute(id)).rejects.toMatchObject({ code: 'INV-3.wrong-state' });
  });

  it('INV-3 executed before its moment it is told with it, and shown only from then on', async () => {
    const id = await approved({ pricePerM2: '22000.00' }, { effectiveFrom: tomorrow });
    await execute(id);
    expect(await told(id)).toMatchObject([{ effectiveFrom: tomorrow, priceVersion: 2 }]);
    expect(await unit()).toMatchObject({ priceVersion: 1 });
    expect(await prices()).toMatchObject({
      shown: 1,
      inForce: 1,
      items: [{ version: 1 }, { effectiveFrom: tomorrow }],
    });
    await inventory.service.pass('INV-3.effective', id);
    expect(await unit()).toMatchObject({ priceVersion: 2 });
  });

  it('INV-3 what is not approved by its moment comes into force by nobody but the administrator', async () => {
    const { priceChangeId } = await request({ pricePerM2: '22000.00' }, { effectiveFrom: tomorrow });
    await expect(inventory.service.pass('INV-3.effective', priceChangeId)).rejects.toThrow(/no open deadline/);
    const past = await approved({ pricePerM2: '22500.00' }, { effectiveFrom: '2026-01-01T00:00:00Z' });
    await inventory.service.pass('INV-3.effective', past);
    expect(await unit()).toMatchObject({ pricePerM2: '22500.00', priceVersion: 2 });
    const [row] = (await prices()).items.slice(-1);
    expect(new Date(row.effectiveFrom).getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('INV-3 of two orders the one whose moment comes last is in force last, whichever was made first', async () => {
    const later = await approved({ pricePerM2: '23000.00' }, { effectiveFrom: tomorrow });
    await execute(later);
    await execute(await approved({ pricePerM2: '22000.00' }));
    expect(await unit()).toMatchObject({ pricePerM2: '22000.00', priceVersion: 3 });
    await inventory.service.pass('INV-3.effective', later);
    expect(await unit()).toMatchObject({ pricePerM2: '23000.00', priceVersion: 2 });
    expect(await prices()).toMatchObject({ shown: 2, inForce: 2 });
  });

  it('INV-3 one that was made before the sale is told ahead with the offer', async () => {
    const building = await inventory.building('locked', { floors: 1, perFloor: 1 });
    [buildingId, unitId] = [building.buildingId, await inventory.unit(`${building.code}-101`)];
    await execute(await approved({ pricePerM2: '22000.00', layout: '复式' }, { effectiveFrom: tomorrow }));
    await inventory.permit([buildingId]);
    await inventory.putOnSale(buildingId);
    const about = await inventory.service.rows<{ type: string }>(
      `select type from outbox where payload->>'unitId' = ? order by position`,
      [unitId],
    );
    expect(about.map(({ type }) => type).slice(-2)).toEqual([
      ...['inventory.unit-offered.v1', 'inventory.unit-repriced.v1'],
    ]);
    const ahead = (await inventory.service.told(UnitRepriced)).filter((event) => event.unitId === unitId);
    expect(ahead.at(-1)).toMatchObject({ effectiveFrom: tomorrow, totalPrice: '1969000.00', layout: '复式' });
  });

  it('INV-3 ALL-2 the history has every price with its derivation, and the order that made it', async () => {
    const id = await approved({ pricePerM2: '22000.00', floorPrice: '1800000.00' });
    await execute(id);
    const { items } = await prices();
    expect(items).toMatchObject([
      { version: 1, totalPrice: '1879531.33', derivation: { rule: 'INV-1' } },
      { version: 2, totalPrice: '1969000.00', floorPrice: '1800000.00', priceChangeId: id, reason: '二批调价' },
    ]);
    const shown = await inventory.service.ask(UnitPrices, { unitId }, [cast.zhao, 'unit.read']);
    expect(shown.items.filter((price: object) => 'floorPrice' in price)).toEqual([]);
    const theirs = inventory.service.ask(UnitPrices, { unitId }, [cast.xu, 'unit.read']);
    await expect(theirs).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});

describe('INV-3 what a unit is', () => {
  it('INV-3 layout, orientation, use and areas change by an order too, and the price follows the area', async () => {
    const facts = { layout: '四室两厅', orientation: '东', buildingArea: '90.00', innerArea: '72.00' };
    const id = await approved(facts);
    await execute(id);
    expect(await unit()).toMatchObject({ ...facts, sharedArea: '18.00', use: '住宅', totalPrice: '1890031.50' });
    expect(await told(id)).toMatchObject([{ ...facts, totalPrice: '1890031.50', pricePerM2: '21000.35' }]);
  });

  it('INV-3 a held unit stays what it was sold as until it is free', async () => {
    await inventory.service.hear(UnitSubscribed, subscribed(inventory.projectId, unitId));
    await execute(await approved({ layout: '四室两厅', buildingArea: '90.00' }));
    expect(await unit()).toMatchObject({ layout: '三室两厅', buildingArea: '89.50', priceVersion: 1 });
    await inventory.service.hear(SubscriptionCancelled, cancelled(inventory.projectId, unitId));
    expect(await unit()).toMatchObject({ layout: '四室两厅', buildingArea: '90.00', priceVersion: 2 });
  });

  it('INV-3 a deal that was made before sales heard of it shows the unit as it was sold', async () => {
    await execute(await approved({ buildingArea: '90.00' }));
    await inventory.service.hear(UnitSubscribed, subscribed(inventory.projectId, unitId));
    expect(await unit()).toMatchObject({ buildingArea: '89.50', totalPrice: '1879531.33', priceVersion: 1 });
  });

  it.each<[string, object, string]>([
    ['nothing', {}, 'INV-3.nothing-changed'],
    ['an inner area above the whole', { innerArea: '89.51' }, 'INV-3.areas'],
    ['an area that puts the total below the floor', { buildingArea: '75.00' }, 'INV-3.floor-above-total'],
  ])('INV-3 an order for %s is refused', async (_, line, code) => {
    await expect(request(line)).rejects.toMatchObject({ code });
  });

  it('INV-3 the database takes no facts that no order approved, whatever the code does', async () => {
    const id = await approved({ layout: '四室两厅' });
    const add = `insert into unit_facts select gen_random_uuid(), u.id, ?, now(), '别墅', u.orientation, u.use,
      u.building_area, u.inner_area, u.shared_area from unit u where u.id = ?`;
    await expect(inventory.service.rows(add, [id, unitId])).rejects.toThrow(/INV-3: these facts were not approved/);
    await expect(inventory.service.rows(add, [null, unitId])).rejects.toThrow(/not the facts that were set up/);
    const early = add.replace('别墅', '四室两厅');
    await expect(inventory.service.rows(early, [id, unitId])).rejects.toThrow(/INV-3: these facts were not approved/);
    const change = inventory.service.rows(`update unit set layout = '别墅' where id = ?`, [unitId]);
    await expect(change).rejects.toThrow(/INV-2: the set-up of unit/);
  });
});
