import { listsOf } from '#contracts/lists.js';
import { ExportSalesList, SalesList } from '#contracts/named-lists.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import { project, SalesInTest } from '../commands/in-test.js';
import { salesLists } from '../entities/lists.js';

let sales: SalesInTest;
beforeAll(async () => {
  sales = await SalesInTest.begin();
  for (const code of ['3-1201', '3-1202', '3-1203']) await sales.subscribed(code);
  const unitId = await sales.offered('3-1204');
  await sales.subscribe(unitId, { customerId: await sales.customer(cast.zhou) }, cast.zhou);
});
afterAll(() => sales.service.close());

const read = (list: string, more: object = {}, by = cast.sun) =>
  sales.service.ask(SalesList, { list, projectId: project, ...more }, [by, 'report.desk']);
const units = (page: { items: object[] }) => page.items.map((item) => (item as { unit: string }).unit);

describe('ALL-7 named lists', () => {
  it.each(listsOf('sales'))('ALL-7 the list %s is there, with every column it names', async (list) => {
    const page = await read(list);
    const names = page.columns.map(({ name }: { name: string }) => name);
    expect(names).toEqual(Object.keys(salesLists[list]!.columns));
    for (const item of page.items) expect(Object.keys(item)).toEqual(['id', ...names]);
  });

  it('ALL-7 has count, sort and paging: every row once, in order', async () => {
    const pages = [await read('deposits-awaited', { sort: '-unit', limit: 3 })];
    pages.push(await read('deposits-awaited', { sort: '-unit', limit: 3, after: pages[0]!.next }));
    expect(pages.map(({ count }) => count)).toEqual([4, 4]);
    expect(pages.flatMap(units)).toEqual(['3-1204', '3-1203', '3-1202', '3-1201']);
    expect(pages[1]!.next).toBeUndefined();
  });

  it('ALL-7 is paged by moments too, which are told to the millisecond', async () => {
    const first = await read('deposits-awaited', { limit: 1 });
    const rest = await read('deposits-awaited', { limit: 10, after: first.next });
    expect([...units(first), ...units(rest)].toSorted()).toEqual(['3-1201', '3-1202', '3-1203', '3-1204']);
  });

  it.each([
    ['unit=3-1202', ['3-1202']],
    ['unit~1203', ['3-1203']],
    ['unit!=3-1202;price>=1200000.00', ['3-1201', '3-1203', '3-1204']],
    ['price<=1.00', []],
    ['unit~%', []],
  ])('ALL-7 is filtered: %s', async (filter, found) => {
    expect(units(await read('deposits-awaited', { filter, sort: 'unit' }))).toEqual(found);
  });

  it.each([
    ['filter', { filter: 'owner=x' }],
    ['filter', { filter: 'price=many' }],
    ['filter', { filter: "unit'; drop table hold; --" }],
    ['filter', { filter: 'price~1' }],
    ['sort', { sort: 'unit; select 1' }],
    ['after', { after: 'nonsense' }],
    ['list', { list: 'nothing' }],
  ])('ALL-7 what cannot be read is refused by the name of its field: %s %j', async (field, more) => {
    const asked = read('deposits-awaited', more);
    await expect(asked).rejects.toMatchObject({ fields: [{ field }] });
  });

  it('ALL-5 a consultant sees their own rows, and somebody of no project none', async () => {
    expect(units(await read('deposits-awaited', {}, cast.zhou))).toEqual(['3-1204']);
    expect((await read('deposits-awaited', {}, cast.zhao)).count).toBe(3);
    await expect(read('deposits-awaited', {}, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('ALL-7 ALL-9 goes out as a workbook that says who took it, and that it was taken is kept', async () => {
    const asked = { list: 'deposits-awaited', projectId: project, sort: 'unit' };
    const { name, file } = await sales.service.ask(ExportSalesList, asked, [cast.sun, 'export.request']);
    expect(name).toBe('待交定金.xlsx');
    const rows = await readSheet(Buffer.from(file, 'base64'));
    expect(rows[0]![0]).toMatch(/^待交定金 · 孙 · /);
    expect(rows.slice(1, 3).map((row) => row.slice(0, 2))).toEqual([
      ['房号', '成交价'],
      ['3-1201', 1_200_000],
    ]);
    const kept = await sales.service.rows('select list, rows, by_id from list_export');
    expect(kept).toEqual([{ list: 'deposits-awaited', rows: 4, by_id: cast.sun.id }]);
    await expect(sales.service.rows('update list_export set rows = 0')).rejects.toThrow(/permission denied/);
  });

  it('ALL-7 of a project that is not there is empty', async () => {
    expect((await read('to-be-signed', { projectId: idOf('elsewhere') }, cast.you)).count).toBe(0);
  });
});
