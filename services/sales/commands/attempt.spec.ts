import { CancelOpening } from '#contracts/sales-openings.js';
import { cast, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { SalesInTest } from './in-test.js';
import { OpeningsInTest, refusalOf } from './opening-in-test.js';

let sales: SalesInTest;
let openings: OpeningsInTest;
let [lin, wang]: [string, string] = ['', ''];
beforeAll(async () => {
  sales = await SalesInTest.begin({ 'RES-1.first-week': 'PT0S' });
  openings = new OpeningsInTest(sales);
  [lin, wang] = [await sales.customer(), await sales.customer(cast.zhou)];
});
afterAll(() => sales.service.close());

const buy = (unitId: string, customerId = lin, by: Person = cast.zhao, key?: string) =>
  openings.buy(unitId, customerId, by, key);

describe('OPEN-1 the bell', () => {
  it('OPEN-1 before the bell nobody subscribes, is told the time, and the attempt is recorded', async () => {
    const { openingId, unitId } = await openings.announced();
    const { code, facts } = await refusalOf(buy(unitId));
    expect(code).toBe('OPEN-1.not-open');
    expect(new Date(facts.opensAt as string).getTime()).toBeGreaterThan(Date.now());
    expect((await openings.attempts(openingId)).items).toMatchObject([
      { outcome: 'early', attemptId: facts.attemptId },
    ]);
  });

  it('OPEN-1 HOLD-2 of fifty at once on a unit one wins, and every attempt has its own number', async () => {
    const { openingId, unitId } = await openings.open();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => (n % 2 ? buy(unitId) : buy(unitId, wang, cast.zhou))),
    );
    const won = outcomes.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
    const lost = outcomes.filter((one) => one.status === 'rejected').map(({ reason }) => reason as { facts: object });
    expect([won.length, lost.length]).toEqual([1, 49]);
    for (const { facts } of lost) expect(facts).toMatchObject({ kind: 'subscription', sequence: expect.any(Number) });
    const { items } = await openings.attempts(openingId);
    expect(items.map(({ outcome }: { outcome: string }) => outcome).toSorted()).toEqual([
      ...Array.from({ length: 49 }, () => 'lost'),
      'won',
    ]);
    const sequences = items.map(({ sequence }: { sequence: number }) => sequence);
    expect(new Set(sequences).size).toBe(50);
    const winner = items.find(({ outcome }: { outcome: string }) => outcome === 'won');
    expect(winner.sequence).toBe(Math.min(...sequences));
    expect(winner.attemptId).toBe(won[0]!.attemptId);
  });

  it('OPEN-1 a receipt tells unit, time, outcome and what held it, and can be checked', async () => {
    const { openingId, unitId } = await openings.open();
    const { attemptId, subscriptionId } = await buy(unitId);
    const { facts } = await refusalOf(buy(unitId, wang, cast.zhou));
    await sales.service.pass('OPEN-1.link', openingId);
    const [first, second] = [await openings.receipt(attemptId), await openings.receipt(facts.attemptId!, cast.zhou)];
    expect(first).toMatchObject({ outcome: 'won', subscriptionId, openingId, rehearsal: false, link: { number: 1 } });
    expect(second).toMatchObject({
      outcome: 'lost',
      code: 'HOLD-1.unit-held',
      held: { by: '赵', kind: 'subscription' },
    });
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    for (const one of [first, second]) {
      expect(sha256(one.line)).toBe(one.hash);
      expect(sha256(`${one.link.previous}|${one.hash}`)).toBe(one.link.hash);
    }
    expect(second.link.previous).toBe(first.link.hash);
    await expect(openings.receipt(attemptId, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('OPEN-1 the database lets nobody rewrite an attempt, and finds a chain that was', async () => {
    const { openingId, unitId } = await openings.open();
    await buy(unitId);
    await sales.service.pass('OPEN-1.link', openingId);
    const broken = async () => (await sales.service.rows('select broken_attempt_link(?) as link', [openingId]))[0];
    expect(await broken()).toEqual({ link: null });
    const update = `update opening_attempt set outcome = 'lost' where opening_id = ?`;
    await expect(sales.service.rows(update, [openingId])).rejects.toThrow(/permission denied|stands/);
  });

  it('OPEN-1 the same command sent again is the same attempt', async () => {
    const { openingId, unitId } = await openings.open();
    const first = await buy(unitId, lin, cast.zhao, 'bell-1');
    expect(await buy(unitId, lin, cast.zhao, 'bell-1')).toEqual(first);
    const lost = [1, 2].map(() => refusalOf(buy(unitId, wang, cast.zhou, 'bell-2')));
    const [one, two] = await Promise.all(lost);
    expect(one!.facts.attemptId).toBe(two!.facts.attemptId);
    expect((await openings.attempts(openingId)).items).toHaveLength(2);
  });

  it('OPEN-1 a unit of an opening that is over or cancelled is sold as ever, and nothing is recorded', async () => {
    const { openingId, unitId } = await openings.announced();
    const cancel = { openingId, reason: '改期' };
    await openings.run(CancelOpening, cancel);
    expect((await buy(unitId)).attemptId).toBeUndefined();
    const over = await openings.open();
    await sales.service.rows(`update opening set ends_at = now() where id = ?`, [over.openingId]);
    expect((await buy(over.unitId)).attemptId).toBeUndefined();
    expect((await openings.attempts(over.openingId)).items).toEqual([]);
  });
});
