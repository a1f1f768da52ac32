import { type House, openHouse } from '#testing/house.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isLost } from './retry.js';

/** Kysely before 0.29.9 lost a slot for each connection that broke inside a transaction (kysely issue 1990). */
describe('a pool of two connections', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ poolSize: 2 });
  });
  afterAll(() => house?.close());

  it('answers the next query after both were ended inside transactions', async () => {
    for (let round = 0; round < 3; round++) {
      const ended = await Promise.allSettled([brokenTransaction(), brokenTransaction()]);
      for (const one of ended) expect(one.status === 'rejected' && isLost(one.reason)).toBe(true);
    }
    expect(await house.sql('select 1 as one')).toEqual([{ one: 1 }]);
    const both = Array.from({ length: 2 }, () => house.orm.em.fork().transactional((em) => em.execute('select 2')));
    expect(await Promise.all(both)).toHaveLength(2);
  }, 20_000);

  function brokenTransaction(): Promise<unknown> {
    return house.orm.em.fork().transactional(async (em) => {
      const [me] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
      await house.owner.query('select pg_terminate_backend($1)', [me!.pid]);
      await em.execute('select 1');
    });
  }
});
