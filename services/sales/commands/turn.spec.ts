import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SalesInTest } from './in-test.js';
import { OpeningsInTest } from './opening-in-test.js';

let sales: SalesInTest;
let openings: OpeningsInTest;
const customers: string[] = [];
beforeAll(async () => {
  sales = await SalesInTest.begin();
  openings = new OpeningsInTest(sales);
  for (let n = 0; n < 4; n++) customers.push(await sales.customer(cast.zhao, { name: `林小${n}` }));
});
afterAll(() => sales.service.close());

/** The bell has rung: the first turn begins. */
async function rung(openingId: string): Promise<void> {
  await openings.ring(openingId);
  await sales.service.pass('OPEN-2.pick', openingId);
}

/** The customer whose number picks now, and one whose turn it is not. */
async function picking(openingId: string) {
  const { turn } = await openings.sheet(openingId);
  return { turn, theirs: customers[turn - 1]!, other: customers[turn % customers.length]! };
}

describe('OPEN-2 picking by turn', () => {
  it('OPEN-2 one picks only in one’s turn, and then it is the next one’s', async () => {
    const { openingId, unitIds } = await openings.drawn(customers);
    await rung(openingId);
    const first = await picking(openingId);
    await expect(openings.buy(unitIds[0]!, first.other)).rejects.toMatchObject({
      ...{ code: 'OPEN-2.not-your-turn', facts: { turn: first.turn } },
    });
    await openings.buy(unitIds[0]!, first.theirs);
    const { order } = await openings.file(openingId);
    expect([first.turn, (await picking(openingId)).turn]).toEqual(order!.slice(0, 2));
    await expect(openings.buy(unitIds[1]!, first.theirs)).rejects.toMatchObject({ code: 'OPEN-2.not-your-turn' });
  });

  it('OPEN-2 who does not pick in time is passed over by the clock, and comes again last if agreed', async () => {
    const { openingId } = await openings.drawn(customers, { passedAgain: true });
    await rung(openingId);
    const seen: number[] = [];
    for (let n = 0; n < 8; n++) {
      seen.push((await openings.sheet(openingId)).turn as number);
      await sales.service.rows('update opening set turn_until = now() where id = ?', [openingId]);
      await sales.service.pass('OPEN-2.pick', openingId);
    }
    const { order } = await openings.file(openingId);
    expect(seen).toEqual([...order!, ...order!]);
    expect(await openings.sheet(openingId)).toMatchObject({ stage: 'done' });
  });

  it('OPEN-2 when all have had their turns, what is left is sold as it comes', async () => {
    const { openingId, unitIds } = await openings.drawn(customers);
    await rung(openingId);
    for (let n = 0; n < 4; n++) {
      await sales.service.rows('update opening set turn_until = now() where id = ?', [openingId]);
      await sales.service.pass('OPEN-2.pick', openingId);
    }
    expect(await openings.sheet(openingId)).toMatchObject({ stage: 'done' });
    expect((await openings.buy(unitIds[0]!, customers[0]!)).attemptId).toEqual(expect.any(String));
  });

  it('OPEN-2 HOLD-2 the end of a turn and the pick at the same instant: either picked or passed over', async () => {
    for (let n = 0; n < 4; n++) {
      const { openingId, unitId } = await openings.drawn(customers);
      await rung(openingId);
      const { turn, theirs } = await picking(openingId);
      const due = `update deadline set due_at = now() where kind = 'OPEN-2.pick' and about = ? and done_at is null`;
      await sales.service.rows(due, [openingId]);
      const until = `update opening set turn_until = now() + interval '20 milliseconds' where id = ?`;
      await sales.service.rows(until, [openingId]);
      const [pick] = await Promise.allSettled([
        openings.buy(unitId, theirs),
        sales.service.pass('OPEN-2.pick', openingId),
      ]);
      const [row] = await sales.service.rows<{ picked: boolean; held: boolean }>(
        `select picked_at is not null as picked, exists (select from hold where unit_id = ?) as held
         from opening_participant where opening_id = ? and number = ?`,
        [unitId, openingId, turn],
      );
      expect(row).toEqual({ picked: pick.status === 'fulfilled', held: pick.status === 'fulfilled' });
    }
  });
});
