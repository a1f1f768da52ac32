import { Board, ImportBuilding, UnitById, UnitOffered, VerifyBuilding } from '#contracts/inventory.js';
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
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
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
    const copy = `insert into unit select (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(), 'code', 'X'))).*
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
