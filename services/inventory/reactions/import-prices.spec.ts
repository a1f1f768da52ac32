import { ImportPriceChanges } from '#contracts/inventory-imports.js';
import { ApprovePriceChange, ExecutePriceChange, RequestPriceChange, ReviewPriceChange } from '#contracts/inventory.js';
import { cast, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from '../commands/in-test.js';
import { csv, ImportsInTest, unitRow } from './in-test.js';

let inventory: InventoryInTest;
let imports: ImportsInTest;
beforeAll(async () => {
  inventory = await InventoryInTest.begin();
  imports = new ImportsInTest(inventory);
});
afterAll(() => inventory.service.close());

const rows = (sql: string, params: unknown[] = []) => inventory.service.rows(sql, params);

describe('INV-2 INV-3 a price list', () => {
  const titles = ['楼栋', '房号', '单价', '底价'];
  const list = (table: string[][]) => csv([titles, ...table]);

  it('INV-2 corrects prices before the lock, as versions of their own; after it they change by order', async () => {
    await imports.imported([unitRow('S1', '101'), unitRow('S1', '102')]);
    const prices = list([['S1', '101', '20000', '1600000']]);
    const done = await imports.imported(prices, { kind: 'prices' });
    expect(done).toMatchObject({ state: 'done', totals: { corrected: 1, repriced: 1, priceChangeIds: [] } });
    const unitId = await inventory.unit('S1-101');
    const versions = await rows('select version, total_price, derivation from price_version where unit_id = ?', [
      unitId,
    ]);
    expect(versions).toMatchObject([{ total_price: '187953133' }, { version: 2, total_price: '179000000' }]);
    const { code } = await inventory.building('locked');
    const locked = await imports.imported(list([[code, '101', '20000', '1600000']]), { kind: 'prices' });
    expect((await imports.report(locked.importId)).items).toMatchObject([{ zh: expect.stringContaining('调价申请') }]);
  });

  it('INV-3 requests a change order for each locked building, with reason and attachment; all or none', async () => {
    const [one, two] = [await inventory.building('locked'), await inventory.building('locked')];
    const requested = async (table: string[][]) => {
      const [reason, attachment, file] = ['二批次', '批件-07.pdf', list(table).toString('base64')];
      const payload = { projectId: inventory.projectId, reason, attachment, file };
      const who: [Person, 'price.change-request'] = [cast.sun, 'price.change-request'];
      return imports.carriedOut((await inventory.service.ask(ImportPriceChanges, payload, who)).importId);
    };
    const wrong = await requested([
      [one.code, '101', '22000', '1800000'],
      [two.code, '101', '22000', '9999999'],
    ]);
    expect(wrong).toMatchObject({ state: 'refused', rowsRejected: 1 });
    expect(await rows('select from price_change')).toEqual([]);
    const done = await requested([
      [one.code, '101', '22000', '1800000'],
      [two.code, '101', '22000', '1800000'],
      [two.code, '102', '22000', '1800000'],
    ]);
    expect(done).toMatchObject({ state: 'done', rowsWritten: 3, totals: { repriced: 3 } });
    expect(done.totals.priceChangeIds).toHaveLength(2);
    const orders = await rows('select state, reason, attachment, requested_by from price_change');
    const order = { state: 'requested', reason: '二批次', attachment: '批件-07.pdf', requested_by: cast.sun.id };
    expect(orders).toEqual([order, order]);
    const lines = await rows('select price_per_m2, derivation from price_change_line');
    const line = { price_per_m2: '2200000', derivation: { rule: 'INV-1' } };
    expect(lines).toMatchObject([line, line, line]);
  });

  it('INV-4 a total above the filed price is a bad row of the list', async () => {
    const { code } = await inventory.building('locked');
    await rows('update unit set filed_price = 190000000 where code = ?', [`${code}-101`]);
    const file = list([[code, '101', '22000', '1800000']]).toString('base64');
    const payload = { projectId: inventory.projectId, reason: '二批次', attachment: '批件-08.pdf', file };
    const who: [Person, 'price.change-request'] = [cast.sun, 'price.change-request'];
    const { importId } = await inventory.service.ask(ImportPriceChanges, payload, who);
    expect(await imports.carriedOut(importId)).toMatchObject({ state: 'refused' });
    const [row] = (await imports.report(importId)).items;
    expect(row).toMatchObject({ column: '单价', zh: '总价 1969000.00 高于备案价 1900000.00' });
  });

  it('INV-3 an order by list starts from what orders before it make of the unit', async () => {
    const { buildingId, code } = await inventory.building('locked');
    const unitId = await inventory.unit(`${code}-101`);
    const order = { buildingId, reason: '测绘', attachment: '测绘报告.pdf', effectiveFrom: '2099-01-01T00:00:00Z' };
    const asked = { ...order, lines: [{ unitId, buildingArea: '90.00' }] };
    const who: [Person, 'price.change-request'] = [cast.sun, 'price.change-request'];
    const { priceChangeId } = await inventory.service.ask(RequestPriceChange, asked, who);
    const decision = { priceChangeId, decision: 'approve' };
    await inventory.service.ask(ReviewPriceChange, decision, [cast.li, 'price.change-review']);
    await inventory.service.ask(ApprovePriceChange, decision, [cast.feng, 'price.change-approve']);
    await inventory.service.ask(ExecutePriceChange, { priceChangeId }, [cast.qin, 'price.change-execute']);
    const file = list([[code, '101', '20000', '1600000']]).toString('base64');
    const payload = { projectId: inventory.projectId, reason: '二批次', attachment: '批件-09.pdf', file };
    const { importId } = await inventory.service.ask(ImportPriceChanges, payload, who);
    const done = await imports.carriedOut(importId);
    const lines = await rows(
      'select total_price from price_change_line where price_change_id = ?',
      done.totals.priceChangeIds,
    );
    expect(lines).toEqual([{ total_price: '180000000' }]);
  });
});
