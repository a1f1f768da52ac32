import { PermitResumed, PermitSuspended, ResumePermit, SuspendPermit } from '#contracts/inventory-terms.js';
import { dayOf, endOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Permit } from '../entities/permit.js';
import { refuseUnlessSuspendable, validAgain } from '../rules/permit.js';

@Controller()
export class PermitStandingCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** From now on nothing is offered or subscribed under it (INV-4). */
  @Answers(SuspendPermit)
  suspend(asked: Asked<SuspendPermit>) {
    return this.change(asked, async (permit, { tell }) => {
      refuseUnlessSuspendable(permit);
      permit.state = 'suspended';
      const { id: permitId, projectId, number } = permit;
      const { reason } = asked.payload;
      tell(Object.assign(new PermitSuspended(), { permitId, projectId, number, cause: 'suspended', reason }));
    });
  }

  /** A suspension is lifted, or an expired or running permit is extended to another day. */
  @Answers(ResumePermit)
  resume(asked: Asked<ResumePermit>) {
    return this.change(asked, async (permit, { at, tell, deadlines }) => {
      const validUntil = validAgain(permit, asked.payload.validUntil, dayOf(at));
      Object.assign(permit, { state: 'effective', validUntil });
      const { id: permitId, projectId, number } = permit;
      if (validUntil) deadlines.set('INV-4.permit-expiry', permitId, endOf(validUntil));
      const until = validUntil ? { validUntil } : {};
      tell(Object.assign(new PermitResumed(), { permitId, projectId, number, reason: asked.payload.reason, ...until }));
    });
  }

  private change(asked: Asked<SuspendPermit>, take: (permit: Permit, work: Work) => Promise<void>) {
    const { payload, actor } = asked;
    return this.unitOfWork.run(asked, async (work) => {
      const lockMode = LockMode.PESSIMISTIC_WRITE;
      const permit = await work.em.findOneOrFail(Permit, payload.permitId, { lockMode });
      mayTouch(actor, permit);
      await take(permit, work);
      Object.assign(permit, { changedFor: payload.reason, changedBy: work.actor.id, changedAt: work.at });
      return { permitId: permit.id, state: permit.state };
    });
  }
}
