import { ReleaseReservation, MaliciousReservation, MaliciousReservations } from '#contracts/sales-reservations.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from '../commands/in-test.js';

let sales: SalesInTest;
let lin: string;
beforeAll(async () => {
  sales = await SalesInTest.begin({ 'RES-1.first-week': 'PT0S' });
  lin = await sales.customer();
});
afterAll(() => sales.service.close());

const list = (by: Person = cast.zheng, more: object = {}) =>
  sales.service.ask(MaliciousReservations, { projectId: project, ...more }, [by, 'report.finance']);
let units = 0;

async function expired(by: Person, forWhom: object = {}): Promise<string> {
  const { reservationId } = await sales.reserve(await sales.offered(`3-${++units}`), forWhom, by);
  await sales.service.pass('RES-1.expiry', reservationId);
  return reservationId;
}

describe('RES-2 malicious reservations', () => {
  it('RES-2 the third that expires unsold within 30 days puts its holder on finance’s list, told once', async () => {
    const first = await expired(cast.feng);
    await expired(cast.feng);
    const released = await sales.reserve(await sales.offered('4-1'), {}, cast.feng);
    const release = { reservationId: released.reservationId, reason: '放弃' };
    await sales.service.ask(ReleaseReservation, release, [cast.feng, 'reservation.make']);
    expect((await list()).items).toEqual([]);
    const third = await expired(cast.feng);
    await expired(cast.feng);
    expect((await list()).items).toEqual([
      { as: 'holder', personId: cast.feng.id, name: '冯', expired: 4, lastAt: expect.any(String) },
    ]);
    expect(await sales.service.told(MaliciousReservation)).toEqual([
      expect.objectContaining({ personId: cast.feng.id, reservationId: third, expired: 3, withinDays: 30 }),
    ]);
    expect(first).not.toBe(third);
  });

  it('RES-2 counts the beneficiary too, whoever reserved, and shows the name masked', async () => {
    for (const by of [cast.li, cast.sun, cast.chen]) await expired(by, { customerId: lin });
    const { items } = await list();
    expect(items).toContainEqual({
      ...{ as: 'beneficiary', personId: lin, name: '林**', expired: 3, lastAt: expect.any(String) },
    });
    const page = await list(cast.zheng, { limit: 1 });
    expect(page.items).toHaveLength(1);
    expect((await list(cast.zheng, { after: page.next })).items).toEqual(items.slice(1));
  });

  it('RES-2 forgets what expired longer ago than the window', async () => {
    const settings = { extensionsMax: 0, maliciousCount: 2, maliciousDays: 10 };
    await sales.service.rows('update project set reservation_policy = ? where id = ?', [
      ...[JSON.stringify(settings), project],
    ]);
    for (let n = 0; n < 2; n++) {
      const { reservationId } = await sales.reserve(await sales.offered(`5-${n}`), {}, cast.chen);
      const ended = n ? 'now()' : `now() - interval '11 days'`;
      await sales.service.rows(
        `with over as (update hold set ended_at = ${ended} where id = ?)
         update reservation set state = 'expired', ended_at = ${ended} where id = ?`,
        [reservationId, reservationId],
      );
    }
    const chen = (await list()).items.filter(({ personId }: { personId: string }) => personId === cast.chen.id);
    expect(chen).toMatchObject([{ expired: 2 }]);
  });

  it('RES-2 counts right when many expire at once', async () => {
    const reserved = [];
    for (let n = 0; n < 6; n++)
      reserved.push((await sales.reserve(await sales.offered(`6-${n}`), {}, cast.sun)).reservationId as string);
    const told = async () =>
      (await sales.service.told(MaliciousReservation)).filter(({ personId }) => personId === cast.sun.id).length;
    const before = await told();
    await Promise.all(reserved.map((id) => sales.service.pass('RES-1.expiry', id)));
    expect((await told()) - before).toBe(1);
  });

  it('RES-2 is read by those with finance reports of the project, and not by others', async () => {
    for (const other of [cast.zhao, cast.sun, cast.qian])
      await expect(list(other)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(list(cast.zheng, { projectId: idOf('nowhere') })).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});
