import { CustomerEntered } from '#contracts/sales-customers.js';
import { newId } from '#kernel/ids.js';
import { command, type House, Note, openHouse } from '#testing/house.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

async function noted(): Promise<string> {
  const id = newId();
  await house.unitOfWork.run(command(), async ({ em, tell }) => {
    em.create(Note, { id, text: id });
    tell(Object.assign(new CustomerEntered(), { customerId: id, projectId: id, ownerId: id, source: '来访' }));
    return {};
  });
  return id;
}

describe('GAT-4 the audit', () => {
  const seal = () => house.sql('select seal_audit(500)');
  const broken = async () => (await house.sql<{ link: string | null }>('select broken_audit_link() as link'))[0]!.link;
  /** As somebody who owns the database and takes the triggers away. */
  async function tampered(text: string, params: unknown[] = []): Promise<void> {
    await house.owner.query('alter table audit disable trigger all');
    await house.owner.query(text, params);
    await house.owner.query('alter table audit enable trigger all');
  }

  beforeEach(async () => {
    await house.owner.query('alter table audit disable trigger all');
    await house.owner.query('delete from audit');
    await house.owner.query('alter table audit enable trigger all');
    for (let line = 0; line < 5; line++) await noted();
    await seal();
  });

  it('is chained by whoever scans, one after the other, and the chain holds', async () => {
    await noted();
    await Promise.all([seal(), seal(), seal()]);
    const rows = await house.sql<{ chain_number: string }>('select chain_number from audit order by position');
    expect(rows.map((row) => row.chain_number)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(await broken()).toBeNull();
  });

  it.each([
    ['what was done', `update audit set after = '{"text": "nothing"}' where chain_number = 3`, '3'],
    ['who did it', `update audit set actor_name = '钱' where chain_number = 2`, '2'],
    ['when', `update audit set at = at - interval '1 day' where chain_number = 1`, '1'],
    ['a hash', `update audit set hash = repeat('0', 64) where chain_number = 4`, '4'],
    ['a line taken out', 'delete from audit where chain_number = 2', '3'],
    ['the first line taken out', 'delete from audit where chain_number = 1', '2'],
    [
      'a line put in',
      `insert into audit (at, actor, actor_name, command, entity, entity_id, change, chain_number, hash)
       select at, actor, actor_name, command, entity, entity_id, change, 6, hash from audit where chain_number = 5`,
      '6',
    ],
  ])('shows where even its owner changed %s', async (_, text, link) => {
    expect(await broken()).toBeNull();
    await tampered(text);
    expect(await broken()).toBe(link);
  });

  it.each([
    ['update audit set actor_name = actor_name', /permission denied/],
    ['delete from audit', /permission denied/],
    ['truncate audit', /permission denied/],
    ['alter table audit disable trigger all', /must be owner/],
    [`insert into audit (position, at) overriding system value values (1, now())`, /null value|violates/],
  ])('cannot be changed by the service: %s', async (text, refusal) => {
    await expect(house.sql(text)).rejects.toThrow(refusal);
  });

  it.each([['update audit set actor_name = actor_name'], ['delete from audit'], ['truncate audit']])(
    'is not changed by mistake of its owner: %s',
    async (text) => {
      await expect(house.owner.query(text)).rejects.toThrow(/append-only/);
    },
  );
});

describe('an event that was told', () => {
  it.each([
    ['payload', `'{}'::jsonb`],
    ['type', `'sales.other.v1'`],
    ['about', 'gen_random_uuid()'],
    ['sequence', 'sequence + 1'],
    ['told_at', 'now()'],
    ['id', 'gen_random_uuid()'],
  ])('keeps its %s', async (column, value) => {
    const about = await noted();
    const rewrite = house.sql(`update outbox set ${column} = ${value} where about = ?`, [about]);
    await expect(rewrite).rejects.toThrow('an event that was told is not rewritten');
  });

  it('is marked as published, and published again', async () => {
    const about = await noted();
    await house.sql('update outbox set published_at = now(), stream_sequence = 7 where about = ?', [about]);
    await house.sql('update outbox set published_at = null, stream_sequence = null where about = ?', [about]);
    expect(await house.sql('select 1 from outbox where about = ? and published_at is null', [about])).toHaveLength(1);
  });

  it.each([
    ['delete from outbox'],
    ['delete from inbox'],
    ['delete from command_log'],
    ['update command_log set key = key'],
  ])('and what was answered cannot be taken back by the service: %s', async (text) => {
    await expect(house.sql(text)).rejects.toThrow(/permission denied/);
  });

  it('leaves the service no way to make or change tables', async () => {
    await expect(house.sql('create table mine (id int)')).rejects.toThrow(/permission denied/);
    await expect(house.sql('drop table outbox')).rejects.toThrow(/must be owner/);
  });
});
