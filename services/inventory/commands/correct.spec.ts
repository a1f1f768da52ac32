import { CorrectUnit, RemoveUnit } from '#contracts/inventory-imports.js';
import { BuildingBoardChanges } from '#contracts/inventory-board.js';
import { Board, UnitById, VerifyBuilding } from '#contracts/inventory.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());

const rows = (sql: string, params: unknown[] = []) => inventory.service.rows(sql, params);
const reads: [Person, 'unit.read'] = [cast.zhao, 'unit.read'];

function corrected(unitId: string, more: object, by = cast.sun) {
  return inventory.service.ask(CorrectUnit, { unitId, reason: '面积录错', ...more }, [by, 'unit.set-up']);
}

function removed(unitId: string, by = cast.sun) {
  return inventory.service.ask(RemoveUnit, { unitId, reason: '改作物业用房' }, [by, 'unit.set-up']);
}

async function returned(): Promise<{ buildingId: string; code: string; unitId: string }> {
  const building = await inventory.building('submitted');
  const asked = { buildingId: building.buildingId, decision: 'return', reason: '101 面积有误' };
  await inventory.service.ask(VerifyBuilding, asked, [cast.zheng, 'unit.verify']);
  return { ...building, unitId: await inventory.unit(`${building.code}-101`) };
}

describe('INV-2 a unit of a building that finance sent back', () => {
  it('INV-2 is corrected with a reason; the total follows, as a new price version with its derivation', async () => {
    const { unitId, code } = await returned();
    const answer = await corrected(unitId, { buildingArea: '90.00', room: '0101' });
    expect(answer).toMatchObject({ code: `${code}-0101`, priceVersion: 2, totalPrice: '1890031.50' });
    const unit = await inventory.service.ask(UnitById, { unitId }, reads);
    expect(unit).toMatchObject({ buildingArea: '90.00', sharedArea: '18.40', totalPrice: '1890031.50' });
    const prices = await rows('select version, total_price, derivation from price_version where unit_id = ?', [unitId]);
    expect(prices).toMatchObject([{ version: 1 }, { version: 2, derivation: { inputs: { area: '90.00' } } }]);
    const board = await rows('select price_version from board_change where unit_id = ? order by position', [unitId]);
    expect(board).toEqual([{ price_version: 1 }, { price_version: 2 }]);
  });

  it('ALL-3 its corrections are kept: who, why, from what to what, in the audit too', async () => {
    const { unitId } = await returned();
    await corrected(unitId, { layout: '四室' });
    const [revision] = await rows('select * from unit_revision where unit_id = ?', [unitId]);
    expect(revision).toMatchObject({ kind: 'corrected', by_id: cast.sun.id, reason: '面积录错' });
    expect(revision).toMatchObject({ before: { layout: '三室两厅' }, after: { layout: '四室' } });
    const audit = await rows(`select before, after, reason from audit where entity_id = ? and change = 'update'`, [
      unitId,
    ]);
    expect(audit).toEqual([{ before: { layout: '三室两厅' }, after: { layout: '四室' }, reason: '面积录错' }]);
    expect(await rows('select from price_version where unit_id = ?', [unitId])).toHaveLength(1);
    await corrected(unitId, { layout: '四室' });
    expect(await rows('select from unit_revision where unit_id = ?', [unitId])).toHaveLength(1);
    await expect(rows(`update unit_revision set reason = 'x'`)).rejects.toThrow(/permission denied/);
  });

  it.each([
    ['a room that is there', { room: '102' }, 'INV-1.unit-exists', {}],
    ['more inside than outside', { innerArea: '90.00' }, 'INV-1.unit-wrong', { field: 'innerArea' }],
    ['a floor price above the total', { floorPrice: '1879531.34' }, 'INV-1.unit-wrong', { field: 'floorPrice' }],
    ['a room with spaces', { room: '1 01' }, 'INV-1.unit-wrong', { field: 'room', column: '房号' }],
  ])('INV-1 %s is refused by the name of the field', async (_, more, code, facts) => {
    const { unitId } = await returned();
    await expect(corrected(unitId, more)).rejects.toMatchObject({ code, facts: expect.objectContaining(facts) });
  });

  it('INV-2 is taken out, and on no board and in no offer any more; its code is free again', async () => {
    const { buildingId, code, unitId } = await returned();
    await removed(unitId);
    const onBoard = await inventory.service.ask(Board, { buildingId }, reads);
    expect(onBoard.units.map((unit: { code: string }) => unit.code)).not.toContain(`${code}-101`);
    await expect(inventory.service.ask(UnitById, { unitId }, reads)).rejects.toMatchObject({ code: 'ALL.unknown' });
    await expect(removed(unitId)).rejects.toMatchObject({ code: 'ALL.unknown' });
    const other = await inventory.unit(`${code}-102`);
    expect(await corrected(other, { room: '101' })).toMatchObject({ code: `${code}-101` });
    for (const step of [inventory.submit, inventory.verify, inventory.lock]) await step.call(inventory, buildingId);
    await inventory.permit([buildingId]);
    await inventory.putOnSale(buildingId);
    expect(await rows(`select from outbox where about = ?`, [unitId])).toEqual([]);
    const [kept] = await rows('select removed_by, removed_for from unit where id = ?', [unitId]);
    expect(kept).toEqual({ removed_by: cast.sun.id, removed_for: '改作物业用房' });
    await expect(rows(`update unit set layout = 'X' where id = ?`, [unitId])).rejects.toThrow(/taken out and stands/);
  });

  it('INV-8 the board of a past moment still shows what was taken out since', async () => {
    const { buildingId, code, unitId } = await returned();
    const [{ at }] = (await rows('select now() as at')) as [{ at: string }];
    await removed(unitId);
    const then = await inventory.service.ask(Board, { buildingId, at: new Date(at).toISOString() }, reads);
    expect(then.units.map((unit: { code: string }) => unit.code)).toContain(`${code}-101`);
  });

  it('INV-8 those who follow the board hear of a correction and of what is taken out', async () => {
    const { buildingId, unitId } = await returned();
    const follow = (after?: string) =>
      inventory.service.ask(BuildingBoardChanges, { buildingId, ...(after ? { after } : {}) }, reads);
    const { position } = await follow();
    await corrected(unitId, { layout: '四室' });
    await removed(unitId);
    const { changes } = await follow(position);
    expect(changes).toMatchObject([{ unitId }, { unitId, removed: true }]);
  });

  it('INV-2 once handed in it is neither corrected nor taken out, not even in the database', async () => {
    const { code } = await inventory.building('submitted');
    const unitId = await inventory.unit(`${code}-101`);
    await expect(corrected(unitId, { layout: '四室' })).rejects.toMatchObject({ code: 'INV-2.wrong-state' });
    await expect(removed(unitId)).rejects.toMatchObject({ code: 'INV-2.wrong-state' });
    const set = `removed_at = now(), removed_by = entered_by, removed_for = 'x'`;
    await expect(rows(`update unit set ${set} where id = ?`, [unitId])).rejects.toThrow(/no longer being set up/);
    const revising = `insert into unit_revision select gen_random_uuid(), id, building_id, 'corrected', '{}', '{}', 'x',
      entered_by, 'x', now() from unit where id = ?`;
    await expect(rows(revising, [unitId])).rejects.toThrow(/what is set up is not corrected/);
  });

  it('ALL-4 who corrected a unit verifies and locks nothing of its building', async () => {
    const everything = ['sales_supervisor', 'accounting_supervisor', 'system_admin'] as const;
    const zhou: Person = { ...cast.zhou, assignments: everything.map((role) => ({ role, projects: '*' })) };
    const { buildingId, unitId } = await returned();
    await corrected(unitId, { layout: '四室' }, zhou);
    await inventory.submit(buildingId);
    const refused = { code: 'ALL-4.same-person', facts: { conflictsWith: 'unit.set-up' } };
    await expect(inventory.verify(buildingId, zhou)).rejects.toMatchObject(refused);
    const set = `state = 'verified', verified_by = '${zhou.id}'`;
    await expect(rows(`update building set ${set} where id = ?`, [buildingId])).rejects.toThrow(/who corrected a unit/);
    await inventory.verify(buildingId);
    await expect(inventory.lock(buildingId, zhou)).rejects.toMatchObject(refused);
  });

  it('ALL-5 nobody corrects a unit of a project that is not theirs', async () => {
    const stranger: Person = { ...cast.sun, assignments: [{ role: 'sales_supervisor', projects: [idOf('other')] }] };
    const { unitId } = await returned();
    await expect(corrected(unitId, {}, stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(removed(unitId, stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
