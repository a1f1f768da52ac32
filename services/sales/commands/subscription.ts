import { SubscribeUnit, UnitSubscribed } from '#contracts/sales.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Customer } from '../entities/customer.js';
import { Discount } from '../entities/discount.js';
import { Hold } from '../entities/hold.js';
import { Offer } from '../entities/offer.js';
import { Plan } from '../entities/plan.js';
import { Project } from '../entities/project.js';
import { Subscription } from '../entities/subscription.js';
import { buyersOf, subscriptionTerms } from '../rules/subscription.js';

@Controller()
export class SubscriptionCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(SubscribeUnit)
  subscribe(asked: Asked<SubscribeUnit>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines }) => {
      const offer = await em.findOneOrFail(Offer, payload.unitId);
      mayTouch(actor, { projectId: offer.projectId, ownerId: actor.id });
      const id = newId();
      await takeHold(em, { id, offer, kind: 'subscription', owner: actor, at });
      const terms = await termsOf(em, offer, asked);
      const subscription = em.create(Subscription, {
        ...terms,
        ...{ id, unitId: offer.id, projectId: offer.projectId, customerId: payload.customerId },
        ...{ buyers: buyersOf(payload.customerId, payload.buyers), consultantId: actor.id, planId: payload.planId },
        ...{ state: 'awaiting-deposit', subscribedAt: at },
      });
      deadlines.set('SUB-3.deposit', id, terms.depositBy);
      deadlines.set('SUB-7.signing', id, terms.signBy);
      const told = toldOf(subscription, offer);
      tell(told);
      const { unitId, subscriptionId, unitCode, dealPrice, derivation, deposit, depositBy, signBy } = told;
      return { subscriptionId, unitId, unitCode, dealPrice, derivation, deposit, depositBy, signBy };
    });
  }
}

/** Takes the unit, or says at once what holds it (HOLD-1, HOLD-2). The unique index decides between two at once. */
async function takeHold(
  em: EntityManager,
  wanted: { id: string; offer: Offer; kind: Hold['kind']; owner: { id: string; name: string }; at: Date },
): Promise<void> {
  const { id, offer, kind, owner, at } = wanted;
  const [taken] = await em.execute<object[]>(
    `insert into hold (id, unit_id, project_id, kind, owner_id, owner_name, since) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (unit_id) where ended_at is null do nothing returning id`,
    [id, offer.id, offer.projectId, kind, owner.id, owner.name, at],
  );
  if (taken) return;
  const held = await em.findOneOrFail(Hold, { unitId: offer.id, endedAt: null });
  refuse('HOLD-1.unit-held', { unit: offer.unitCode, kind: held.kind, by: held.ownerName, since: held.since });
}

async function termsOf(em: EntityManager, offer: Offer, { payload, actor, at }: Asked<SubscribeUnit>) {
  const project = await em.findOneOrFail(Project, offer.projectId);
  const plan = await em.findOneOrFail(Plan, { id: payload.planId, projectId: offer.projectId });
  const customer = await em.findOneOrFail(Customer, { id: payload.customerId, projectId: offer.projectId });
  mayTouch(actor, { projectId: customer.projectId, ownerId: customer.ownerId });
  const discountIds = payload.discountIds ?? [];
  const discounts = await em.find(Discount, { id: { $in: discountIds }, projectId: offer.projectId });
  const missing = discountIds.find((id) => !discounts.some((discount) => discount.id === id));
  if (missing) refuse('ALL.unknown', { what: 'Discount', id: missing });
  return subscriptionTerms(offer, plan, discounts, project, at);
}

function toldOf(subscription: Subscription, offer: Offer): UnitSubscribed {
  const { id, unitId, projectId, customerId, consultantId } = subscription;
  const { listPrice, dealPrice, derivation, deposit, depositBy, signBy } = subscription;
  const ids = { unitId, subscriptionId: id, projectId, unitCode: offer.unitCode, customerId, consultantId };
  return Object.assign(new UnitSubscribed(), ids, { listPrice, dealPrice, derivation, deposit, depositBy, signBy });
}
