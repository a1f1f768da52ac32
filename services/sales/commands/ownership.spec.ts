import {
  AddCustomerPhone,
  AppealOwnership,
  Appeals,
  CollisionById,
  Collisions,
  CustomerById,
  CustomerReassigned,
  DecideAppeal,
  DecideCollision,
} from '#contracts/sales-customers.js';
import type { Refusal } from '#kernel/refusal.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

let phones = 13_700_000_000;
const phone = () => String(++phones);
const sheet = (customerId: string, by = cast.li) =>
  sales.service.ask(CustomerById, { customerId }, [by, 'customer.write']);
/** Zhou enters a customer of Zhao's. */
async function collided(differently: object = {}, by = cast.zhou) {
  const number = phone();
  const customerId = await sales.customer(cast.zhao, { phone: number });
  const refused = await sales
    .customer(by, { phone: number, name: '林小二', ...differently })
    .catch((error: unknown) => error as Refusal);
  return { customerId, phone: number, collisionId: (refused as Refusal).facts.collisionId as string };
}
const decide = (collisionId: string, whom: string, by = cast.li) =>
  sales.service.ask(DecideCollision, { collisionId, for: whom, reason: '核对来访登记' }, [by, 'customer.assign']);
const appeal = (customerId: string, by = cast.zhou) =>
  sales.service.ask(AppealOwnership, { customerId, reason: '先接待' }, [by, 'customer.write']);
const settle = (appealId: string, decision: string, by = cast.li) =>
  sales.service.ask(DecideAppeal, { appealId, decision, reason: '查来访监控' }, [by, 'customer.assign']);
const told = async (customerId: string) =>
  (await sales.service.told(CustomerReassigned)).filter((event) => event.customerId === customerId);

describe('CRM-1 a collision', () => {
  it('CRM-1 is kept for the manager with both histories, and its second entry is unreadable at rest', async () => {
    const { collisionId, customerId } = await collided({ firstEvent: { kind: 'first-call', note: '来电问价' } });
    const both = await sales.service.ask(CollisionById, { collisionId }, [cast.li, 'customer.assign']);
    expect(both).toMatchObject({
      ...{ customerId, state: 'open', first: '赵', second: '周', same: 'phone', name: '林**' },
      firstEntry: { owner: '赵', events: [{ kind: 'first-visit', by: '赵' }], assignments: [{ because: 'entry' }] },
      secondEntry: { by: '周', name: '林**', events: [{ kind: 'first-call', by: '周', note: '来电问价' }] },
    });
    const open = { projectId: project, state: 'open', limit: 200 };
    const { items } = await sales.service.ask(Collisions, open, [cast.li, 'customer.assign']);
    expect(items.map((one: { collisionId: string }) => one.collisionId)).toContain(collisionId);
    const kept = await sales.service.rows<{ row: string }>('select t::text as row from customer_collision t');
    expect(kept.map(({ row }) => row).join()).not.toMatch(/林小二|来电问价|137000/);
  });

  it('CRM-1 ALL-8 of the same consultant is one, sent again or entered again', async () => {
    const { phone: same } = await collided();
    const enter = (key?: string) => sales.customer(cast.zhou, { phone: same }, key).catch((error: unknown) => error);
    const [again, repeated] = [await enter('once'), await enter('once')];
    expect(repeated).toEqual(again);
    expect((again as Refusal).code).toBe('CRM-1.collision');
    const cases = `select 1 from customer_collision k join customer_phone p on p.phone_index = k.phone_index
      join customer c on c.id = p.customer_id where c.id = ?`;
    expect(await sales.service.rows(cases, [(again as Refusal).facts.customerId])).toHaveLength(1);
    const own = sales.customer(cast.zhao, { phone: same });
    await expect(own).rejects.toMatchObject({ code: 'CRM-1.already-yours' });
  });

  it('CRM-1 is decided for the first: the history of the second comes to the customer', async () => {
    const { collisionId, customerId } = await collided();
    expect(await decide(collisionId, 'first')).toMatchObject({ state: 'decided', ownerId: cast.zhao.id });
    expect((await sheet(customerId)).events.map(({ by }: { by: string }) => by).toSorted()).toEqual(['周', '赵']);
    await expect(decide(collisionId, 'second')).rejects.toMatchObject({ code: 'CRM-1.decided-already' });
    const reopened = sales.service.rows(
      `update customer_collision set state = 'open', decided_for = null, reason = null,
      decided_by_id = null, decided_by_name = null, decided_at = null where id = ?`,
      [collisionId],
    );
    await expect(reopened).rejects.toThrow('what was decided stands');
  });

  it('CRM-1 is decided for the second as the manager finds right, also while the first is protected', async () => {
    const { collisionId, customerId } = await collided();
    expect(await decide(collisionId, 'second')).toMatchObject({ ownerId: cast.zhou.id });
    const { assignments, protectedUntil } = await sheet(customerId, cast.zhou);
    expect(assignments).toMatchObject([{ because: 'entry' }, { to: '周', because: 'collision', by: '李' }]);
    expect(new Date(protectedUntil) > new Date()).toBe(true);
    await expect(sheet(customerId, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    expect(await told(customerId)).toMatchObject([{ fromId: cast.zhao.id, toId: cast.zhou.id, because: 'collision' }]);
  });

  it('CRM-1 of two decisions at once one counts', async () => {
    const { collisionId } = await collided();
    const both = await Promise.allSettled([decide(collisionId, 'first'), decide(collisionId, 'first')]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('CRM-1 ALL-4 is decided by nobody it is about, and by nobody without the right', async () => {
    const { collisionId } = await collided({}, cast.li);
    await expect(decide(collisionId, 'second')).rejects.toMatchObject({ code: 'CRM-1.party' });
    await expect(decide(collisionId, 'first', cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});

describe('CRM-1 the phones of a customer', () => {
  it('CRM-1 are all found, and each is one customer’s', async () => {
    const [customerId, second] = [await sales.customer(), phone()];
    const add = (to: string, number: string, by = cast.zhao) =>
      sales.service.ask(AddCustomerPhone, { customerId: to, phone: number }, [by, 'customer.write']);
    await add(customerId, second);
    await add(customerId, `+86${second}`);
    expect((await sheet(customerId)).otherPhones).toEqual([`${second.slice(0, 3)}****${second.slice(-4)}`]);
    const collides = sales.customer(cast.zhou, { phone: second });
    await expect(collides).rejects.toMatchObject({ code: 'CRM-1.collision' });
    const other = await sales.customer();
    await expect(add(other, second)).rejects.toMatchObject({ code: 'CRM-1.phone-taken' });
    await expect(add(customerId, phone(), cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});

describe('CRM-1 an appeal', () => {
  it('CRM-1 upheld gives the customer to who appealed, also within the protection, and leaves a trail', async () => {
    const { customerId } = await collided();
    const { appealId } = await appeal(customerId);
    await expect(appeal(customerId)).rejects.toMatchObject({ code: 'CRM-1.appealed-already' });
    expect(await settle(appealId, 'uphold')).toEqual({ appealId, customerId, state: 'upheld' });
    await expect(settle(appealId, 'reject')).rejects.toMatchObject({ code: 'CRM-1.decided-already' });
    expect((await sheet(customerId, cast.zhou)).assignments.at(-1)).toMatchObject({ because: 'appeal', by: '李' });
    const back = await appeal(customerId, cast.zhao);
    await settle(back.appealId, 'reject');
    expect((await sheet(customerId)).owner).toBe('周');
    const { items } = await sales.service.ask(Appeals, { projectId: project, limit: 200 }, [
      cast.li,
      'customer.assign',
    ]);
    const mine = items.filter((one: { customerId: string }) => one.customerId === customerId);
    expect(mine).toMatchObject([
      { by: '周', state: 'upheld', decision: '查来访监控', decidedBy: '李' },
      { by: '赵', state: 'rejected' },
    ]);
  });

  it('CRM-1 is for who had the customer or collided over it, and not for who has it', async () => {
    const customerId = await sales.customer();
    await expect(appeal(customerId)).rejects.toMatchObject({ code: 'CRM-1.no-claim' });
    await expect(appeal(customerId, cast.zhao)).rejects.toMatchObject({ code: 'CRM-1.own-customer' });
  });
});
