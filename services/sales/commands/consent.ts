import { AnswerConsent, AskConsent, ConsentAnswered } from '#contracts/sales-reservations.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { actsAs, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Customer } from '../entities/customer.js';
import { lockedReservation, ReservationConsent } from '../entities/reservation.js';
import { refuseEnded, refuseNeedlessAsking } from '../rules/reservation.js';

/** Somebody else is to buy what was reserved: the supervisor asks, the holder answers (RES-1, §3.2.4). */
@Controller()
export class ConsentCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(AskConsent)
  ask(asked: Asked<AskConsent>) {
    const { reservationId, customerId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const reservation = await lockedReservation(em, reservationId);
      const { projectId, holderName: by, unitCode: unit, reservedAt: since } = reservation;
      mayTouch(asked.actor, { projectId });
      if (!actsAs(asked.actor, 'sales_supervisor', projectId)) refuse('RES-1.supervisor-sells', { unit, by, since });
      refuseEnded(reservation);
      await em.findOneOrFail(Customer, { id: customerId, projectId });
      const earlier = await em.findOne(ReservationConsent, { reservationId, customerId });
      refuseNeedlessAsking(reservation, customerId, earlier);
      const asking = { askedById: actor.id, askedAt: at, askedFor: reason };
      em.create(ReservationConsent, { id: newId(), reservationId, customerId, ...asking });
      return { reservationId, customerId, state: 'asked' as const };
    });
  }

  @Answers(AnswerConsent)
  answer(asked: Asked<AnswerConsent>) {
    const { reservationId, customerId, decision, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, tell }) => {
      const reservation = await lockedReservation(em, reservationId);
      const { projectId, holderId: ownerId, unitId, unitCode: unit } = reservation;
      mayTouch(asked.actor, { projectId, ownerId });
      refuseEnded(reservation);
      if (decision === 'refuse' && !reason?.trim()) refuse('RES-1.refusal-reason', {});
      const consent = await em.findOne(ReservationConsent, { reservationId, customerId });
      if (!consent || consent.decision) refuse('RES-1.consent-not-asked', { unit });
      Object.assign(consent, { decision, reason, answeredAt: at });
      const facts = { unitId, reservationId, projectId, customerId, decision, reason };
      tell(Object.assign(new ConsentAnswered(), facts));
      return { reservationId, customerId, state: decision };
    });
  }
}
