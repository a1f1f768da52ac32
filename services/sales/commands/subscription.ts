import { SubscribeUnit, UnitSubscribed } from '#contracts/sales.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { dealFor, type Deal } from '../entities/deal.js';
import { takeHold, type Held } from '../entities/hold.js';
import { standingOf, type Standing } from '../entities/standing.js';
import { subscribedFacts, Subscription } from '../entities/subscription.js';
import { buyersOf, depositPolicy, mortgageRatio, subscriptionTerms } from '../rules/subscription.js';
import { attempting, tryingOf, won } from './attempt.js';
import { refuseUnlessReserved, sellReserved } from './reserved-sale.js';
import { useDiscount, type Taker } from './use-discount.js';

@Controller()
export class SubscriptionCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(SubscribeUnit)
  async subscribe(asked: Asked<SubscribeUnit>) {
    const { unitOfWork } = this;
    const standing = await unitOfWork.read((em) => standingOf(em, tryingOf(asked)));
    const late = (held: Held) => refuseLate(asked, held);
    return attempting({ unitOfWork, asked, standing, late }, () => this.subscribed(asked, standing));
  }

  private subscribed(asked: Asked<SubscribeUnit>, standing: Standing | undefined) {
    return this.unitOfWork.run(asked, async (work) => {
      const { em, tell, deadlines, at } = work;
      const deal = await dealFor(em, asked.payload);
      refuseUnlessMine(asked, deal);
      if (deal.held) refuseUnlessReserved(asked, deal.held);
      const subscription = em.create(Subscription, await agreedOn(em, wanted(asked, deal), deal, asked));
      const { id, unitId, projectId, depositBy, signBy } = subscription;
      if (deal.held) await sellReserved(asked, id, work);
      await takeHold(em, { id, unitId, projectId, kind: 'subscription', since: at }, asked);
      deadlines.set('SUB-3.deposit', id, depositBy);
      deadlines.set('SUB-7.signing', id, signBy);
      const told = toldOf(subscription, deal);
      tell(told);
      const attempt = standing && (await won(asked, standing, work, id));
      return { ...answerOf(told), ...(attempt && { attemptId: attempt.attemptId }) };
    });
  }
}

/** The order with its terms; a discount approval that it names is used up (CON-2). */
async function agreedOn<Order extends Taker>(em: EntityManager, order: Order, deal: Deal, asked: Asked<SubscribeUnit>) {
  const { plan, discounts } = deal;
  const policy = depositPolicy(deal.policy, deal.unitCode, asked.payload.deposit);
  const approved = await useDiscount(em, asked.payload.discountApprovalId, order, asked.at);
  const terms = subscriptionTerms(deal, plan, discounts, policy, asked.at, approved);
  return { ...order, ...terms, ...agreed(asked, deal, terms) };
}

/** On opening day nine of ten come too late: each is told so by one read, and begins no transaction (HOLD-2). */
function refuseLate(asked: Asked<SubscribeUnit>, held: Held): void {
  mayTouch(asked.actor, { projectId: held.projectId, ownerId: asked.actor.id });
  refuseUnlessReserved(asked, held);
}

/** Customer and co-buyers alike: nobody draws a colleague’s customer into a deal of their own (CRM-1, ALL-5). */
function refuseUnlessMine({ actor }: Asked<SubscribeUnit>, { projectId, customerOwnerId, buyerOwnerIds }: Deal): void {
  for (const ownerId of [customerOwnerId, ...buyerOwnerIds]) mayTouch(actor, { projectId, ownerId });
}

/** Its consultant is whoever owns the customer, also when the supervisor sells what was reserved (RES-1). */
function wanted({ payload, at }: Asked<SubscribeUnit>, { projectId, customerOwnerId: consultantId }: Deal) {
  const { unitId, customerId, planId, buyers } = payload;
  const ids = { id: newId(), unitId, projectId, customerId, planId, consultantId };
  const state = 'awaiting-deposit' as const;
  return { ...ids, buyers: buyersOf(customerId, buyers), paid: Money.zero, state, subscribedAt: at };
}

function answerOf(told: UnitSubscribed) {
  const { subscriptionId, unitId, unitCode, dealPrice, derivation, deposit, depositType, depositBy, signBy } = told;
  return { subscriptionId, unitId, unitCode, dealPrice, derivation, deposit, depositType, depositBy, signBy };
}

/** What the agreement says beside price and deadlines (SUB-1, SUB-2, SUB-6). */
function agreed({ payload }: Asked<SubscribeUnit>, { plan, retainShare }: Deal, { dealPrice }: { dealPrice: Money }) {
  const { depositType = 'legal', mortgageRatio: named } = payload;
  return { depositType, retainShare, mortgageRatio: mortgageRatio(plan.lines, dealPrice, named) };
}

function toldOf(subscription: Subscription, deal: Deal): UnitSubscribed {
  return Object.assign(new UnitSubscribed(), subscribedFacts(subscription, deal));
}
