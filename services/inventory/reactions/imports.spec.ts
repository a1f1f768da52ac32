import { ImportById, ImportPriceChanges, ImportRows, ImportTable } from '#contracts/inventory-imports.js';
import { UnitById } from '#contracts/inventory.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { sheetOf } from '../../../deploy/seed/workbook.ts';
import { InventoryInTest } from '../commands/in-test.js';
import { ImportReactions } from './imports.js';

let inventory: InventoryInTest;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());

const titles = ['楼栋', '分期', '房号', '楼层', '户型', '朝向', '用途'];
const headings = [...titles, '建筑面积', '套内面积', '公摊面积', '计价方式', '单价', '总价', '底价'];
const sets: [Person, 'unit.set-up'] = [cast.sun, 'unit.set-up'];
const reads: [Person, 'unit.read'] = [cast.zhao, 'unit.read'];
const rows = (sql: string, params: unknown[] = []) => inventory.service.rows(sql, params);

/** A unit of 89.50 m² at 21,000.35. */
function unit(building: string, room: string, more: Record<number, string> = {}): string[] {
  const row = [building, '一期', room, '1', '三室', '南', '住宅', '89.5', '71.6', '17.9', '建筑面积', '21000.35'];
  return [...row, '1879531.33', '1700000'].map((cell, at) => more[at] ?? cell);
}

function csv(table: string[][]): Buffer {
  return Buffer.from(table.map((row) => row.join(',')).join('\r\n'));
}

async function asked(table: string[][] | Buffer, more: object = {}): Promise<string> {
  const file = (Buffer.isBuffer(table) ? table : csv([headings, ...table])).toString('base64');
  const payload = { projectId: inventory.projectId, kind: 'units', file, ...more };
  return (await inventory.service.ask(ImportTable, payload, sets)).importId;
}

async function carriedOut(importId: string) {
  await inventory.service.pass('INV-1.import', importId);
  await inventory.service.app.get(ImportReactions, { strict: false }).settled();
  return inventory.service.ask(ImportById, { importId }, reads);
}

async function imported(table: string[][] | Buffer, more: object = {}) {
  return carriedOut(await asked(table, more));
}

const report = (importId: string, more: object = {}) => inventory.service.ask(ImportRows, { importId, ...more }, reads);
const codes = async (building: string) =>
  (await rows(`select code from unit where code like ? and removed_at is null order by code`, [`${building}-%`])).map(
    ({ code }) => code,
  );

describe('INV-1 an import as a job', () => {
  it('INV-1 units of several buildings and their phase come in, with prices, board and audit', async () => {
    const importId = await asked([unit('M1', '101'), unit('M1', '102'), unit('M2', '101', { 1: '二期' })]);
    expect(await inventory.service.ask(ImportById, { importId }, reads)).toMatchObject({ state: 'waiting' });
    const done = await carriedOut(importId);
    expect(done).toMatchObject({ state: 'done', rowsTotal: 3, rowsRead: 3, rowsChecked: 3, rowsWritten: 3 });
    expect(done.totals).toMatchObject({ created: 3, buildings: ['M1', 'M2'] });
    expect(await rows(`select code, phase from building where code like 'M%' order by code`)).toEqual([
      { code: 'M1', phase: '一期' },
      { code: 'M2', phase: '二期' },
    ]);
    const unitId = await inventory.unit('M1-101');
    const sheet = await inventory.service.ask(UnitById, { unitId }, reads);
    expect(sheet).toMatchObject({ totalPrice: '1879531.33', priceVersion: 1, state: 'withheld' });
    const [price] = await rows('select derivation from price_version where unit_id = ?', [unitId]);
    expect(price).toMatchObject({ derivation: { formula: 'price × building area', result: '1879531.33' } });
    const audit = await rows('select actor, command, after from audit where entity_id = ?', [unitId]);
    expect(audit).toMatchObject([{ actor: cast.sun.id, command: 'cmd.inventory.import-table' }]);
    expect(await rows('select state from board_change where unit_id = ?', [unitId])).toEqual([{ state: 'withheld' }]);
  });
});
