import { SubscriptionById, type SubscriptionState } from '#contracts/sales.js';
import { type SubscriptionList, Subscriptions } from '#contracts/sales-subscriptions.js';
import { Rate } from '#kernel/rate.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Offer } from '../entities/offer.js';
import { Project } from '../entities/project.js';
import { Subscription } from '../entities/subscription.js';
import { overdueOf } from '../rules/subscription.js';

@Controller()
export class SubscriptionQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(SubscriptionById)
  subscription({ payload, actor }: Asked<SubscriptionById>) {
    return this.unitOfWork.read(async (em) => {
      const found = await em.findOneOrFail(Subscription, payload.subscriptionId);
      const { id: subscriptionId, projectId, consultantId, unitId, customerId, state } = found;
      mayTouch(actor, { projectId, ownerId: consultantId });
      const { unitCode } = await em.findOneOrFail(Offer, unitId);
      const { dealPrice, derivation, deposit, depositType, paid, depositBy, signBy } = found;
      const buyers = found.buyers.map(({ share, ...buyer }) => ({ ...buyer, share: Rate.parse(share) }));
      const terms = { dealPrice, derivation, deposit, depositType, paid, depositBy, signBy, buyers };
      const standing = { state, overdue: overdueOf(found), ...changesOf(found) };
      return { subscriptionId, unitId, unitCode, projectId, customerId, consultantId, ...terms, ...standing };
    });
  }

  /** Ids are in the order of subscribing, so that a page begins after the last id of the one before. */
  @Answers(Subscriptions)
  subscriptions({ payload: { projectId, state, list, limit = 50, after }, actor }: Asked<Subscriptions>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const wanted = { projectId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const listed = list ? { ...onList[list], ...living } : {};
      const where = { $and: [inScope(actor, { project: 'projectId', owner: 'consultantId' }), wanted, listed] };
      const found = await em.find(Subscription, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const page = found.slice(0, limit);
      const offers = await em.find(Offer, { id: { $in: page.map(({ unitId }) => unitId) } });
      const codes = new Map(offers.map(({ id, unitCode }) => [id, unitCode]));
      const items = page.map((row) => ({ ...rowOf(row), unitCode: codes.get(row.unitId)! }));
      return { items, next: found.length > limit ? items.at(-1)!.subscriptionId : undefined };
    });
  }
}

const living = { state: { $in: ['awaiting-deposit', 'effective'] as SubscriptionState[] } };

/** What puts a living subscription on each list. */
const onList: Record<SubscriptionList, object> = {
  'deposit-short': { depositOverdueSince: { $ne: null }, referredAt: null },
  'not-signed': { signingOverdueSince: { $ne: null } },
  delayed: { delayOverdueSince: { $ne: null } },
  changing: { changeId: { $ne: null } },
  referred: { referredAt: { $ne: null } },
};

function rowOf(subscription: Subscription) {
  const { id: subscriptionId, unitId, customerId, consultantId, state, dealPrice, deposit, paid } = subscription;
  const { depositType, depositBy, signBy, changeId } = subscription;
  const terms = { dealPrice, deposit, paid, depositType, depositBy, signBy };
  const standing = { state, overdue: overdueOf(subscription), changeId: changeId ?? undefined };
  return { subscriptionId, unitId, customerId, consultantId, ...terms, ...standing };
}

function changesOf(subscription: Subscription) {
  const { cancelledFor, referredAt, changeId, swapOf, signLatestBy, mortgageRatio, keeps: kept } = subscription;
  return {
    ...{ kept, cancelledFor: cancelledFor ?? undefined, referredAt: referredAt ?? undefined },
    ...{ changeId: changeId ?? undefined, swapOf: swapOf ?? undefined, signLatestBy: signLatestBy ?? undefined },
    mortgageRatio: mortgageRatio ?? undefined,
  };
}
