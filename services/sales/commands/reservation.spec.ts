import {
  ExtendReservation,
  ReleaseReservation,
  ReservationById,
  ReservationEnded,
  Reservations,
  UnitReserved,
} from '#contracts/sales-reservations.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let lin: string;
beforeAll(async () => {
  sales = await SalesInTest.begin({ 'RES-1.expiry': 'P3D', 'RES-1.first-week': 'PT0S' });
  lin = await sales.customer();
});
afterAll(() => sales.service.close());

const holdsOf = (unitId: string) => sales.service.rows('select kind, ended_at from hold where unit_id = ?', [unitId]);
const daysAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const toldOf = async (unitId: string) =>
  (await sales.service.told(ReservationEnded)).filter((event) => event.unitId === unitId);
const release = (reservationId: string, by: Person = cast.li) =>
  sales.service.ask(ReleaseReservation, { reservationId, reason: '客户放弃' }, [by, 'reservation.make']);
const extend = (reservationId: string, differently: object = {}) =>
  sales.service.ask(ExtendReservation, { reservationId, reason: '再等等', ...differently }, [
    cast.li,
    'reservation.make',
  ]);
const read = (reservationId: string, by: Person = cast.li) =>
  sales.service.ask(ReservationById, { reservationId }, [by, 'report.desk']);

describe('RES-1 reservation', () => {
  it('RES-1 keeps the unit for somebody, with reason and expiry, and without money', async () => {
    const unitId = await sales.offered('3-1201');
    const { reservationId, state, extensionsLeft } = await sales.reserve(unitId);
    expect({ state, extensionsLeft }).toEqual({ state: 'live', extensionsLeft: 1 });
    expect(await holdsOf(unitId)).toEqual([{ kind: 'reservation', ended_at: null }]);
    const told = (await sales.service.told(UnitReserved)).filter((event) => event.unitId === unitId);
    expect(told).toEqual([expect.objectContaining({ reservationId, holderId: cast.li.id, reason: '老客户介绍' })]);
    expect(JSON.stringify(told)).not.toContain('何');
    expect(await read(reservationId)).toMatchObject({ beneficiary: '何**', holder: '李', unitCode: '3-1201' });
    await expect(sales.reserve(unitId, {}, cast.sun)).rejects.toMatchObject({
      ...{ code: 'HOLD-1.unit-held', facts: { by: '李', kind: 'reservation' } },
    });
  });

  it.each<[string, object]>([
    ['RES-1.for-whom', { beneficiary: undefined }],
    ['RES-1.for-whom', { customerId: idOf('x'), beneficiary: '何' }],
    ['RES-1.until-past', { until: daysAhead(-1) }],
    ['RES-1.too-long', { until: daysAhead(9) }],
    ['ALL.unknown', { customerId: idOf('nobody') }],
    ['ALL.unknown', { unitId: idOf('no unit') }],
  ])('%s: RES-1 refuses, and the unit stays free', async (code, differently) => {
    const unitId = await sales.offered(`4-${JSON.stringify([code, Object.keys(differently)])}`);
    await expect(sales.reserve(unitId, differently)).rejects.toMatchObject({ code });
    expect(await holdsOf(unitId)).toEqual([]);
  });

  it('RES-1 an expired reservation frees the unit by itself, once', async () => {
    const unitId = await sales.offered('3-1202');
    const { reservationId } = await sales.reserve(unitId, { customerId: lin });
    await sales.service.pass('RES-1.expiry', reservationId);
    expect(await toldOf(unitId)).toEqual([{ unitId, reservationId, projectId: project, rule: 'RES-1.expired' }]);
    expect(await read(reservationId)).toMatchObject({ state: 'expired', endedFor: 'RES-1.expired' });
    await sales.subscribe(unitId, { customerId: lin });
    await expect(release(reservationId)).rejects.toMatchObject({ code: 'RES-1.ended' });
  });

  it('RES-1 is extended as often as the project allows, and no further than its longest time', async () => {
    const { reservationId } = await sales.reserve(await sales.offered('3-1203'), { until: daysAhead(1) });
    await expect(extend(reservationId, { until: daysAhead(0.5) })).rejects.toMatchObject({ code: 'RES-1.no-later' });
    await expect(extend(reservationId, { until: daysAhead(9) })).rejects.toMatchObject({ code: 'RES-1.too-long' });
    expect((await extend(reservationId, { until: daysAhead(3) })).extensionsLeft).toBe(0);
    await expect(extend(reservationId)).rejects.toMatchObject({ code: 'RES-1.extended-enough' });
    const due = `select due_at > now() + interval '2 days' as later from deadline where about = ?`;
    expect(await sales.service.rows(due, [reservationId])).toEqual([{ later: true }]);
  });

  it('RES-1 is given back by its holder or the manager, and by nobody else', async () => {
    const unitId = await sales.offered('3-1204');
    const { reservationId } = await sales.reserve(unitId, {}, cast.feng);
    await expect(release(reservationId, cast.sun)).rejects.toMatchObject({ code: 'RES-1.not-yours' });
    expect(await release(reservationId, cast.li)).toMatchObject({ state: 'released' });
    expect(await toldOf(unitId)).toMatchObject([{ rule: 'RES-1.released' }]);
    const again = await sales.reserve(unitId, {}, cast.feng);
    expect(await release(again.reservationId, cast.feng)).toMatchObject({ state: 'released' });
  });

  it('RES-1 in the first seven days after the opening only the sales manager reserves', async () => {
    const [young, old] = [idOf('young'), idOf('old')];
    for (const [id, code] of [
      [young, 'YG'],
      [old, 'OD'],
    ] as const)
      await sales.opened(id, code);
    const offeredAt = new Date(Date.now() - 8 * 86_400_000);
    const [fresh, seasoned] = [
      await sales.offered('5-1201', { projectId: young }),
      await sales.offered('6-1201', { projectId: old, offeredAt }),
    ];
    for (const other of [cast.feng, cast.chen, cast.sun]) {
      const code = 'RES-1.first-week';
      await expect(sales.reserve(fresh, {}, other)).rejects.toMatchObject({
        code,
        facts: { until: expect.anything() },
      });
    }
    expect(await sales.reserve(fresh, {}, cast.li)).toMatchObject({ state: 'live' });
    expect(await sales.reserve(seasoned, {}, cast.feng)).toMatchObject({ state: 'live' });
  });

  it('RES-1 ALL-5 roles without the right, and projects out of reach, are refused', async () => {
    const unitId = await sales.offered('3-1205');
    for (const other of [cast.zhao, cast.wang, cast.qin])
      await expect(sales.reserve(unitId, {}, other)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const page = await sales.service.ask(Reservations, { projectId: project, state: 'live', limit: 1 }, [
      ...([cast.li, 'report.desk'] as const),
    ]);
    expect(page).toMatchObject({ items: [{ state: 'live' }], next: page.items[0].reservationId });
  });

  it('HOLD-1 ALL-8 of many reservations and subscriptions at once exactly one has the unit', async () => {
    const unitId = await sales.offered('3-1206');
    const attempts = Array.from({ length: 20 }, (_, at) =>
      at % 2 ? sales.reserve(unitId) : sales.subscribe(unitId, { customerId: lin }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await holdsOf(unitId)).toHaveLength(1);
    const other = await sales.offered('3-1207');
    const ask = () => sales.reserve(other, {}, cast.li, 'reserve-1');
    expect(await ask()).toEqual(await ask());
  });

  it('RES-1 INV-5 a withheld unit is not reserved', async () => {
    const unitId = await sales.offered('3-1208');
    await sales.service.rows('update unit_offer set withheld = true where id = ?', [unitId]);
    await expect(sales.reserve(unitId)).rejects.toMatchObject({ code: 'INV-5.unit-withheld' });
  });
});
