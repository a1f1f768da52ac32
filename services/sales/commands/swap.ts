import { SwapRequested, SwapUnit } from '#contracts/sales-subscriptions.js';
import { UnitSubscribed } from '#contracts/sales.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Controller } from '@nestjs/common';
import { dealFor, type Deal } from '../entities/deal.js';
import { Hold, refuseHeld, takeHold } from '../entities/hold.js';
import { SubscriptionChange } from '../entities/subscription-change.js';
import { clearDeadlines, subscribedFacts, Subscription, subscriptionWithUnit } from '../entities/subscription.js';
import { refuseUnlessChangeable } from '../rules/change.js';
import { depositPolicy, mortgageRatio, subscriptionTerms } from '../rules/subscription.js';

@Controller()
export class SwapCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The other unit is held at once; this one stays held with its deadlines standing still, until all is complete. */
  @Answers(SwapUnit)
  swap(asked: Asked<SwapUnit>) {
    const { subscriptionId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, tell, deadlines, at } = work;
      const { subscription, unitCode } = await subscriptionWithUnit(em, subscriptionId);
      const { projectId, unitId } = subscription;
      mayTouch(asked.actor, { projectId });
      refuseUnlessChangeable(subscription, unitCode, at);
      const changeId = newId();
      const to = await subscribedInstead(subscription, changeId, asked, work);
      const target = { toSubscriptionId: to.id, toUnitId: to.unitId };
      const change = em.create(SubscriptionChange, { ...wanted(changeId, subscription, asked), ...target });
      subscription.changeId = changeId;
      clearDeadlines(subscriptionId, deadlines);
      tell(Object.assign(new SwapRequested(), { unitId, subscriptionId, projectId, changeId, ...target, reason }));
      return { changeId, kind: change.kind, state: change.state, subscriptionId, toSubscriptionId: to.id };
    });
  }
}

/** A subscription of the other unit for the same buyers, on terms of today; its consultant is the same. */
async function subscribedInstead(from: Subscription, changeId: string, asked: Asked<SwapUnit>, work: Work) {
  const { em, tell, deadlines, at } = work;
  const { unitId, planId = from.planId, discountIds, deposit: wantedDeposit } = asked.payload;
  const { customerId, buyers, projectId, consultantId, depositType } = from;
  const people = buyers.map((buyer) => ({ ...buyer, share: Rate.parse(buyer.share) }));
  const deal = await dealFor(em, { unitId, customerId, planId, discountIds, buyers: people });
  mayTouch(asked.actor, { projectId: deal.projectId });
  if (deal.held) refuseHeld(deal.held);
  const policy = depositPolicy(deal.policy, deal.unitCode, wantedDeposit);
  const terms = subscriptionTerms(deal, deal.plan, deal.discounts, policy, at);
  const ids = { id: newId(), unitId, projectId, customerId, buyers, consultantId, planId, changeId, swapOf: from.id };
  const made = { paid: Money.zero, state: 'awaiting-deposit' as const, subscribedAt: at };
  const subscription = em.create(Subscription, { ...ids, ...terms, ...made, ...agreed(deal, terms), depositType });
  const { id } = subscription;
  const { ownerId, ownerName } = await em.findOneOrFail(Hold, from.id);
  const owner = { actor: { id: ownerId, name: ownerName }, key: asked.key };
  await takeHold(em, { id, unitId, projectId, kind: 'subscription', since: at }, owner);
  deadlines.set('SUB-3.deposit', id, terms.depositBy);
  deadlines.set('SUB-7.signing', id, terms.signBy);
  tell(Object.assign(new UnitSubscribed(), subscribedFacts(subscription, deal)));
  return subscription;
}

function agreed({ plan, retainShare }: Deal, { dealPrice }: { dealPrice: Money }) {
  return { retainShare, mortgageRatio: mortgageRatio(plan.lines, dealPrice) };
}

function wanted(id: string, { id: subscriptionId, projectId, unitId }: Subscription, asked: Asked<SwapUnit>) {
  const { reason, attachment } = asked.payload;
  const by = { requestedById: asked.actor.id, requestedAt: asked.at };
  const state = 'requested' as const;
  return { id, kind: 'swap' as const, projectId, subscriptionId, unitId, state, reason, attachment, ...by };
}
