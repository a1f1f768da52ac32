import { PersonAdmitted, PersonLeft } from '#contracts/gateway.js';
import {
  Colleagues,
  CustomerById,
  LeaverCleared,
  ReassignCustomers,
  RecordCustomerEvent,
} from '#contracts/sales-customers.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
const admit = ({ id, name, assignments }: Person) =>
  sales.service.hear(PersonAdmitted, { personId: id, name, assignments });
beforeAll(async () => {
  sales = await SalesInTest.begin();
  for (const person of [cast.zhao, cast.zhou, cast.sun, cast.li, cast.qian]) await admit(person);
});
afterAll(() => sales.service.close());

const sheet = (customerId: string, by = cast.li) =>
  sales.service.ask(CustomerById, { customerId }, [by, 'customer.write']);
const reassign = (customerIds: string[], to = cast.zhou, by = cast.li) => {
  const asked = { projectId: project, customerIds, toId: to.id, reason: '久未跟进' };
  return sales.service.ask(ReassignCustomers, asked, [by, 'customer.assign']);
};

describe('CRM-2 a silent customer', () => {
  const contact = (customerId: string) =>
    sales.service.ask(RecordCustomerEvent, { customerId, kind: 'call' }, [cast.zhao, 'customer.write']);

  it('CRM-2 is on the reassignment list after 14 days, until there is an event or another consultant', async () => {
    const customerId = await sales.customer();
    await expect(reassign([customerId])).rejects.toMatchObject({ code: 'CRM-1.protected' });
    await sales.service.pass('CRM-2.silence', customerId);
    expect((await sheet(customerId)).reassignSince).toBeDefined();
    await contact(customerId);
    expect((await sheet(customerId)).reassignSince).toBeUndefined();
    await sales.service.pass('CRM-2.silence', customerId);
    expect(await reassign([customerId])).toEqual({ reassigned: 1 });
    expect(await sheet(customerId, cast.zhou)).toMatchObject({ owner: '周', protectedUntil: expect.any(String) });
    expect((await sheet(customerId)).reassignSince).toBeUndefined();
    await expect(contact(customerId)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const open = await sales.service.rows(
      `select due_at > now() + interval '13 days' as far from deadline where about = ? and done_at is null`,
      [customerId],
    );
    expect(open).toEqual([{ far: true }]);
  });

  it('CRM-2 many are reassigned together, all of them or none', async () => {
    const ids = [await sales.customer(), await sales.customer(), await sales.customer()];
    for (const id of ids) await sales.service.pass('CRM-2.silence', id);
    await expect(reassign([...ids, idOf('nobody')])).rejects.toMatchObject({ code: 'ALL.unknown' });
    expect((await sheet(ids[0]!)).owner).toBe('赵');
    expect(await reassign(ids)).toEqual({ reassigned: 3 });
    expect((await sheet(ids[2]!)).owner).toBe('周');
  });

  it('CRM-2 ALL-5 goes to somebody who sells in the project, by the manager alone', async () => {
    const customerId = await sales.customer();
    await sales.service.pass('CRM-2.silence', customerId);
    for (const to of [cast.qian, cast.xu])
      await expect(reassign([customerId], to)).rejects.toMatchObject({ code: 'CRM-2.no-colleague' });
    await expect(reassign([customerId], cast.zhao)).rejects.toMatchObject({ code: 'CRM-2.same-owner' });
    await expect(reassign([customerId], cast.zhou, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});

describe('CRM-2 a leaver', () => {
  const leaver = (name: string): Person => ({ ...cast.zhao, id: idOf(`leaver ${name}`), name });
  const leave = ({ id }: Person) => sales.service.hear(PersonLeft, { personId: id });
  const cleared = async ({ id }: Person) =>
    (await sales.service.told(LeaverCleared)).filter(({ personId }) => personId === id).length;
  const colleagues = () => sales.service.ask(Colleagues, { projectId: project }, [cast.li, 'customer.assign']);

  it('CRM-2 GAT-1 puts all of theirs on the list, and is cleared when the last of them is reassigned', async () => {
    const he = leaver('何');
    await admit(he);
    const ids = [await sales.customer(he), await sales.customer(he)];
    await leave(he);
    expect((await colleagues()).items).toContainEqual(expect.objectContaining({ personId: he.id, customers: 2 }));
    await expect(reassign(ids, he)).rejects.toMatchObject({ code: 'CRM-2.no-colleague' });
    await sales.service.pass('CRM-2.leaver', he.id);
    const late = await sales.service.rows('select 1 from colleague where id = ? and overdue_since is not null', [
      he.id,
    ]);
    expect(late).toHaveLength(1);
    const both = await Promise.allSettled(ids.map((id) => reassign([id])));
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await cleared(he)).toBe(1);
    expect((await sheet(ids[0]!)).assignments.at(-1)).toMatchObject({ to: '周', because: 'leaver' });
  });

  it('CRM-2 without customers is cleared at once', async () => {
    const he = leaver('无');
    await leave(he);
    expect(await cleared(he)).toBe(1);
  });

  it('CRM-2 who comes back keeps the customers that are left', async () => {
    const he = leaver('归');
    await admit(he);
    const customerId = await sales.customer(he);
    await leave(he);
    await admit(he);
    expect(await sheet(customerId)).toMatchObject({ ownerId: he.id });
    expect((await sheet(customerId)).reassignSince).toBeUndefined();
    await expect(reassign([customerId])).rejects.toMatchObject({ code: 'CRM-1.protected' });
  });
});
