import type { SubscribeUnit } from '#contracts/sales.js';
import { ReservationEnded } from '#contracts/sales-reservations.js';
import { refuse } from '#kernel/refusal.js';
import type { Asked } from '#messaging/answer.js';
import { actsAs } from '#permissions/scope.js';
import type { Work } from '#persistence/work.js';
import { passHold, refuseHeld, type Held } from '../entities/hold.js';
import { liveReservation, ReservationConsent } from '../entities/reservation.js';
import { refuseWithoutConsent } from '../rules/reservation.js';

/** What has the unit is a refusal, but for a reservation when the sales supervisor subscribes (RES-1, §3.2.4). */
export function refuseUnlessReserved({ actor }: Asked<SubscribeUnit>, held: Held): void {
  if (held.kind !== 'reservation') refuseHeld(held);
  const { unit, by, since, projectId } = held;
  if (!actsAs(actor, 'sales_supervisor', projectId)) refuse('RES-1.supervisor-sells', { unit, by, since });
}

/** The reservation ends and makes room for this subscription, in the same transaction: nobody comes between (RES-1). */
export async function sellReserved(asked: Asked<SubscribeUnit>, subscriptionId: string, work: Work): Promise<void> {
  const { em, at, tell, deadlines } = work;
  const { unitId, customerId: soldToId } = asked.payload;
  const reservation = await liveReservation(em, unitId);
  if (!reservation) return;
  const { id: reservationId, projectId } = reservation;
  const consent = await em.findOne(ReservationConsent, { reservationId, customerId: soldToId });
  refuseWithoutConsent(reservation, soldToId, consent);
  const rule = 'RES-1.sold';
  Object.assign(reservation, { state: 'sold', endedAt: at, endedFor: rule, subscriptionId, soldToId });
  await passHold(em, reservationId, at, rule);
  deadlines.clear('RES-1.expiry', reservationId);
  tell(Object.assign(new ReservationEnded(), { unitId, reservationId, projectId, rule, subscriptionId }));
}
