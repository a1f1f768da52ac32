import { ImportBuilding, UnitById } from '#contracts/inventory.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deflateRawSync } from 'node:zlib';
import { headings, sheetOf, workbook } from '../../../deploy/seed/workbook.ts';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());

const rows = (sql: string, params: unknown[] = []) => inventory.service.rows(sql, params);
const units = (code: string) =>
  rows('select u.code from unit u join building b on b.id = u.building_id where b.code = ?', [code]);
const reads: [Person, 'unit.read'] = [cast.zhao, 'unit.read'];
const row = ['101', '1', '三室', '南', '住宅', '89.5', '71.6', '17.9', '建筑面积', '21000.35', '1879531.33', '1700000'];

describe('INV-1 import of a building', () => {
  it('INV-1 three hundred units come in, and five bad rows are reported row by row and are not', async () => {
    const file = await workbook({ building: '3', floors: 30, perFloor: 10, badRows: true });
    const { imported, rejected } = await inventory.import('3', file);
    expect(imported).toBe(300);
    expect(rejected).toEqual([
      { row: 302, column: '户型', zh: '户型未填写', en: '户型 is missing' },
      expect.objectContaining({ row: 303, column: '建筑面积', zh: '建筑面积“一百平”不是至多两位小数的数字' }),
      expect.objectContaining({
        row: 304,
        column: '公摊面积',
        en: 'The shared area must be 23.69 (building 120.80 − inner 97.11), not 20.00',
      }),
      expect.objectContaining({
        row: 305,
        column: '总价',
        zh: '总价应为 1739952.07（单价 × 建筑面积），表中为 1888888.00',
      }),
      { row: 306, column: '房号', zh: '房号 101 重复', en: 'There is already a unit 3-101' },
    ]);
    expect(await units('3')).toHaveLength(300);
    const unit = await inventory.service.ask(UnitById, { unitId: await inventory.unit('3-1201') }, reads);
    expect(unit).toMatchObject({
      code: '3-1201',
      floor: 12,
      buildingArea: '89.50',
      sharedArea: '17.90',
      priceVersion: 1,
    });
    expect(unit).toMatchObject({ pricePerM2: '21550.35', totalPrice: '1928756.33', state: 'withheld' });
  });

  it('INV-1 what was bad can be corrected and imported again; what is there is reported, not doubled', async () => {
    await inventory.import('4', await sheetOf([headings, row, row.with(0, '102').with(2, '')]));
    const again = await inventory.import('4', await sheetOf([headings, row, row.with(0, '102')]));
    expect(again).toMatchObject({ imported: 1, rejected: [{ row: 2, column: '房号' }] });
    expect(await units('4')).toHaveLength(2);
  });

  it.each([
    ['is no xlsx', async () => Buffer.from('房号,楼层'), 'INV-1.not-a-workbook', {}],
    [
      'is a zip of something else',
      async () => Buffer.from('PK\x03\x04 and nothing', 'latin1'),
      'INV-1.not-a-workbook',
      {},
    ],
    ['lacks headings', () => sheetOf([headings.slice(0, 11), row]), 'INV-1.headings', { missing: ['底价'] }],
    ['has no rows', () => sheetOf([headings]), 'INV-1.no-good-row', { rows: 0 }],
    ['has no good row', () => sheetOf([headings, row.with(11, '')]), 'INV-1.no-good-row', { row: 2, column: '底价' }],
  ])('INV-1 a file that %s is refused, and nothing is written', async (_, file, code, facts) => {
    const importing = inventory.import('9', await file());
    await expect(importing).rejects.toMatchObject({ code, facts: expect.objectContaining(facts) });
    expect(await rows(`select id from building where code = '9'`)).toEqual([]);
  });

  it('INV-1 a small file that would unpack to more than is sane is refused', async () => {
    const heading = Buffer.alloc(30);
    heading.write('PK\x03\x04', 'latin1');
    const bomb = Buffer.concat([heading, deflateRawSync(Buffer.alloc(64 * 1024 * 1024))]);
    expect(bomb.length).toBeLessThan(100_000);
    await expect(inventory.import('9', bomb)).rejects.toMatchObject({ code: 'INV-1.too-large' });
    const many = await sheetOf([headings, ...Array.from({ length: 5001 }, () => row)]);
    await expect(inventory.import('9', many)).rejects.toMatchObject({ code: 'INV-1.too-large' });
  });

  it('INV-1 the same building imported twice at once has each unit once', async () => {
    const file = await workbook({ building: '5', floors: 2, perFloor: 2 });
    const outcomes = await Promise.allSettled([inventory.import('5', file), inventory.import('5', file)]);
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await units('5')).toHaveLength(4);
  });

  it('ALL-5 nobody imports into a project that is not theirs, or that is not there', async () => {
    const stranger: Person = { ...cast.sun, assignments: [{ role: 'sales_supervisor', projects: [idOf('other')] }] };
    const file = await workbook({ building: '6', floors: 1, perFloor: 1 });
    await expect(inventory.import('6', file, stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const asked = { projectId: idOf('nowhere'), code: '6', name: '6', file: file.toString('base64') };
    const importing = inventory.service.ask(ImportBuilding, asked, [cast.sun, 'unit.set-up']);
    await expect(importing).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});
