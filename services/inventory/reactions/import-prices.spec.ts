import { ImportPriceChanges } from '#contracts/inventory-imports.js';
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
});
