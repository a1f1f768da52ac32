import { VerifyBuilding } from '#contracts/inventory.js';
import { cast, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { headings, sheetOf } from '../../../deploy/seed/workbook.ts';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());

const rows = (sql: string, params: unknown[] = []) => inventory.service.rows(sql, params);
const row = ['101', '1', '三室', '南', '住宅', '89.5', '71.6', '17.9', '建筑面积', '21000.35', '1879531.33', '1700000'];

describe('INV-2 set-up', () => {
  it('INV-2 goes drafting → submitted → verified → locked → on sale, and no other way', async () => {
    const { buildingId } = await inventory.building('drafting');
    const steps = [inventory.submit, inventory.verify, inventory.lock].map((step) => step.bind(inventory, buildingId));
    await inventory.permit([buildingId]);
    const sell = () => inventory.putOnSale(buildingId);
    for (const [index, step] of [...steps, sell].entries()) {
      for (const later of [...steps, sell].slice(index + 1)) {
        await expect(later()).rejects.toMatchObject({ code: 'INV-2.wrong-state' });
      }
      expect((await step()).state).toBe(['submitted', 'verified', 'locked', 'on-sale'][index]);
      await expect(step()).rejects.toMatchObject({ code: 'INV-2.wrong-state' });
    }
  });

  it('INV-2 finance sends it back with a reason, and it can be completed and handed in again', async () => {
    const { buildingId, code } = await inventory.building('submitted');
    const sendBack = (reason?: string) => {
      const asked = { buildingId, decision: 'return', ...(reason ? { reason } : {}) };
      return inventory.service.ask(VerifyBuilding, asked, [cast.zheng, 'unit.verify']);
    };
    await expect(sendBack()).rejects.toMatchObject({ code: 'INV-2.reason-missing' });
    const more = await sheetOf([headings, row.with(0, '9901')]);
    await expect(inventory.import(code, more)).rejects.toMatchObject({ code: 'INV-2.wrong-state' });
    expect(await sendBack('缺 9901')).toMatchObject({ state: 'drafting' });
    expect(await inventory.import(code, more)).toMatchObject({ buildingId, imported: 1 });
    expect(await inventory.submit(buildingId)).toMatchObject({ state: 'submitted' });
  });

  it('ALL-4 who entered it does not verify it, and who entered or verified it does not lock it', async () => {
    const roles = ['sales_supervisor', 'accounting_supervisor', 'system_admin'] as const;
    const everything = (who: Person): Person => ({
      ...who,
      assignments: roles.map((role) => ({ role, projects: '*' })),
    });
    const { buildingId, code } = await inventory.building('drafting');
    await inventory.import(code, await sheetOf([headings, row.with(0, '8801')]), everything(cast.zhou));
    await inventory.submit(buildingId);
    for (const maker of [cast.sun, cast.zhou]) {
      const verifying = inventory.verify(buildingId, everything(maker));
      await expect(verifying).rejects.toMatchObject({
        code: 'ALL-4.same-person',
        facts: { conflictsWith: 'unit.set-up' },
      });
    }
    await inventory.verify(buildingId);
    const locking = inventory.lock(buildingId, everything(cast.zheng));
    await expect(locking).rejects.toMatchObject({ code: 'ALL-4.same-person', facts: { conflictsWith: 'unit.verify' } });
    const maker = inventory.lock(buildingId, everything(cast.zhou));
    await expect(maker).rejects.toMatchObject({ facts: { conflictsWith: 'unit.set-up' } });
  });

  it('ALL-4 the database itself refuses a maker as checker, and a step that is none', async () => {
    const { buildingId } = await inventory.building('submitted');
    const set = (what: string, by = cast.zheng) =>
      rows(`update building set ${what.replaceAll('$', `'${by.id}'`)} where id = ?`, [buildingId]);
    const verified = `state = 'verified', verified_by = $`;
    await expect(set(verified, cast.sun)).rejects.toThrow(/who entered a unit does not check it|building_makers_apart/);
    await expect(set(`state = 'on-sale'`)).rejects.toThrow(/from submitted to on-sale is no step/);
    await expect(set(`code = 'X'`)).rejects.toThrow(/not renamed/);
  });

  it('INV-2 what was set up is read-only once it is locked: the database refuses to change it', async () => {
    const { buildingId, code } = await inventory.building('locked');
    const change = (set: string) => rows(`update unit set ${set} where code = ?`, [`${code}-101`]);
    for (const set of [
      `layout = 'X'`,
      'building_area = 1, inner_area = 1, shared_area = 0',
      `code = 'X'`,
      'floor = 9',
    ]) {
      await expect(change(set)).rejects.toThrow(/INV-2: the set-up of unit .* stands/);
    }
    const copy = `insert into unit select 
      (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(), 'code', 'X'))).*
      from unit u where code = ?`;
    await expect(rows(copy, [`${code}-101`])).rejects.toThrow(/INV-2|price_version_fkey/);
    await expect(rows('delete from unit where building_id = ?', [buildingId])).rejects.toThrow(/permission denied/);
  });

  it('INV-1 the database refuses areas that do not add up', async () => {
    const { code } = await inventory.building('drafting');
    const changing = rows('update unit set shared_area = 1 where code = ?', [`${code}-101`]);
    await expect(changing).rejects.toThrow(/unit_areas/);
  });
});
