import {
  ExtendReservation,
  ReleaseReservation,
  ReservationEnded,
  ReservationExtended,
  ReserveUnit,
  UnitReserved,
} from '#contracts/sales-reservations.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { actsAs, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Customer } from '../entities/customer.js';
import { endHold, takeHold } from '../entities/hold.js';
import { Offer } from '../entities/offer.js';
import { lockedReservation, openedAt, Reservation, reservationPolicy } from '../entities/reservation.js';
import * as rules from '../rules/reservation.js';

/** A unit is kept for somebody, without money (RES-1). */
@Controller()
export class ReservationCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ReserveUnit)
  reserve(asked: Asked<ReserveUnit>) {
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, at }) => {
      const offer = await reservable(em, asked);
      const { projectId, policy, until } = await termsOf(em, asked, offer);
      const reservation = em.create(Reservation, { ...wanted(asked, offer), until });
      const { id, unitId, unitCode, holderId, customerId, reason } = reservation;
      await takeHold(em, { id, unitId, projectId, kind: 'reservation', since: at }, asked);
      deadlines.set('RES-1.expiry', id, until);
      const ids = { unitId, reservationId: id, projectId, unitCode, holderId, customerId: customerId ?? undefined };
      tell(Object.assign(new UnitReserved(), ids, { until, reason }));
      return standing(reservation, policy);
    });
  }

  @Answers(ExtendReservation)
  extend(asked: Asked<ExtendReservation>) {
    const { reservationId, until: wished, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, at }) => {
      const reservation = await theirs(em, asked, reservationId);
      const { own, deadlines: lengths } = await reservationPolicy(em, reservation.projectId);
      const policy = { ...rules.reservationDefaults, ...own };
      rules.refuseExtended(reservation, policy);
      const until = rules.reservedUntil(wished, reservation.until, at, lengths);
      if (until <= reservation.until) refuse('RES-1.no-later', { until: reservation.until });
      Object.assign(reservation, { until, extensions: reservation.extensions + 1 });
      deadlines.set('RES-1.expiry', reservationId, until);
      const { unitId, projectId } = reservation;
      tell(Object.assign(new ReservationExtended(), { unitId, reservationId, projectId, until, reason }));
      return standing(reservation, policy);
    });
  }

  @Answers(ReleaseReservation)
  release(asked: Asked<ReleaseReservation>) {
    const { reservationId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, at }) => {
      const reservation = await theirs(em, asked, reservationId);
      const { unitId, projectId } = reservation;
      const { own } = await reservationPolicy(em, projectId);
      const rule = 'RES-1.released';
      Object.assign(reservation, { state: 'released', endedAt: at, endedFor: rule });
      await endHold(em, reservationId, at, rule);
      deadlines.clear('RES-1.expiry', reservationId);
      tell(Object.assign(new ReservationEnded(), { unitId, reservationId, projectId, rule }));
      return standing(reservation, { ...rules.reservationDefaults, ...own });
    });
  }
}

/** The unit, if it is in sale and within reach. Who holds it is said by the hold itself. */
async function reservable(em: EntityManager, { payload, actor }: Asked<ReserveUnit>): Promise<Offer> {
  const offer = await em.findOneOrFail(Offer, payload.unitId);
  mayTouch(actor, { projectId: offer.projectId });
  if (offer.withheld) refuse('INV-5.unit-withheld', { unit: offer.unitCode });
  const { customerId, beneficiary } = payload;
  if (Boolean(customerId) === Boolean(beneficiary)) refuse('RES-1.for-whom', {});
  if (customerId) await em.findOneOrFail(Customer, { id: customerId, projectId: offer.projectId });
  return offer;
}

async function termsOf(em: EntityManager, { payload, actor, at }: Asked<ReserveUnit>, { projectId }: Offer) {
  const { own, deadlines } = await reservationPolicy(em, projectId);
  const opened = await openedAt(em, projectId);
  rules.refuseInFirstWeek(actsAs(actor, 'sales_manager', projectId), opened, at, deadlines);
  const until = rules.reservedUntil(payload.until, at, at, deadlines);
  return { projectId, policy: { ...rules.reservationDefaults, ...own }, until };
}

function wanted({ payload, actor, at }: Asked<ReserveUnit>, { projectId, unitCode }: Offer) {
  const { unitId, customerId, beneficiary, reason } = payload;
  const holder = { holderId: actor.id, holderName: actor.name };
  const facts = { id: newId(), unitId, unitCode, projectId, ...holder, customerId, beneficiary, reason };
  return { ...facts, reservedAt: at, extensions: 0, state: 'live' as const };
}

/** The live reservation of whoever holds it, or any for the sales manager (RES-1). */
async function theirs(em: EntityManager, { actor }: Asked<object>, id: string): Promise<Reservation> {
  const reservation = await lockedReservation(em, id);
  const { projectId, holderId, holderName: by, unitCode: unit } = reservation;
  mayTouch(actor, { projectId, ownerId: holderId });
  if (holderId !== actor.id && !actsAs(actor, 'sales_manager', projectId)) refuse('RES-1.not-yours', { unit, by });
  rules.refuseEnded(reservation);
  return reservation;
}

function standing({ id, state, until, extensions, endedAt }: Reservation, { extensionsMax }: rules.ReservationPolicy) {
  const extensionsLeft = Math.max(0, extensionsMax - extensions);
  return { reservationId: id, state, until: endedAt ?? until, extensionsLeft };
}
