import { DepositReferred, KeepSubscription, ReferDeposit, SubscriptionKept } from '#contracts/sales-subscriptions.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { subscriptionWithUnit } from '../entities/subscription.js';
import { SubscriptionKeep } from '../entities/subscription-keep.js';
import { keepsMaxDefault, keptUntil, refuseUnlessShort } from '../rules/keep.js';

/** What the consultant does with a subscription whose deposit is short (SUB-4). */
@Controller()
export class KeepCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Off the list until the new date passes (SUB-4). */
  @Answers(KeepSubscription)
  keep(asked: Asked<KeepSubscription>) {
    const { until: day, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, actor, at }) => {
      const { subscription, unitCode: unit } = await subscriptionWithUnit(em, asked.payload.subscriptionId);
      const { id: subscriptionId, projectId, unitId, consultantId: ownerId } = subscription;
      mayTouch(asked.actor, { projectId, ownerId });
      const { deadlines: lengths, subscriptionPolicy } = await em.findOneOrFail(Project, projectId);
      const policy = { keepsMax: subscriptionPolicy?.keepsMax ?? keepsMaxDefault, lengths };
      const until = keptUntil({ ...subscription, unit }, day, policy, at);
      const times = subscription.keeps + 1;
      Object.assign(subscription, { keeps: times, depositBy: until, depositOverdueSince: null });
      em.create(SubscriptionKeep, { id: newId(), subscriptionId, place: times, until, reason, byId: actor.id, at });
      deadlines.set('SUB-4.deposit-rest', subscriptionId, until);
      tell(Object.assign(new SubscriptionKept(), { unitId, subscriptionId, projectId, until, reason, times }));
      return { subscriptionId, depositBy: until, times };
    });
  }

  /** From now on finance decides (SUB-4). */
  @Answers(ReferDeposit)
  refer(asked: Asked<ReferDeposit>) {
    const { subscriptionId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, at }) => {
      const { subscription, unitCode } = await subscriptionWithUnit(em, subscriptionId);
      const { projectId, unitId, consultantId: ownerId } = subscription;
      mayTouch(asked.actor, { projectId, ownerId });
      refuseUnlessShort(subscription, unitCode);
      subscription.referredAt = at;
      tell(Object.assign(new DepositReferred(), { unitId, subscriptionId, projectId, reason }));
      return { subscriptionId, referredAt: at };
    });
  }
}
