import { SubscribeUnit } from '#contracts/sales.js';
import {
  AnnounceOpening,
  AttemptById,
  Attempts,
  CancelOpening,
  MarkFavourites,
  OpeningById,
  OpeningHeat,
} from '#contracts/sales-openings.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { plans, project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let [lin, wang]: [string, string] = ['', ''];
beforeAll(async () => {
  sales = await SalesInTest.begin({ 'RES-1.first-week': 'PT0S' });
  [lin, wang] = [await sales.customer(), await sales.customer(cast.zhou)];
});
afterAll(() => sales.service.close());

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
const run = { attemptsMax: 100, coolDownSeconds: 0 };
let codes = 0;

async function announced(differently: object = {}, units = 1) {
  const unitIds: string[] = [];
  for (let n = 0; n < units; n++) unitIds.push(await sales.offered(`O-${++codes}`));
  const asked = { projectId: project, name: '首开', mode: 'first-come', opensAt: hours(1), endsAt: hours(9), unitIds };
  const { openingId } = await sales.service.ask(AnnounceOpening, { ...asked, ...run, ...differently }, [
    ...([cast.li, 'opening.run'] as const),
  ]);
  return { openingId: openingId as string, unitIds, unitId: unitIds[0]! };
}

async function open(differently: object = {}, units = 1) {
  const opening = await announced(differently, units);
  await sales.service.rows(`update opening set opens_at = now() - interval '1 minute' where id = ?`, [
    opening.openingId,
  ]);
  return opening;
}

const buy = (unitId: string, customerId = lin, by: Person = cast.zhao, key?: string) =>
  sales.service.ask(SubscribeUnit, { unitId, customerId, planId: plans.whole }, [by, 'subscription.make'], key);
const receipt = (attemptId: string, by: Person = cast.zhao) =>
  sales.service.ask(AttemptById, { attemptId }, [by, 'subscription.make']);
const attempts = (openingId: string) =>
  sales.service.ask(Attempts, { openingId, limit: 200 }, [cast.li, 'opening.run']);
const refusalOf = async (asked: Promise<unknown>) =>
  (await asked.then(
    () => ({}),
    (refusal: unknown) => refusal,
  )) as { code: string; facts: Record<string, any> };

describe('OPEN-1 the bell', () => {
  it('OPEN-1 before the bell nobody subscribes, is told the time, and the attempt is recorded', async () => {
    const { openingId, unitId } = await announced();
    const { code, facts } = await refusalOf(buy(unitId));
    expect(code).toBe('OPEN-1.not-open');
    expect(new Date(facts.opensAt as string).getTime()).toBeGreaterThan(Date.now());
    expect((await attempts(openingId)).items).toMatchObject([{ outcome: 'early', attemptId: facts.attemptId }]);
  });

  it('OPEN-1 HOLD-2 of fifty at once on one unit one wins, and every attempt has its own number and receipt', async () => {
    const { openingId, unitId } = await open();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => (n % 2 ? buy(unitId) : buy(unitId, wang, cast.zhou))),
    );
    const won = outcomes.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
    const lost = outcomes.filter((one) => one.status === 'rejected').map(({ reason }) => reason as { facts: object });
    expect([won.length, lost.length]).toEqual([1, 49]);
    for (const { facts } of lost) expect(facts).toMatchObject({ kind: 'subscription', sequence: expect.any(Number) });
    const { items } = await attempts(openingId);
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
    const { openingId, unitId } = await open();
    const { attemptId, subscriptionId } = await buy(unitId);
    const { facts } = await refusalOf(buy(unitId, wang, cast.zhou));
    await sales.service.pass('OPEN-1.link', openingId);
    const [first, second] = [await receipt(attemptId), await receipt(facts.attemptId, cast.zhou)];
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
    await expect(receipt(attemptId, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('OPEN-1 the database lets nobody rewrite an attempt, and finds a chain that was', async () => {
    const { openingId, unitId } = await open();
    await buy(unitId);
    await sales.service.pass('OPEN-1.link', openingId);
    const broken = async () => (await sales.service.rows('select broken_attempt_link(?) as link', [openingId]))[0];
    expect(await broken()).toEqual({ link: null });
    const update = `update opening_attempt set outcome = 'lost' where opening_id = ?`;
    await expect(sales.service.rows(update, [openingId])).rejects.toThrow(/permission denied|stands/);
  });

  it('OPEN-1 the same command sent again is the same attempt', async () => {
    const { openingId, unitId } = await open();
    const first = await buy(unitId, lin, cast.zhao, 'bell-1');
    expect(await buy(unitId, lin, cast.zhao, 'bell-1')).toEqual(first);
    const lost = [1, 2].map(() => refusalOf(buy(unitId, wang, cast.zhou, 'bell-2')));
    const [one, two] = await Promise.all(lost);
    expect(one!.facts.attemptId).toBe(two!.facts.attemptId);
    expect((await attempts(openingId)).items).toHaveLength(2);
  });

  it('OPEN-1 a unit of no opening, or of one that is over or cancelled, is sold as ever and nothing is recorded', async () => {
    const { openingId, unitId } = await announced();
    const cancel = { openingId, reason: '改期' };
    await sales.service.ask(CancelOpening, cancel, [cast.li, 'opening.run']);
    expect((await buy(unitId)).attemptId).toBeUndefined();
    const over = await open();
    await sales.service.rows(`update opening set ends_at = now() where id = ?`, [over.openingId]);
    expect((await buy(over.unitId)).attemptId).toBeUndefined();
    expect((await attempts(over.openingId)).items).toEqual([]);
  });
});

describe('OPEN-1 limits', () => {
  it('OPEN-1 so many attempts of a buyer on a unit, then it is said when the next is allowed', async () => {
    const { unitId, openingId } = await open({ attemptsMax: 2, windowSeconds: 600 });
    await buy(unitId, wang, cast.zhou);
    expect([await refusalOf(buy(unitId)), await refusalOf(buy(unitId))]).toMatchObject([
      ...[{ code: 'HOLD-1.unit-held' }, { code: 'HOLD-1.unit-held' }],
    ]);
    const { code, facts } = await refusalOf(buy(unitId));
    expect(code).toBe('OPEN-1.too-many');
    const seconds = (new Date(facts.nextAt as string).getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(590);
    expect(seconds).toBeLessThanOrEqual(600);
    const sheet = await sales.service.ask(OpeningById, { openingId }, [cast.zhao, 'unit.read']);
    expect(sheet.outcomes).toEqual([
      ...[
        { outcome: 'limited', attempts: 1 },
        { outcome: 'lost', attempts: 2 },
        { outcome: 'won', attempts: 1 },
      ],
    ]);
  });

  it('OPEN-1 the limit holds for twenty of one buyer at once, and a cool-down for one after the other', async () => {
    const { unitId, openingId } = await open({ attemptsMax: 3, windowSeconds: 600 });
    await buy(unitId, wang, cast.zhou);
    const many = await Promise.all(Array.from({ length: 20 }, () => refusalOf(buy(unitId))));
    expect(many.filter(({ code }) => code === 'HOLD-1.unit-held')).toHaveLength(3);
    expect(many.filter(({ code }) => code === 'OPEN-1.too-many')).toHaveLength(17);
    expect((await attempts(openingId)).items).toHaveLength(21);
    const cooling = await open({ coolDownSeconds: 60 });
    await buy(cooling.unitId, wang, cast.zhou);
    await refusalOf(buy(cooling.unitId));
    expect(await refusalOf(buy(cooling.unitId))).toMatchObject({ code: 'OPEN-1.cool-down' });
  });

  it('OPEN-1 who has tried too often does not win either, until the time has passed', async () => {
    const { unitId, openingId } = await announced({ attemptsMax: 1, windowSeconds: 600 });
    expect((await refusalOf(buy(unitId))).code).toBe('OPEN-1.not-open');
    await sales.service.rows(`update opening set opens_at = now() where id = ?`, [openingId]);
    expect((await refusalOf(buy(unitId))).code).toBe('OPEN-1.too-many');
    expect(await sales.service.rows('select from hold where unit_id = ?', [unitId])).toEqual([]);
    await sales.service.rows('update opening set window_seconds = 0 where id = ?', [openingId]);
    expect((await buy(unitId)).attemptId).toEqual(expect.any(String));
  });

  it('OPEN-1 ALL-5 nobody uses up the attempts of a colleague’s customer', async () => {
    const { openingId, unitId } = await open();
    await buy(unitId, wang, cast.zhou);
    const others = [buy(unitId, lin, cast.zhou), buy(unitId, idOf('nobody')), buy(unitId, lin, cast.xu)];
    const refusals = await Promise.all(others.map(refusalOf));
    expect(refusals.map(({ code }) => code)).toEqual(['ALL-5.out-of-scope', 'ALL.unknown', 'ALL-5.out-of-scope']);
    expect((await attempts(openingId)).items).toHaveLength(1);
  });
});

describe('OPEN-1 before the bell', () => {
  const announce = (differently: object, by: Person = cast.li) =>
    sales.service.ask(
      AnnounceOpening,
      { ...{ projectId: project, name: '二开', mode: 'draw', opensAt: hours(1), endsAt: hours(2) }, ...differently },
      [by, 'opening.run'],
    );

  it('OPEN-1 an opening is in the future, of units that are for sale and in no other', async () => {
    const { unitIds } = await announced({}, 2);
    const free = await sales.offered(`O-${++codes}`);
    await expect(announce({ opensAt: hours(-1), unitIds: [free] })).rejects.toMatchObject({ code: 'OPEN-1.when' });
    await expect(announce({ endsAt: hours(0.5), unitIds: [free] })).rejects.toMatchObject({ code: 'OPEN-1.when' });
    await expect(announce({ unitIds: [free, ...unitIds] })).rejects.toMatchObject({
      ...{ code: 'OPEN-1.no-units', facts: { missing: 2 } },
    });
    await expect(announce({ unitIds: [free] }, cast.sun)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    expect(await announce({ unitIds: [free] })).toMatchObject({ units: 1 });
    const buildingId = idOf('building of its own');
    await sales.offered('B-1', { buildingId });
    await sales.offered('B-2', { buildingId });
    expect(await announce({ buildingIds: [buildingId] })).toMatchObject({ units: 2 });
  });

  it('OPEN-1 favourites are marked for a customer within the limit; the heat map counts them without names', async () => {
    const { openingId, unitIds } = await announced({ favouritesMax: 2 }, 3);
    const mark = (units: string[], customerId = lin, by: Person = cast.zhao) =>
      sales.service.ask(MarkFavourites, { openingId, customerId, unitIds: units }, [by, 'subscription.make']);
    await expect(mark(unitIds)).rejects.toMatchObject({ code: 'OPEN-1.favourites-max' });
    await expect(mark([idOf('elsewhere')])).rejects.toMatchObject({ code: 'OPEN-1.not-in-opening' });
    await expect(mark([], wang)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await mark([unitIds[1]!]);
    await mark(unitIds.slice(0, 2));
    await mark([unitIds[0]!], wang, cast.zhou);
    const { units } = await sales.service.ask(OpeningHeat, { openingId }, [cast.zhao, 'unit.read']);
    expect(units.map(({ favourites }: { favourites: number }) => favourites)).toEqual([2, 1, 0]);
    expect(Object.keys(units[0])).toEqual(['unitId', 'unitCode', 'favourites']);
    await sales.service.rows('update opening set opens_at = now() where id = ?', [openingId]);
    await expect(mark([])).rejects.toMatchObject({ code: 'OPEN-1.begun' });
  });
});
