import { AnnounceOpening, MarkFavourites, OpeningHeat } from '#contracts/sales-openings.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';
import { hours, OpeningsInTest, refusalOf } from './opening-in-test.js';

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

describe('OPEN-1 limits', () => {
  it('OPEN-1 so many attempts of a buyer on a unit, then it is said when the next is allowed', async () => {
    const { unitId, openingId } = await openings.open({ attemptsMax: 2, windowSeconds: 600 });
    await buy(unitId, wang, cast.zhou);
    expect([await refusalOf(buy(unitId)), await refusalOf(buy(unitId))]).toMatchObject([
      ...[{ code: 'HOLD-1.unit-held' }, { code: 'HOLD-1.unit-held' }],
    ]);
    const { code, facts } = await refusalOf(buy(unitId));
    expect(code).toBe('OPEN-1.too-many');
    const seconds = (new Date(facts.nextAt as string).getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(590);
    expect(seconds).toBeLessThanOrEqual(600);
    const sheet = await openings.sheet(openingId);
    expect(sheet.outcomes).toEqual([
      ...[
        { outcome: 'limited', attempts: 1 },
        { outcome: 'lost', attempts: 2 },
        { outcome: 'won', attempts: 1 },
      ],
    ]);
  });

  it('OPEN-1 the limit holds for twenty of one buyer at once, and a cool-down for one after the other', async () => {
    const { unitId, openingId } = await openings.open({ attemptsMax: 3, windowSeconds: 600 });
    await buy(unitId, wang, cast.zhou);
    const many = await Promise.all(Array.from({ length: 20 }, () => refusalOf(buy(unitId))));
    expect(many.filter(({ code }) => code === 'HOLD-1.unit-held')).toHaveLength(3);
    expect(many.filter(({ code }) => code === 'OPEN-1.too-many')).toHaveLength(17);
    expect((await openings.attempts(openingId)).items).toHaveLength(21);
    const cooling = await openings.open({ coolDownSeconds: 60 });
    await buy(cooling.unitId, wang, cast.zhou);
    await refusalOf(buy(cooling.unitId));
    expect(await refusalOf(buy(cooling.unitId))).toMatchObject({ code: 'OPEN-1.cool-down' });
  });

  it('OPEN-1 who has tried too often does not win either, until the time has passed', async () => {
    const { unitId, openingId } = await openings.announced({ attemptsMax: 1, windowSeconds: 600 });
    expect((await refusalOf(buy(unitId))).code).toBe('OPEN-1.not-open');
    await sales.service.rows(`update opening set opens_at = now() where id = ?`, [openingId]);
    expect((await refusalOf(buy(unitId))).code).toBe('OPEN-1.too-many');
    expect(await sales.service.rows('select from hold where unit_id = ?', [unitId])).toEqual([]);
    await sales.service.rows('update opening set window_seconds = 0 where id = ?', [openingId]);
    expect((await buy(unitId)).attemptId).toEqual(expect.any(String));
  });

  it('OPEN-1 ALL-5 nobody uses up the attempts of a colleague’s customer', async () => {
    const { openingId, unitId } = await openings.open();
    await buy(unitId, wang, cast.zhou);
    const others = [buy(unitId, lin, cast.zhou), buy(unitId, idOf('nobody')), buy(unitId, lin, cast.xu)];
    const refusals = await Promise.all(others.map(refusalOf));
    expect(refusals.map(({ code }) => code)).toEqual(['ALL-5.out-of-scope', 'ALL.unknown', 'ALL-5.out-of-scope']);
    expect((await openings.attempts(openingId)).items).toHaveLength(1);
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
    const { unitIds } = await openings.announced({}, 2);
    const free = await openings.unit();
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

  it('OPEN-1 favourites are marked within the limit, and the heat map counts them without names', async () => {
    const { openingId, unitIds } = await openings.announced({ favouritesMax: 2 }, 3);
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
