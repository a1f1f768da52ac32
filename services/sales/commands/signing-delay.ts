import { DecideSigningDelay, RequestSigningDelay, SigningDelayApproved } from '#contracts/sales-subscriptions.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { SigningDelay } from '../entities/signing-delay.js';
import { lockedSubscription, subscriptionWithUnit } from '../entities/subscription.js';
import { delayDecided, delayedUntil } from '../rules/signing.js';

/** Signing later than the deadline and a month needs the general manager (SUB-7). */
@Controller()
export class SigningDelayCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RequestSigningDelay)
  request(asked: Asked<RequestSigningDelay>) {
    const { subscriptionId, until, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const { subscription, unitCode: unit } = await subscriptionWithUnit(em, subscriptionId);
      const { projectId, consultantId } = subscription;
      mayTouch(asked.actor, { projectId, ownerId: consultantId });
      const signBy = delayedUntil(subscription, until, unit, at);
      if (await em.count(SigningDelay, { subscriptionId, state: 'requested' })) refuse('SUB-7.requested', { unit });
      const ids = { id: newId(), subscriptionId, projectId, consultantId, signBy, reason };
      const by = { requestedById: actor.id, requestedAt: at };
      return answerOf(em.create(SigningDelay, { ...ids, ...by, state: 'requested' }));
    });
  }

  @Answers(DecideSigningDelay)
  decide(asked: Asked<DecideSigningDelay>) {
    const { delayId, decision, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, actor, at } = work;
      const delay = await em.findOneOrFail(SigningDelay, delayId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      mayTouch(asked.actor, { projectId: delay.projectId, ownerId: delay.consultantId });
      const state = delayDecided(delay, { id: actor.id, decision, reason });
      Object.assign(delay, { state, decidedById: actor.id, decidedAt: at, decisionReason: reason ?? null });
      if (state === 'approved') await approved(delay, work);
      return answerOf(delay);
    });
  }
}

/** Off the lists until the new day passes; that day is the last one, without another month. */
async function approved(delay: SigningDelay, { em, tell, deadlines }: Work): Promise<void> {
  const { id: delayId, subscriptionId, projectId, signBy, reason } = delay;
  const subscription = await lockedSubscription(em, subscriptionId);
  if (subscription.state !== 'effective') return;
  const late = { signingOverdueSince: null, delayOverdueSince: null };
  Object.assign(subscription, { signBy, signLatestBy: signBy, ...late });
  deadlines.clear('SUB-7.delay', subscriptionId);
  deadlines.set('SUB-7.signing', subscriptionId, signBy);
  const { unitId } = subscription;
  tell(Object.assign(new SigningDelayApproved(), { unitId, subscriptionId, projectId, delayId, signBy, reason }));
}

function answerOf({ id: delayId, subscriptionId, state, signBy }: SigningDelay) {
  return { delayId, subscriptionId, state, signBy };
}
