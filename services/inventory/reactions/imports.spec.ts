import { UnitById } from '#contracts/inventory.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { sheetOf } from '../../../deploy/seed/workbook.ts';
import { InventoryInTest } from '../commands/in-test.js';
import { csv, ImportsInTest, tableHeadings, unitRow } from './in-test.js';

let inventory: InventoryInTest;
let imports: ImportsInTest;
beforeAll(async () => {
  inventory = await InventoryInTest.begin();
  imports = new ImportsInTest(inventory);
});
afterAll(() => inventory.service.close());

const reads: [Person, 'unit.read'] = [cast.zhao, 'unit.read'];
const rows = (sql: string, params: unknown[] = []) => inventory.service.rows(sql, params);

/** A table of the unit Q3-101 in GB18030, as Excel in China saves it. */
const gbOfQ3 =
  'c2a5b6b02cb7d6c6da2cb7bfbac52cc2a5b2e32cbba7d0cd2cb3afcff22cd3c3cdbe2cbda8d6fec3e6bbfd2cccd7c4dac3e6' +
  'bbfd2cb9abccafc3e6bbfd2cbcc6bcdbb7bdcabd2cb5a5bcdb2cd7dcbcdb2cb5d7bcdb0d0a51332cd2bbc6da2c3130312c31' +
  '2cc8fdcad22cc4cf2cd7a1d5ac2c38392e352c37312e362c31372e392cbda8d6fec3e6bbfd2c32313030302e33352c313837' +
  '393533312e33332c31373030303030';

describe('INV-1 an import as a job', () => {
  it('INV-1 units of several buildings and their phase come in, with prices, board and audit', async () => {
    const importId = await imports.asked([
      unitRow('M1', '101'),
      unitRow('M1', '102'),
      unitRow('M2', '101', { 1: '二期' }),
    ]);
    expect(await imports.read(importId)).toMatchObject({ state: 'waiting' });
    const done = await imports.carriedOut(importId);
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

  it('INV-1 with a bad row nothing is imported, and every bad row is reported in pages', async () => {
    const bad = [unitRow('N1', '102', { 4: '' }), unitRow('N 1', '103'), unitRow('N1', '101')];
    const done = await imports.imported([unitRow('N1', '101'), ...bad]);
    expect(done).toMatchObject({ state: 'refused', rowsWritten: 0, refused: { code: 'INV-1.bad-rows' } });
    expect(done.refused.zh).toBe('3 行有误，未导入任何内容（第 3 行户型：户型未填写）');
    expect(await rows(`select from building where code = 'N1'`)).toEqual([]);
    const { items, next } = await imports.report(done.importId, { limit: 2 });
    expect(items).toMatchObject([
      { row: 3, column: '户型', en: '户型 is missing' },
      { row: 4, column: '楼栋' },
    ]);
    expect(await imports.report(done.importId, { after: next })).toEqual({
      items: [{ row: 5, column: '房号', zh: '房号 101 重复', en: 'There is already a unit N1-101' }],
    });
  });

  it('INV-1 asked to skip bad rows it imports the good ones and reports the others', async () => {
    const done = await imports.imported([unitRow('P1', '101'), unitRow('P1', '102', { 12: '1' })], { onError: 'skip' });
    expect(done).toMatchObject({ state: 'done', rowsWritten: 1, rowsRejected: 1, totals: { created: 1 } });
    expect((await imports.report(done.importId)).items).toMatchObject([{ row: 3, column: '总价' }]);
    const none = await imports.imported([unitRow('P2', '102', { 12: '1' })], { onError: 'skip' });
    expect(none).toMatchObject({ state: 'refused', refused: { code: 'INV-1.no-good-row' } });
  });

  it('INV-1 csv is read with BOM and without, as GB18030 and packed; a workbook just the same', async () => {
    const table = (building: string) => [tableHeadings, unitRow(building, '101')];
    const gb18030 = Buffer.from(gbOfQ3, 'hex');
    const files = [csv(table('Q1')), Buffer.concat([Buffer.from('\uFEFF'), csv(table('Q2'))]), gb18030];
    for (const file of [...files, gzipSync(csv(table('Q4'))), await sheetOf(table('Q5'))])
      expect(await imports.imported(file)).toMatchObject({ state: 'done', totals: { created: 1 } });
    expect(await rows(`select distinct layout from unit where code like 'Q%'`)).toEqual([{ layout: '三室' }]);
  });

  it.each([
    ['is neither workbook nor csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xff]), 'INV-1.not-a-table'],
    ['has a quote that does not end', Buffer.from(`${tableHeadings.join(',')}\n"x,y`), 'INV-1.not-a-table'],
    ['is packed and broken', Buffer.from([0x1f, 0x8b, 8, 1]), 'INV-1.not-a-table'],
    ['lacks a heading', csv([tableHeadings.slice(1)]), 'INV-1.headings'],
    ['has no row', csv([tableHeadings]), 'INV-1.no-good-row'],
    ['has more rows than are read', csv([['楼栋'], ...Array.from({ length: 60_001 }, () => ['1'])]), 'INV-1.too-large'],
    [
      'has more buildings than a project',
      csv([tableHeadings, ...Array.from({ length: 2_001 }, (_, n) => unitRow(`Z${n}`, '101'))]),
      'INV-1.too-many-buildings',
    ],
    ['would unpack to more than is sane', gzipSync(Buffer.alloc(97 * 1024 * 1024)), 'INV-1.too-large'],
  ])('INV-1 a file that %s is refused, and says so', async (_, file, code) => {
    expect(await imports.imported(file)).toMatchObject({ state: 'refused', refused: { code } });
  });

  it('INV-2 nothing is entered into a building that is handed in', async () => {
    const { code } = await inventory.building('submitted');
    const done = await imports.imported([unitRow(code, '9901')]);
    expect(done).toMatchObject({ state: 'refused', refused: { code: 'INV-1.no-good-row' } });
    expect((await imports.report(done.importId)).items).toMatchObject([
      { column: '楼栋', zh: expect.stringContaining('待审核') },
    ]);
  });

  it('INV-2 a table replaces a building in drafting: units corrected, entered, taken out, with reason', async () => {
    await imports.imported(['101', '102', '103'].map((room) => unitRow('R1', room)));
    const again = [
      unitRow('R1', '101'),
      unitRow('R1', '102', { 4: '四室', 12: '1879610.09', 11: '21001.23' }),
      unitRow('R1', '104'),
    ];
    const wanted = { existing: 'replace', reason: '财务退回' };
    await expect(imports.asked(again, { existing: 'replace' })).rejects.toMatchObject({ code: 'INV-2.replace-reason' });
    const skipping = imports.asked(again, { ...wanted, onError: 'skip' });
    await expect(skipping).rejects.toMatchObject({ code: 'INV-2.replace-whole' });
    const before = await inventory.unit('R1-102');
    const done = await imports.imported(again, wanted);
    expect(done.totals).toMatchObject({ created: 1, corrected: 1, unchanged: 1, removed: 1, repriced: 1 });
    expect(await imports.codes('R1')).toEqual(['R1-101', 'R1-102', 'R1-104']);
    const corrected = await inventory.service.ask(UnitById, { unitId: before }, reads);
    expect(corrected).toMatchObject({ layout: '四室', priceVersion: 2, totalPrice: '1879610.09' });
    const revisions = await rows('select kind, before, after, reason from unit_revision order by kind');
    expect(revisions).toMatchObject([
      { kind: 'corrected', before: { layout: '三室' }, after: { layout: '四室' }, reason: '财务退回' },
      { kind: 'removed', before: { code: 'R1-103' }, reason: '财务退回' },
    ]);
  });
});

describe('ALL-5 rights', () => {
  it('ALL-5 nobody imports into, or reads an import of, a project that is not theirs', async () => {
    const stranger: Person = { ...cast.sun, assignments: [{ role: 'sales_supervisor', projects: [idOf('other')] }] };
    const asking = imports.asked([], {}, stranger);
    await expect(asking).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const importId = await imports.asked([unitRow('T1', '101')]);
    const reading = imports.read(importId, stranger);
    await expect(reading).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
