import { SigningDelays, SubscriptionChanges } from '#contracts/sales-subscriptions.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Offer } from '../entities/offer.js';
import { Project } from '../entities/project.js';
import { SigningDelay } from '../entities/signing-delay.js';
import { SubscriptionChange } from '../entities/subscription-change.js';
import { Subscription } from '../entities/subscription.js';
import { overdueOf } from '../rules/subscription.js';

@Controller()
export class ChangeQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Renames, swaps and withdrawals, in the order of asking (SUB-5, SUB-6). */
  @Answers(SubscriptionChanges)
  changes({ payload, actor }: Asked<SubscriptionChanges>) {
    const { projectId, kind, state, limit = 50, after } = payload;
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId, ownerId: actor.id });
      const wanted = { ...(kind && { kind }), ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const where = {
        $and: [inScope(actor, { project: 'projectId', owner: 'requestedById' }), { projectId, ...wanted }],
      };
      const found = await em.find(SubscriptionChange, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(changeRow);
      return { items, next: found.length > limit ? items.at(-1)!.changeId : undefined };
    });
  }

  /** Delayed signings, in the order of asking (SUB-7). */
  @Answers(SigningDelays)
  delays({ payload: { projectId, state, limit = 50, after }, actor }: Asked<SigningDelays>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const wanted = { projectId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const where = { $and: [inScope(actor, { project: 'projectId', owner: 'consultantId' }), wanted] };
      const found = await em.find(SigningDelay, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const page = found.slice(0, limit);
      const subscriptions = await em.find(Subscription, { id: { $in: page.map((row) => row.subscriptionId) } });
      const offers = await em.find(Offer, { id: { $in: subscriptions.map(({ unitId }) => unitId) } });
      const items = page.map((row) => delayRow(row, subscriptions, offers));
      return { items, next: found.length > limit ? items.at(-1)!.delayId : undefined };
    });
  }
}

function changeRow(change: SubscriptionChange) {
  const { id: changeId, kind, state, subscriptionId, unitId, reason, attachment, requestedAt } = change;
  const { toSubscriptionId, endedAt, endedFor } = change;
  return {
    ...{ changeId, kind, state, subscriptionId, unitId, reason, attachment, requestedAt },
    ...{ toSubscriptionId: toSubscriptionId ?? undefined, endedAt: endedAt ?? undefined },
    endedFor: endedFor ?? undefined,
  };
}

function delayRow(delay: SigningDelay, subscriptions: Subscription[], offers: Offer[]) {
  const { id: delayId, subscriptionId, state, signBy, reason, requestedAt } = delay;
  const subscription = subscriptions.find(({ id }) => id === subscriptionId)!;
  const { unitCode } = offers.find(({ id }) => id === subscription.unitId)!;
  const overdue = overdueOf(subscription).length > 0;
  return { delayId, subscriptionId, unitCode, state, signBy, reason, requestedAt, overdue };
}
