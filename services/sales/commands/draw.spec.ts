import { SubscribeUnit } from '#contracts/sales.js';
import {
  AddParticipants,
  AnnounceOpening,
  CommitDraw,
  DrawCommitted,
  DrawFile,
  DrawRun,
  OpeningById,
  PlanRehearsal,
  RehearseAttempt,
  ResetRehearsal,
  RunDraw,
} from '#contracts/sales-openings.js';
import { cast, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { checksOf, type DrawSheet } from '../rules/draw.js';
import { plans, project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
const customers: string[] = [];
beforeAll(async () => {
  sales = await SalesInTest.begin();
  for (let n = 0; n < 4; n++) customers.push(await sales.customer(cast.zhao, { name: `林小${n}` }));
});
afterAll(() => sales.service.close());

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
const run = <A extends Parameters<SalesInTest['service']['ask']>[0]>(
  asking: A,
  payload: object,
  by: Person = cast.li,
) => sales.service.ask(asking, payload, [by, 'opening.run']);
const sheetOf = (openingId: string) => sales.service.ask(OpeningById, { openingId }, [cast.zhao, 'unit.read']);
const buy = (unitId: string, customerId: string) =>
  sales.service.ask(SubscribeUnit, { unitId, customerId, planId: plans.whole }, [cast.zhao, 'subscription.make']);
let codes = 0;

async function drawn(differently: object = {}) {
  const opening = await committed(differently);
  await run(RunDraw, { openingId: opening.openingId, witnesses: ['公证员：三月初八'] });
  return opening;
}

async function committed(differently: object = {}) {
  const unitIds = [await sales.offered(`D-${++codes}`), await sales.offered(`D-${++codes}`)];
  const asked = { projectId: project, name: '摇号', mode: 'draw', opensAt: hours(1), endsAt: hours(9), unitIds };
  const { openingId } = await run(AnnounceOpening, {
    ...asked,
    ...{ attemptsMax: 50, coolDownSeconds: 0 },
    ...differently,
  });
  await run(AddParticipants, { openingId, customerIds: customers });
  await run(CommitDraw, { openingId });
  return { openingId: openingId as string, unitIds, unitId: unitIds[0]! };
}

async function fileOf(openingId: string): Promise<DrawSheet> {
  const { file } = await sales.service.ask(DrawFile, { openingId }, [cast.zhao, 'unit.read']);
  return JSON.parse(Buffer.from(file as string, 'base64').toString()) as DrawSheet;
}

/** The bell has rung: the first turn begins. */
async function rung(openingId: string): Promise<void> {
  await sales.service.rows(`update opening set opens_at = now() - interval '1 minute' where id = ?`, [openingId]);
  await sales.service.pass('OPEN-2.pick', openingId);
}

/** The customer whose number picks now, and one whose turn it is not. */
async function picking(openingId: string) {
  const { turn } = await sheetOf(openingId);
  return { turn, theirs: customers[turn - 1]!, other: customers[turn % customers.length]! };
}

describe('OPEN-2 the draw', () => {
  it('OPEN-2 publishes the hash before and the seed after, so that anyone computes the same order', async () => {
    const { openingId } = await committed();
    const before = await fileOf(openingId);
    expect(before).not.toHaveProperty('seed');
    expect(before.participants[0]).toEqual({ number: 1, name: '林**' });
    expect(JSON.stringify(before)).not.toContain('林小');
    await run(RunDraw, { openingId, witnesses: ['公证员：三月初八'] });
    const after = await fileOf(openingId);
    expect(after).toMatchObject({ commitment: before.commitment, witnesses: ['公证员：三月初八'] });
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(checksOf(after, sha256).every(({ ok }) => ok)).toBe(true);
    expect(after.order!.toSorted()).toEqual([1, 2, 3, 4]);
    const told = (await sales.service.told(DrawCommitted)).find((event) => event.openingId === openingId);
    expect(told).toMatchObject({ commitment: before.commitment, participants: 4 });
    const ran = (await sales.service.told(DrawRun)).find((event) => event.openingId === openingId);
    expect(ran!.seed).toBe(after.seed);
    const audit = await sales.service.rows(`select before, after from audit where entity = 'opening'`);
    expect(JSON.stringify(audit)).not.toContain(after.seed!);
  });

  it('OPEN-2 nobody changes list or seed after the commitment, not even in the database', async () => {
    const { openingId } = await committed();
    const late = await sales.customer();
    const adding = run(AddParticipants, { openingId, customerIds: [late] });
    await expect(adding).rejects.toMatchObject({ code: 'OPEN-2.stage' });
    await expect(run(CommitDraw, { openingId })).rejects.toMatchObject({ code: 'OPEN-2.stage' });
    const insert = `insert into opening_participant (id, opening_id, number, customer_id, masked_name, turns)
      values (gen_random_uuid(), ?, 99, ?, '何*', 0)`;
    await expect(sales.service.rows(insert, [openingId, late])).rejects.toThrow(/committed/);
    for (const change of [`seed = 'mine'`, `commitment = 'x'`, `committed_at = now() + interval '1 day'`])
      await expect(sales.service.rows(`update opening set ${change} where id = ?`, [openingId])).rejects.toThrow(
        /committed to/,
      );
    const number = 'update opening_participant set number = number + 10 where opening_id = ?';
    await expect(sales.service.rows(number, [openingId])).rejects.toThrow(/stand/);
    await run(RunDraw, { openingId });
    const rank = 'update opening_participant set rank = rank + 10 where opening_id = ?';
    await expect(sales.service.rows(rank, [openingId])).rejects.toThrow(/stand/);
    const words = `update opening set witnesses = '["x"]' where id = ?`;
    await expect(sales.service.rows(words, [openingId])).rejects.toThrow(/stands/);
  });

  it('OPEN-2 a list has somebody, each once, of the project; a draw has its steps in order', async () => {
    const unitIds = [await sales.offered(`D-${++codes}`)];
    const asked = { projectId: project, name: '摇号', mode: 'draw', opensAt: hours(1), endsAt: hours(9), unitIds };
    const { openingId } = await run(AnnounceOpening, asked);
    await expect(run(CommitDraw, { openingId })).rejects.toMatchObject({ code: 'OPEN-2.no-participants' });
    await expect(run(RunDraw, { openingId })).rejects.toMatchObject({ code: 'OPEN-2.stage' });
    const twice = run(AddParticipants, { openingId, customerIds: [customers[0], customers[0]] });
    await expect(twice).rejects.toMatchObject({ code: 'OPEN-2.listed' });
    const file = sales.service.ask(DrawFile, { openingId }, [cast.zhao, 'unit.read']);
    await expect(file).rejects.toMatchObject({ code: 'OPEN-2.stage' });
  });
});

describe('OPEN-2 picking by turn', () => {
  it('OPEN-2 one picks only in one’s turn, and then it is the next one’s', async () => {
    const { openingId, unitIds } = await drawn();
    await rung(openingId);
    const first = await picking(openingId);
    await expect(buy(unitIds[0]!, first.other)).rejects.toMatchObject({
      ...{ code: 'OPEN-2.not-your-turn', facts: { turn: first.turn } },
    });
    await buy(unitIds[0]!, first.theirs);
    const { order } = await fileOf(openingId);
    expect([first.turn, (await picking(openingId)).turn]).toEqual(order!.slice(0, 2));
    await expect(buy(unitIds[1]!, first.theirs)).rejects.toMatchObject({ code: 'OPEN-2.not-your-turn' });
  });

  it('OPEN-2 who does not pick in time is passed over by the clock, and comes again last where that is agreed', async () => {
    const { openingId } = await drawn({ passedAgain: true });
    await rung(openingId);
    const seen: number[] = [];
    for (let n = 0; n < 8; n++) {
      seen.push((await sheetOf(openingId)).turn as number);
      await sales.service.rows('update opening set turn_until = now() where id = ?', [openingId]);
      await sales.service.pass('OPEN-2.pick', openingId);
    }
    const { order } = await fileOf(openingId);
    expect(seen).toEqual([...order!, ...order!]);
    expect(await sheetOf(openingId)).toMatchObject({ stage: 'done' });
  });

  it('OPEN-2 when all have had their turns, what is left is sold as it comes', async () => {
    const { openingId, unitIds } = await drawn();
    await rung(openingId);
    for (let n = 0; n < 4; n++) {
      await sales.service.rows('update opening set turn_until = now() where id = ?', [openingId]);
      await sales.service.pass('OPEN-2.pick', openingId);
    }
    expect(await sheetOf(openingId)).toMatchObject({ stage: 'done' });
    expect((await buy(unitIds[0]!, customers[0]!)).attemptId).toEqual(expect.any(String));
  });

  it('OPEN-2 HOLD-2 the end of a turn and the pick at the same instant: either it is picked or passed over', async () => {
    for (let n = 0; n < 4; n++) {
      const { openingId, unitId } = await drawn();
      await rung(openingId);
      const { turn, theirs } = await picking(openingId);
      const due = `update deadline set due_at = now() where kind = 'OPEN-2.pick' and about = ? and done_at is null`;
      await sales.service.rows(due, [openingId]);
      const until = `update opening set turn_until = now() + interval '20 milliseconds' where id = ?`;
      await sales.service.rows(until, [openingId]);
      const [pick] = await Promise.allSettled([buy(unitId, theirs), sales.service.pass('OPEN-2.pick', openingId)]);
      const [row] = await sales.service.rows<{ picked: boolean; held: boolean }>(
        `select picked_at is not null as picked, exists (select from hold where unit_id = ?) as held
         from opening_participant where opening_id = ? and number = ?`,
        [unitId, openingId, turn],
      );
      expect(row).toEqual({ picked: pick.status === 'fulfilled', held: pick.status === 'fulfilled' });
    }
  });
});

describe('OPEN-1 rehearsal', () => {
  it('OPEN-1 a rehearsal is tried by the same rules, touches no real hold, and begins anew when it is reset', async () => {
    const unitIds = [await sales.offered(`D-${++codes}`)];
    const times = { opensAt: hours(2), endsAt: hours(9) };
    const real = { projectId: project, name: '首开', mode: 'first-come', ...times, unitIds, coolDownSeconds: 0 };
    const { openingId: realId } = await run(AnnounceOpening, real);
    const { openingId } = await run(PlanRehearsal, { openingId: realId, opensAt: hours(1), endsAt: hours(2) });
    const attempt = (customerId: string, of = openingId) =>
      sales.service.ask(RehearseAttempt, { openingId: of, unitId: unitIds[0]!, customerId }, [
        ...([cast.zhao, 'subscription.make'] as const),
      ]);
    await expect(attempt(customers[0]!)).rejects.toMatchObject({ code: 'OPEN-1.not-open' });
    await expect(attempt(customers[0]!, realId)).rejects.toMatchObject({ code: 'OPEN-1.not-rehearsal' });
    await sales.service.rows('update opening set opens_at = now() where id = ?', [openingId]);
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, (_, n) => attempt(customers[n]!)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost = outcomes.filter((one) => one.status === 'rejected').map(({ reason }) => reason as object);
    for (const refusal of lost) expect(refusal).toMatchObject({ code: 'OPEN-1.rehearsed-held', facts: { by: '赵' } });
    expect(await sales.service.rows('select from hold where unit_id = ?', [unitIds[0]])).toEqual([]);
    expect(await sheetOf(openingId)).toMatchObject({ rehearsal: true, run: 1, rehearsalOf: realId });
    await run(ResetRehearsal, { openingId });
    expect(await sheetOf(openingId)).toMatchObject({ run: 2, outcomes: [] });
    expect(await attempt(customers[1]!)).toMatchObject({ sequence: expect.any(Number) });
    await expect(run(ResetRehearsal, { openingId: realId })).rejects.toMatchObject({ code: 'OPEN-1.not-rehearsal' });
  });
});
