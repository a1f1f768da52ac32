import { CustomerMatches, Customers, UnmaskCustomer, Unmaskings } from '#contracts/sales-customers.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from '../commands/in-test.js';

let sales: SalesInTest;
let [lin, he, wu] = ['', '', ''];
beforeAll(async () => {
  sales = await SalesInTest.begin();
  lin = await sales.customer(cast.zhao, { name: '林晓', phone: '13800001234', idNumber: '44010619900101123x' });
  he = await sales.customer(cast.zhou, { name: '何方', phone: '13900005678', source: '来电' });
  wu = await sales.customer(cast.zhao, { name: '吴邻', phone: '13700009999' });
});
afterAll(() => sales.service.close());

const list = (more: object = {}, by = cast.li) =>
  sales.service.ask(Customers, { projectId: project, ...more }, [by, 'customer.write']);
const find = (identity: object, by = cast.li) =>
  sales.service.ask(CustomerMatches, { projectId: project, ...identity }, [by, 'customer.write']);
const unmask = (customerId: string, by = cast.zhao, key?: string) =>
  sales.service.ask(UnmaskCustomer, { customerId, reason: '核对证件' }, [by, 'customer.unmask'], key);
const log = (more: object = {}, by = cast.you) => sales.service.ask(Unmaskings, more, [by, 'audit.read']);
const ids = ({ items }: { items: { customerId: string }[] }) => items.map(({ customerId }) => customerId);

describe('ALL-9 the customers of a project', () => {
  it('ALL-9 are listed masked, page by page, and filtered', async () => {
    const first = await list({ limit: 2 });
    expect(first.items[0]).toMatchObject({ customerId: lin, name: '林*', phone: '138****1234', owner: '赵' });
    expect([...ids(first), ...ids(await list({ limit: 2, after: first.next }))]).toEqual([lin, he, wu]);
    expect(ids(await list({ source: '来电' }))).toEqual([he]);
    expect(ids(await list({ ownerId: cast.zhao.id }))).toEqual([lin, wu]);
    await sales.service.pass('CRM-2.silence', wu);
    expect(ids(await list({ toReassign: 'true' }))).toEqual([wu]);
  });

  it('ALL-5 are their own for a consultant, and nobody’s for somebody of no project', async () => {
    expect(ids(await list({}, cast.zhou))).toEqual([he]);
    expect(ids(await list({ ownerId: cast.zhao.id }, cast.zhou))).toEqual([]);
    await expect(list({}, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it.each([
    ['the phone', { phone: '13800001234' }, 1],
    ['the phone as it may be written', { phone: '+8613800001234' }, 1],
    ['the ID number', { idNumber: '44010619900101123X' }, 1],
    ['a part of the phone', { phone: '1380000' }, 0],
    ['an ID number that is a phone', { idNumber: '13800001234' }, 0],
    ['nothing', {}, 0],
  ])('ALL-9 are found by %s', async (_, identity, found) => {
    expect(ids(await find(identity))).toEqual(found ? [lin] : []);
  });

  it('ALL-5 ALL-9 a colleague’s customer is not found', async () => {
    expect(ids(await find({ phone: '13800001234' }, cast.zhou))).toEqual([]);
    expect(ids(await find({ phone: '13900005678' }, cast.zhou))).toEqual([he]);
  });
});

describe('ALL-9 unmasking', () => {
  it('ALL-9 shows who the customer is, logs it once, and keeps it out of the stored reply', async () => {
    const shown = await unmask(lin, cast.zhao, 'once');
    expect(shown).toMatchObject({ name: '林晓', phones: ['13800001234'], idNumber: '44010619900101123X' });
    expect(await unmask(lin, cast.zhao, 'once')).toEqual(shown);
    const { items } = await log({ customerId: lin });
    expect(items).toMatchObject([{ by: '赵', reason: '核对证件', fields: ['name', 'phones', 'idNumber'] }]);
    const kept = await sales.service.rows<{ row: string }>(
      `select c::text as row from command_log c where key = 'once' union all select a::text from audit a`,
    );
    expect(kept.map(({ row }) => row).join()).not.toMatch(/林晓|13800001234|44010619900101123/);
  });

  it('ALL-5 ALL-9 is for one’s own, or for who sees the project; without a reason it is refused', async () => {
    await expect(unmask(lin, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    expect(await unmask(he, cast.li)).toMatchObject({ name: '何方' });
    const silent = sales.service.ask(UnmaskCustomer, { customerId: lin }, [cast.zhao, 'customer.unmask']);
    await expect(silent).rejects.toMatchObject({ fields: [{ field: 'reason' }] });
    await expect(unmask(idOf('nobody'))).rejects.toMatchObject({ code: 'ALL.unknown' });
  });

  it('ALL-9 the log is the auditor’s, and nobody rewrites it', async () => {
    expect(ids(await log({ byId: cast.li.id }))).toEqual([he]);
    await expect(log({}, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(sales.service.rows(`update unmasking set reason = 'x'`)).rejects.toThrow(/permission denied/);
  });
});
