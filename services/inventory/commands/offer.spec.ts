import { Board, UnitOffered } from '#contracts/inventory.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());

const reads: [Person, 'unit.read'] = [cast.zhao, 'unit.read'];

describe('INV-4 on sale', () => {
  it('INV-4 without a permit nothing is offered', async () => {
    const { buildingId } = await inventory.building('locked');
    await expect(inventory.putOnSale(buildingId)).rejects.toMatchObject({ code: 'INV-4.no-permit' });
    expect((await inventory.service.told(UnitOffered)).filter((told) => told.buildingId === buildingId)).toEqual([]);
  });

  it('INV-4 with lock and permit every unit is offered, with its price and permit, and is available', async () => {
    const { buildingId, code } = await inventory.building('on-sale', { floors: 3, perFloor: 3 });
    const told = (await inventory.service.told(UnitOffered)).filter((offer) => offer.buildingId === buildingId);
    expect(told).toHaveLength(9);
    expect(told[0]).toMatchObject({ unitCode: `${code}-101`, totalPrice: '1879531.33', floorPrice: '1729168.82' });
    expect(told[0]).toMatchObject({
      pricingBasis: 'building',
      priceVersion: 1,
      permitNumber: `穗房预(网)字第 ${buildingId} 号`,
    });
    const board = await inventory.service.ask(Board, { buildingId }, reads);
    expect(board.state).toBe('on-sale');
    expect(board.units.map((unit: { code: string; state: string }) => [unit.code, unit.state])).toEqual(
      [301, 302, 303, 201, 202, 203, 101, 102, 103].map((room) => [`${code}-${room}`, 'available']),
    );
    expect(board.units[6]).toMatchObject({ layout: '三室两厅', buildingArea: '89.50', pricePerM2: '21000.35' });
  });

  it('INV-8 a board of two thousand units is offered, and read in one statement well within a second', async () => {
    const { buildingId } = await inventory.building('on-sale', { floors: 40, perFloor: 50 });
    const begun = performance.now();
    const board = await inventory.service.ask(Board, { buildingId }, reads);
    expect(board.units).toHaveLength(2000);
    expect(performance.now() - begun).toBeLessThan(1000);
  }, 60_000);

  it('INV-8 nobody reads the board of a project that is not theirs; an unknown one is unknown', async () => {
    const { buildingId } = await inventory.building('drafting');
    const asking = inventory.service.ask(Board, { buildingId }, [cast.xu, 'unit.read']);
    await expect(asking).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const unknown = inventory.service.ask(Board, { buildingId: idOf('nowhere') }, reads);
    await expect(unknown).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});
