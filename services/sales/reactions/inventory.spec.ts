import { UnitReleased, UnitRepriced, UnitWithheld } from '#contracts/inventory.js';
import { idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from '../commands/in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const repriced = (unitId: string, totalPrice: string, priceVersion: number) => {
  const price = { pricePerM2: '13000.00', totalPrice, floorPrice: '1100000.00', priceVersion };
  return sales.service.hear(UnitRepriced, { unitId, projectId: project, priceChangeId: idOf('change'), ...price });
};
const offer = async (unitId: string) => {
  const rows = await sales.service.rows('select total_price, price_version, pending from unit_offer where id = ?', [
    unitId,
  ]);
  return rows[0]!;
};
const toldOf = (unitId: string) => ({ unitId, projectId: project, reason: '销控' });

describe('INV-3 a new price', () => {
  it('INV-3 is in force at once for a free unit', async () => {
    const unitId = await sales.offered('3-1201');
    await repriced(unitId, '1300000.00', 2);
    expect((await sales.subscribe(unitId)).dealPrice).toBe('1300000.00');
  });

  it('INV-3 waits while somebody has the unit, and is in force when the hold ends', async () => {
    const { unitId, subscriptionId } = await sales.subscribed('3-1202');
    await repriced(unitId, '1300000.00', 2);
    await repriced(unitId, '1310000.00', 3);
    expect(await offer(unitId)).toMatchObject({ total_price: '120000000', price_version: 1 });
    await sales.service.pass('SUB-3.deposit', subscriptionId);
    expect(await offer(unitId)).toEqual({ total_price: '131000000', price_version: 3, pending: null });
    expect((await sales.subscribe(unitId)).dealPrice).toBe('1310000.00');
  });

  it('INV-3 never gets lost when it comes just as the hold ends', async () => {
    const codes = Array.from({ length: 8 }, (_, at) => `3-130${at}`);
    for (const code of codes) {
      const { unitId, subscriptionId } = await sales.subscribed(code);
      await Promise.all([repriced(unitId, '1300000.00', 2), sales.service.pass('SUB-3.deposit', subscriptionId)]);
      expect(await offer(unitId)).toEqual({ total_price: '130000000', price_version: 2, pending: null });
    }
  });
});

describe('INV-3 a price told ahead', () => {
  const soon = (ms = 86_400_000) => new Date(Date.now() + ms);
  const ahead = (unitId: string, totalPrice: string, effectiveFrom: Date, more: object = {}) => {
    const price = { pricePerM2: '13000.00', totalPrice, floorPrice: '1100000.00', priceVersion: 2 };
    const about = { unitId, projectId: project, priceChangeId: idOf('change') };
    return sales.service.hear(UnitRepriced, { ...about, ...price, effectiveFrom, ...more });
  };

  it('INV-3 is not sold at before its moment', async () => {
    const unitId = await sales.offered('3-1501');
    await ahead(unitId, '1300000.00', soon());
    expect((await sales.subscribe(unitId)).dealPrice).toBe('1200000.00');
    await sales.service.pass('INV-3.effective', unitId);
  });

  it('INV-3 is sold at from its moment on, to the second, whenever the clock wakes', async () => {
    const [unitId, other] = [await sales.offered('3-1502'), await sales.offered('3-1503')];
    for (const id of [unitId, other]) await ahead(id, '1300000.00', soon());
    const due = `update unit_offer set upcoming = jsonb_set(upcoming, '{0,effectiveFrom}', to_jsonb(?::text))
      where id = ?`;
    for (const id of [unitId, other]) await sales.service.rows(due, [new Date(Date.now() - 1_000).toISOString(), id]);
    expect((await sales.subscribe(unitId)).dealPrice).toBe('1300000.00');
    await sales.service.pass('INV-3.effective', other);
    expect(await offer(other)).toEqual({ total_price: '130000000', price_version: 2, pending: null });
  });

  it('INV-3 brings what the unit is with it; whoever holds the unit keeps price and areas', async () => {
    const { unitId, subscriptionId } = await sales.effective('3-1504');
    await ahead(unitId, '1300000.00', new Date(), { layout: '四房', buildingArea: '101.00', innerArea: '81.00' });
    const { contractId } = await sales.sign(subscriptionId);
    const [contract] = await sales.service.rows('select price, building_area from contract where id = ?', [contractId]);
    expect(contract).toEqual({ price: '120000000', building_area: '10000' });
    const free = await sales.offered('3-1505');
    await ahead(free, '1300000.00', new Date(), { layout: '四房', buildingArea: '101.00' });
    const [row] = await sales.service.rows('select layout, building_area, inner_area from unit_offer where id = ?', [
      free,
    ]);
    expect(row).toEqual({ layout: '四房', building_area: '10100', inner_area: '8000' });
  });
});

describe('INV-5 withholding', () => {
  it('INV-5 takes a free unit from sale, until it is released', async () => {
    const unitId = await sales.offered('3-1401');
    await sales.service.hear(UnitWithheld, toldOf(unitId));
    await expect(sales.subscribe(unitId)).rejects.toMatchObject({ code: 'INV-5.unit-withheld' });
    await sales.service.hear(UnitReleased, toldOf(unitId));
    await expect(sales.subscribe(unitId)).resolves.toMatchObject({ unitCode: '3-1401' });
  });

  it('INV-5 leaves a hold that was there first', async () => {
    const subscription = await sales.subscribed('3-1402');
    await sales.service.hear(UnitWithheld, toldOf(subscription.unitId));
    await sales.deposited(subscription as { unitId: string; subscriptionId: string });
    await expect(sales.sign(subscription.subscriptionId)).resolves.toMatchObject({ contractId: expect.any(String) });
  });
});
