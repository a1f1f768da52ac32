import {
  AddParticipants,
  AnnounceOpening,
  CommitDraw,
  DrawCommitted,
  DrawFile,
  DrawRun,
  RunDraw,
} from '#contracts/sales-openings.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { checksOf } from '../rules/draw.js';
import { project, SalesInTest } from './in-test.js';
import { hours, OpeningsInTest } from './opening-in-test.js';

let sales: SalesInTest;
let openings: OpeningsInTest;
const customers: string[] = [];
beforeAll(async () => {
  sales = await SalesInTest.begin();
  openings = new OpeningsInTest(sales);
  for (let n = 0; n < 4; n++) customers.push(await sales.customer(cast.zhao, { name: `林小${n}` }));
});
afterAll(() => sales.service.close());

describe('OPEN-2 the draw', () => {
  it('OPEN-2 publishes the hash before and the seed after, so that anyone computes the same order', async () => {
    const { openingId } = await openings.committed(customers);
    const before = await openings.file(openingId);
    expect(before).not.toHaveProperty('seed');
    expect(before.participants[0]).toEqual({ number: 1, name: '林**' });
    expect(JSON.stringify(before)).not.toContain('林小');
    await openings.run(RunDraw, { openingId, witnesses: ['公证员：三月初八'] });
    const after = await openings.file(openingId);
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
    const { openingId } = await openings.committed(customers);
    const late = await sales.customer();
    const adding = openings.run(AddParticipants, { openingId, customerIds: [late] });
    await expect(adding).rejects.toMatchObject({ code: 'OPEN-2.stage' });
    await expect(openings.run(CommitDraw, { openingId })).rejects.toMatchObject({ code: 'OPEN-2.stage' });
    const insert = `insert into opening_participant (id, opening_id, number, customer_id, masked_name, turns)
      values (gen_random_uuid(), ?, 99, ?, '何*', 0)`;
    await expect(sales.service.rows(insert, [openingId, late])).rejects.toThrow(/committed/);
    for (const change of [`seed = 'mine'`, `commitment = 'x'`, `committed_at = now() + interval '1 day'`])
      await expect(sales.service.rows(`update opening set ${change} where id = ?`, [openingId])).rejects.toThrow(
        /committed to/,
      );
    const number = 'update opening_participant set number = number + 10 where opening_id = ?';
    await expect(sales.service.rows(number, [openingId])).rejects.toThrow(/stand/);
    await openings.run(RunDraw, { openingId });
    const rank = 'update opening_participant set rank = rank + 10 where opening_id = ?';
    await expect(sales.service.rows(rank, [openingId])).rejects.toThrow(/stand/);
    const words = `update opening set witnesses = '["x"]' where id = ?`;
    await expect(sales.service.rows(words, [openingId])).rejects.toThrow(/stands/);
  });

  it('OPEN-2 a list has somebody, each once, of the project; a draw has its steps in order', async () => {
    const unitIds = [await openings.unit()];
    const asked = { projectId: project, name: '摇号', mode: 'draw', opensAt: hours(1), endsAt: hours(9), unitIds };
    const { openingId } = await openings.run(AnnounceOpening, asked);
    await expect(openings.run(CommitDraw, { openingId })).rejects.toMatchObject({ code: 'OPEN-2.no-participants' });
    await expect(openings.run(RunDraw, { openingId })).rejects.toMatchObject({ code: 'OPEN-2.stage' });
    const twice = openings.run(AddParticipants, { openingId, customerIds: [customers[0], customers[0]] });
    await expect(twice).rejects.toMatchObject({ code: 'OPEN-2.listed' });
    const file = sales.service.ask(DrawFile, { openingId }, [cast.zhao, 'unit.read']);
    await expect(file).rejects.toMatchObject({ code: 'OPEN-2.stage' });
  });
});
