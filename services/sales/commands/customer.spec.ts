import { CustomerById, CustomerEntered, EnterCustomer, RecordCustomerEvent } from '#contracts/sales-customers.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personalKeys } from '#persistence/personal-keys.js';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const sheet = (customerId: string, by = cast.zhao) =>
  sales.service.ask(CustomerById, { customerId }, [by, 'customer.write']);
const record = (customerId: string, by = cast.zhao) => {
  const asked = { customerId, kind: 'call', note: '约周末看房' };
  return sales.service.ask(RecordCustomerEvent, asked, [by, 'customer.write']);
};
/** A consultant for each number. */
const colleague = (at: number) => ({ ...cast.zhao, id: idOf(`consultant ${at}`) });
const blind = (phone: string) => personalKeys().blind('phone', phone);
const collision = { code: 'CRM-1.collision', facts: { project: '云湖' } };

describe('CRM-1 a customer', () => {
  it('CRM-1 is entered with a first event, and belongs to who entered it', async () => {
    const customerId = await sales.customer(cast.zhao, { phone: '13911112222', name: '林小明' });
    expect(await sheet(customerId)).toMatchObject({
      ...{ customerId, ownerId: cast.zhao.id, source: '来访', needs: '三房' },
      events: [{ kind: 'first-visit', by: '赵' }],
    });
    const told = (await sales.service.told(CustomerEntered)).filter((event) => event.customerId === customerId);
    expect(told).toEqual([{ customerId, projectId: project, ownerId: cast.zhao.id, source: '来访' }]);
  });

  it('ALL-9 is shown with name and phone masked, and its audit has neither', async () => {
    const customerId = await sales.customer(cast.zhao, { phone: '13911113333', idNumber: '44010619900101123x' });
    expect(await sheet(customerId)).toMatchObject({ name: '林**', phone: '139****3333' });
    const [row] = await sales.service.rows(`select after from audit where entity = 'customer' and entity_id = ?`, [
      customerId,
    ]);
    expect(row!.after).toMatchObject({ name: '***', phone: '***', idNumber: '***', source: '来访' });
  });

  it('ALL-9 is unreadable in the database: name, phone, ID number and what was said of them', async () => {
    const who = { phone: '13911114444', idNumber: '440106199001012345', name: '林隐' };
    const customerId = await sales.customer(cast.zhao, {
      ...who,
      firstEvent: { kind: 'first-call', note: '林隐来电' },
    });
    const about = (table: string, key = 'customer_id') =>
      sales.service.rows<{ row: string }>(`select t::text as row from ${table} t where ${key} = ?`, [customerId]);
    const rows = [
      ...(await about('customer', 'id')),
      ...(await about('customer_phone')),
      ...(await about('customer_event')),
    ];
    expect(rows).toHaveLength(3);
    for (const { row } of rows) expect(row).not.toMatch(/13911114444|440106199001012345|林隐/);
    expect(await sheet(customerId)).toMatchObject({ name: '林*', events: [{ note: '林隐来电' }] });
  });

  it('ALL-9 that is changed in something else is not sealed anew', async () => {
    const customerId = await sales.customer();
    const sealed = () => sales.service.rows('select name, phone from customer where id = ?', [customerId]);
    const before = await sealed();
    await record(customerId);
    const changes = 'select after from audit where entity_id = ? and change = ?';
    const [row] = await sales.service.rows(changes, [customerId, 'update']);
    expect(Object.keys(row!.after as object)).not.toContain('name');
    expect(await sealed()).toEqual(before);
  });

  it.each([
    ['the same phone', { phone: '13922220000' }],
    ['the same phone with its country code', { phone: '+8613922220000' }],
    ['the same ID number', { phone: '13922220001', idNumber: '44010619900101001X' }],
    ['the same ID number with a small x', { phone: '13922220002', idNumber: '44010619900101001x' }],
  ])('CRM-1 entered a second time with %s collides, and nothing is said of who it is', async (_, same) => {
    await sales.customer(cast.zhao, { phone: '13922220000', idNumber: '44010619900101001X' }).catch(() => undefined);
    const error = await sales.customer(cast.zhou, same).catch((refused: unknown) => refused);
    expect(error).toMatchObject(collision);
    expect(JSON.stringify(error)).not.toMatch(/林|1392222|4401/);
  });

  it('CRM-1 may be entered in another project', async () => {
    await sales.opened(idOf('project 2'), 'XS');
    const phone = '13922223333';
    await sales.customer(cast.zhao, { phone });
    await expect(sales.customer(cast.zhou, { phone, projectId: idOf('project 2') })).resolves.toBeDefined();
  });

  it('CRM-1 of ten entered at once with one phone exactly one is entered', async () => {
    const phone = '13933334444';
    const tries = Array.from({ length: 10 }, (_, at) => sales.customer(colleague(at), { phone }));
    const outcomes = await Promise.allSettled(tries);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost).toHaveLength(9);
    for (const { reason } of lost) expect(reason).toMatchObject(collision);
    expect(await sales.service.rows('select 1 from customer_phone where phone_index = ?', [blind(phone)])).toHaveLength(
      1,
    );
  });

  it('CRM-1 without a first event is not entered', async () => {
    const asked = { projectId: project, name: '林', phone: '13944445555', source: '来访', needs: '三房' };
    const entering = sales.service.ask(EnterCustomer, asked, [cast.zhao, 'customer.write']);
    await expect(entering).rejects.toMatchObject({ fields: [expect.objectContaining({ field: 'firstEvent' })] });
    const found = sales.service.rows('select 1 from customer_phone where phone_index = ?', [blind(asked.phone)]);
    expect(await found).toEqual([]);
  });

  it('ALL-5 is not entered in a project that is unknown, or not the consultant’s', async () => {
    const unknown = sales.customer(cast.zhao, { projectId: idOf('nowhere') });
    await expect(unknown).rejects.toMatchObject({ code: 'ALL.unknown' });
    await expect(sales.customer(cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});

describe('CRM-2 a contact with a customer', () => {
  it('CRM-2 is recorded by its consultant or by the manager, and stands', async () => {
    const customerId = await sales.customer();
    await record(customerId);
    await record(customerId, cast.li);
    const { events } = await sheet(customerId);
    expect(events).toMatchObject([
      { kind: 'first-visit' },
      { kind: 'call', by: '赵', note: '约周末看房' },
      { by: '李' },
    ]);
    const rewrite = sales.service.rows(`update customer_event set note = 'x'`);
    await expect(rewrite).rejects.toThrow(/permission denied/);
  });

  it('ALL-5 is not for another consultant, nor is the customer', async () => {
    const customerId = await sales.customer();
    await expect(record(customerId, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(sheet(customerId, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(sheet(idOf('nobody'))).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});
