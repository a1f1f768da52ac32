import { ReleaseUnit, UnitById, UnitOffered, UnitReleased, UnitWithheld, WithholdUnit } from '#contracts/inventory.js';
import { UnitSubscribed } from '#contracts/sales.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from './in-test.js';
import { subscribed } from '../reactions/in-test.js';

let inventory: InventoryInTest;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());

const withhold = (unitId: string, by = cast.li) =>
  inventory.service.ask(WithholdUnit, { unitId, reason: '样板间' }, [by, 'unit.withhold']);
const release = (unitId: string) =>
  inventory.service.ask(ReleaseUnit, { unitId, reason: '样板间撤场' }, [cast.li, 'unit.withhold']);
const stateOf = async (unitId: string) =>
  (await inventory.service.ask(UnitById, { unitId }, [cast.zhao, 'unit.read'])).state;

describe('INV-5 withholding', () => {
  it('INV-5 an available unit is withheld and released, and sales is told of both', async () => {
    const { code } = await inventory.building('on-sale');
    const unitId = await inventory.unit(`${code}-101`);
    expect(await withhold(unitId)).toEqual({ unitId, state: 'withheld' });
    await expect(withhold(unitId)).rejects.toMatchObject({
      code: 'INV-5.withheld-already',
      facts: { reason: '样板间' },
    });
    expect(await inventory.service.told(UnitWithheld)).toContainEqual(
      expect.objectContaining({ unitId, reason: '样板间' }),
    );
    expect(await release(unitId)).toEqual({ unitId, state: 'available' });
    await expect(release(unitId)).rejects.toMatchObject({ code: 'INV-5.not-withheld' });
    expect(await inventory.service.told(UnitReleased)).toContainEqual(expect.objectContaining({ unitId }));
  });

  it('INV-5 a unit that is held is not withheld: who asks hears how it is held', async () => {
    const { code } = await inventory.building('on-sale');
    const unitId = await inventory.unit(`${code}-101`);
    await inventory.service.hear(UnitSubscribed, subscribed(inventory.projectId, unitId));
    const facts = expect.objectContaining({ unit: `${code}-101`, state: 'subscribed', stateZh: '已定购' });
    await expect(withhold(unitId)).rejects.toMatchObject({ code: 'INV-5.unit-held', facts });
  });

  it('INV-5 a hold made before sales heard of the withholding stands: the withholding is taken back', async () => {
    const { code } = await inventory.building('on-sale');
    const unitId = await inventory.unit(`${code}-101`);
    await withhold(unitId);
    await inventory.service.hear(UnitSubscribed, subscribed(inventory.projectId, unitId));
    expect(await stateOf(unitId)).toBe('subscribed');
    const released = (await inventory.service.told(UnitReleased)).filter((told) => told.unitId === unitId);
    expect(released).toEqual([expect.objectContaining({ reason: expect.stringContaining('INV-5') })]);
    await expect(release(unitId)).rejects.toMatchObject({ code: 'INV-5.not-withheld' });
  });

  it('INV-5 what is withheld before the sale opens stays withheld when it does', async () => {
    const { buildingId, code } = await inventory.building('locked');
    const [kept, freed] = [await inventory.unit(`${code}-101`), await inventory.unit(`${code}-102`)];
    await withhold(kept);
    await withhold(freed);
    expect(await release(freed)).toMatchObject({ state: 'withheld' });
    await inventory.permit([buildingId]);
    await inventory.putOnSale(buildingId);
    expect([await stateOf(kept), await stateOf(freed)]).toEqual(['withheld', 'available']);
    const toldOf = async (unitId: string) =>
      (
        await inventory.service.rows<{ type: string }>('select type from outbox where about = ? order by sequence', [
          unitId,
        ])
      ).map((row) => row.type);
    expect(await toldOf(kept)).toEqual(['inventory.unit-offered.v1', 'inventory.unit-withheld.v1']);
    expect(await toldOf(freed)).toEqual(['inventory.unit-offered.v1']);
    expect(UnitOffered.type).toBe('inventory.unit-offered');
  });

  it('INV-5 withheld and on sale at the same moment it is either way told as it is', async () => {
    const { buildingId, code } = await inventory.building('locked');
    const unitId = await inventory.unit(`${code}-101`);
    await inventory.permit([buildingId]);
    await Promise.all([inventory.putOnSale(buildingId), withhold(unitId)]);
    expect(await stateOf(unitId)).toBe('withheld');
    const told = (await inventory.service.told(UnitWithheld)).filter((event) => event.unitId === unitId);
    expect(told).toHaveLength(1);
  });

  it('ALL-5 nobody withholds a unit that is not theirs, and an unknown one is unknown', async () => {
    const { code } = await inventory.building('on-sale');
    const unitId = await inventory.unit(`${code}-101`);
    const stranger = { ...cast.li, assignments: [{ role: 'sales_manager' as const, projects: [idOf('other')] }] };
    await expect(withhold(unitId, stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(withhold(idOf('nowhere'))).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});
