import { MaliciousReservation, ReservationEnded } from '#contracts/sales-reservations.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { endHold } from '../entities/hold.js';
import { expiredOf, lockedReservation, type Reservation, reservationPolicy } from '../entities/reservation.js';
import { isMalicious, reservationDefaults } from '../rules/reservation.js';

/** What time makes of reservations. */
@Injectable()
export class ReservationClock {
  /** It expired unsold: the unit is free by itself (RES-1), and finance hears of it when that is too often (RES-2). */
  @WhenDue('RES-1.expiry')
  async expired({ about: reservationId }: Due, work: Work) {
    const { em, at, tell } = work;
    const reservation = await lockedReservation(em, reservationId);
    if (reservation.state !== 'live') return;
    const rule = 'RES-1.expired';
    Object.assign(reservation, { state: 'expired', endedAt: at, endedFor: rule });
    await endHold(em, reservationId, at, rule);
    await em.flush();
    const { unitId, projectId } = reservation;
    tell(Object.assign(new ReservationEnded(), { unitId, reservationId, projectId, rule }));
    await toldToFinance(reservation, work);
  }
}

async function toldToFinance({ id, projectId, holderId, customerId }: Reservation, work: Work): Promise<void> {
  const { own } = await reservationPolicy(work.em, projectId);
  const policy = { ...reservationDefaults, ...own };
  const since = new Date(work.at.getTime() - policy.maliciousDays * 86_400_000);
  const people = [
    { as: 'holder', column: 'holder_id', personId: holderId },
    { as: 'beneficiary', column: 'customer_id', personId: customerId },
  ] as const;
  for (const { as, column, personId } of people) {
    if (!personId) continue;
    const expired = await expiredOf(work.em, { projectId, column, personId }, since);
    if (!isMalicious(expired, policy)) continue;
    const facts = { personId, as, projectId, reservationId: id, expired, withinDays: policy.maliciousDays };
    work.tell(Object.assign(new MaliciousReservation(), facts));
  }
}
