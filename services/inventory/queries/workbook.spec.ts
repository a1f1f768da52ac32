import { BuildingWorkbook, ImportById, ProjectWorkbook } from '#contracts/inventory-imports.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from '../commands/in-test.js';
import { ImportsInTest, unitRow } from '../reactions/in-test.js';

let inventory: InventoryInTest;
let imports: ImportsInTest;
beforeAll(async () => {
  inventory = await InventoryInTest.begin();
  imports = new ImportsInTest(inventory);
});
afterAll(() => inventory.service.close());

const reads: [Person, 'export.request'] = [cast.sun, 'export.request'];

async function exported(format?: 'xlsx' | 'csv') {
  const asked = { projectId: inventory.projectId, ...(format ? { format } : {}) };
  const { name, type, file } = await inventory.service.ask(ProjectWorkbook, asked, reads);
  return { name, type, bytes: Buffer.from(file, 'base64') };
}

describe('INV-1 units as a table', () => {
  it('INV-1 what is exported, xlsx or csv, can be imported again, and is exported the same', async () => {
    await inventory.building('drafting', { floors: 3, perFloor: 4 });
    const odd = unitRow('W1', 'B1-01', {
      3: '-1',
      4: '=1+2',
      5: '"南",北',
      10: '套',
      11: '88.9',
      12: '88.90',
      13: '0.01',
    });
    expect(await imports.imported([unitRow('W1', '101')])).toMatchObject({ state: 'done' });
    const quoted = odd.map((cell) => `"${cell.replaceAll('"', '""')}"`);
    expect(await imports.imported([quoted])).toMatchObject({ state: 'done' });
    const before = (await exported('csv')).bytes.toString();
    expect(before.split('\r\n')).toHaveLength(1 + 12 + 2 + 1);
    for (const format of ['xlsx', 'csv'] as const) {
      const { bytes } = await exported(format);
      const again = await imports.imported(bytes, { existing: 'replace', reason: '核对' });
      expect(again).toMatchObject({ state: 'done', totals: { unchanged: 14, created: 0, corrected: 0, removed: 0 } });
      expect((await exported('csv')).bytes.toString()).toBe(before);
    }
  });

  it('INV-1 of a building it has that building alone, named for it', async () => {
    const { buildingId, code } = await inventory.building('locked');
    const { name, type, file } = await inventory.service.ask(BuildingWorkbook, { buildingId, format: 'csv' }, reads);
    expect([name, type]).toEqual([`${code}栋房源.csv`, 'text/csv; charset=utf-8']);
    const lines = Buffer.from(file, 'base64').toString().trim().split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFF楼栋,分期,房号,楼层,户型,朝向,用途,建筑面积,套内面积,公摊面积,计价方式,单价,总价,底价'.trim(),
    );
    expect(lines.slice(1).every((line) => line.startsWith(`${code},`))).toBe(true);
  });

  it('ALL-5 nobody exports a project that is not theirs', async () => {
    const stranger: Person = { ...cast.sun, assignments: [{ role: 'sales_supervisor', projects: [idOf('other')] }] };
    const asking = inventory.service.ask(ProjectWorkbook, { projectId: inventory.projectId }, [
      stranger,
      'export.request',
    ]);
    await expect(asking).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const importing = inventory.service.ask(ImportById, { importId: idOf('none') }, reads);
    await expect(importing).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});
