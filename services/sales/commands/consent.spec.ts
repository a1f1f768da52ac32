import { UnitRepriced } from '#contracts/inventory.js';
import { SubscriptionById, UnitSubscribed } from '#contracts/sales.js';
import { AnswerConsent, AskConsent, ReservationById, ReservationEnded } from '#contracts/sales-reservations.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let [lin, wang]: [string, string] = ['', ''];
beforeAll(async () => {
  sales = await SalesInTest.begin({ 'RES-1.first-week': 'PT0S' });
  [lin, wang] = [await sales.customer(), await sales.customer()];
});
afterAll(() => sales.service.close());

const ask = (reservationId: string, customerId = wang, by: Person = cast.sun) =>
  sales.service.ask(AskConsent, { reservationId, customerId, reason: '家人代购' }, [by, 'subscription.make']);
const answer = (reservationId: string, as: object, by: Person = cast.li) =>
  sales.service.ask(AnswerConsent, { reservationId, customerId: wang, ...as }, [by, 'reservation.consent']);
const buy = (unitId: string, customerId: string, by: Person = cast.sun) => sales.subscribe(unitId, { customerId }, by);
const liveOf = (unitId: string) =>
  sales.service.rows('select id, kind from hold where unit_id = ? and ended_at is null', [unitId]);

async function reserved(code: string, by: Person = cast.li) {
  const unitId = await sales.offered(code);
  const { reservationId } = await sales.reserve(unitId, { customerId: lin }, by);
  return { unitId, reservationId: reservationId as string };
}

describe('RES-1 a reserved unit is sold', () => {
  it('RES-1 by the supervisor to whom it was reserved for, in one step', async () => {
    const { unitId, reservationId } = await reserved('3-1201');
    await expect(buy(unitId, lin, cast.zhao)).rejects.toMatchObject({
      ...{ code: 'RES-1.supervisor-sells', facts: { unit: '3-1201', by: '李' } },
    });
    const { subscriptionId } = await buy(unitId, lin);
    expect(await liveOf(unitId)).toEqual([{ id: subscriptionId, kind: 'subscription' }]);
    const ended = (await sales.service.told(ReservationEnded)).filter((event) => event.unitId === unitId);
    expect(ended).toEqual([{ unitId, reservationId, projectId: project, rule: 'RES-1.sold', subscriptionId }]);
    const order = 'select type from outbox where about = ? order by sequence desc limit 2';
    const types = (await sales.service.rows<{ type: string }>(order, [unitId])).map(({ type }) => type);
    expect(types).toEqual(['sales.unit-subscribed.v1', 'sales.reservation-ended.v1']);
    const sheet = await sales.service.ask(SubscriptionById, { subscriptionId }, [cast.zhao, 'report.desk']);
    expect(sheet.consultantId).toBe(cast.zhao.id);
    expect(await sales.service.told(UnitSubscribed)).toHaveLength(1);
  });

  it('RES-1 to somebody else only after the holder has consented', async () => {
    const { unitId, reservationId } = await reserved('3-1202', cast.feng);
    await expect(buy(unitId, wang)).rejects.toMatchObject({ code: 'RES-1.consent-missing', facts: { by: '冯' } });
    await expect(ask(reservationId, lin)).rejects.toMatchObject({ code: 'RES-1.consent-not-needed' });
    await expect(ask(reservationId, wang, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await ask(reservationId);
    await expect(ask(reservationId)).rejects.toMatchObject({ code: 'RES-1.consent-asked' });
    await expect(buy(unitId, wang)).rejects.toMatchObject({ facts: { stateEn: 'not answered yet' } });
    const theirs = answer(reservationId, { decision: 'consent' }, cast.li);
    await expect(theirs).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await answer(reservationId, { decision: 'consent' }, cast.feng);
    const { subscriptionId } = await buy(unitId, wang);
    expect(await liveOf(unitId)).toEqual([{ id: subscriptionId, kind: 'subscription' }]);
    const sheet = await sales.service.ask(ReservationById, { reservationId }, [cast.feng, 'report.desk']);
    expect(sheet).toMatchObject({ state: 'sold', subscriptionId, consents: [{ state: 'consent' }] });
  });

  it('RES-1 a refused consent stands, with its reason', async () => {
    const { unitId, reservationId } = await reserved('3-1203');
    await expect(answer(reservationId, { decision: 'consent' })).rejects.toMatchObject({
      code: 'RES-1.consent-not-asked',
    });
    await ask(reservationId);
    await expect(answer(reservationId, { decision: 'refuse' })).rejects.toMatchObject({ code: 'RES-1.refusal-reason' });
    await answer(reservationId, { decision: 'refuse', reason: '留给老客户' });
    await expect(buy(unitId, wang)).rejects.toMatchObject({
      ...{ code: 'RES-1.consent-refused', facts: { reason: '留给老客户' } },
    });
    expect(await liveOf(unitId)).toEqual([{ id: reservationId, kind: 'reservation' }]);
  });

  it('RES-1 HOLD-2 nobody comes between: supervisors, consultants and the expiry at the same instant', async () => {
    for (const code of ['4-1', '4-2', '4-3', '4-4']) {
      const { unitId, reservationId } = await reserved(code);
      const others = Array.from({ length: 6 }, () => buy(unitId, wang, cast.zhao));
      const expiry = sales.service.pass('RES-1.expiry', reservationId);
      const outcomes = await Promise.allSettled([buy(unitId, lin), buy(unitId, lin), ...others]);
      await Promise.allSettled([expiry]);
      const won = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(won).toHaveLength(1);
      expect(await liveOf(unitId)).toMatchObject([{ kind: 'subscription' }]);
      const [{ state }] = (await sales.service.rows<{ state: string }>('select state from reservation where id = ?', [
        reservationId,
      ])) as [{ state: string }];
      expect(['sold', 'expired']).toContain(state);
    }
  });

  it('RES-1 INV-3 the buyer gets the price that was kept with the reservation', async () => {
    const { unitId } = await reserved('3-1204');
    const price = { pricePerM2: '13000.00', totalPrice: '1300000.00', floorPrice: '1100000.00', priceVersion: 2 };
    await sales.service.hear(UnitRepriced, { unitId, projectId: project, priceChangeId: idOf('change'), ...price });
    expect((await buy(unitId, lin)).dealPrice).toBe('1200000.00');
  });

  it('RES-1 the database itself refuses a sale without consent, and a reservation without its hold', async () => {
    const { unitId, reservationId } = await reserved('3-1205');
    const sold = `update reservation set state = 'sold', ended_at = now(), subscription_id = id, sold_to_id = ?
      where id = ?`;
    await expect(sales.service.rows(sold, [wang, reservationId])).rejects.toThrow(/has not consented/);
    await expect(sales.service.rows('update hold set ended_at = now() where unit_id = ?', [unitId])).rejects.toThrow(
      /do not agree/,
    );
    const ended = `update reservation set state = 'expired', ended_at = now() where id = ?`;
    await expect(sales.service.rows(ended, [reservationId])).rejects.toThrow(/do not agree/);
  });
});
