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
