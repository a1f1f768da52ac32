import {
  ChangeWithdrawn,
  RenameRequested,
  RenameSubscription,
  WithdrawChange,
  WithdrawSubscription,
  WithdrawalExecuted,
  type ChangeKind,
} from '#contracts/sales-subscriptions.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Customer } from '../entities/customer.js';
import { lockedChange, SubscriptionChange } from '../entities/subscription-change.js';
import { clearDeadlines, Subscription, subscriptionWithUnit } from '../entities/subscription.js';
import {
  refuseMoreThanAgreed,
  refuseUnlessChangeable,
  refuseUnlessFree,
  refuseUnlessWithdrawable,
  retainMax,
} from '../rules/change.js';
import { buyersOf } from '../rules/subscription.js';

/** Rename and withdrawal of a subscription, on the customer's application; complete when finance says so. */
@Controller()
export class ChangeCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Its deadlines run on: who has paid nothing does not keep the unit by a change of name (SUB-5). */
  @Answers(RenameSubscription)
  rename(asked: Asked<RenameSubscription>) {
    const { payload } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell, at }) => {
      const { subscription, unitCode } = await subscriptionWithUnit(em, payload.subscriptionId);
      const { id: subscriptionId, projectId, unitId, customerId: formerCustomerId } = subscription;
      mayTouch(asked.actor, { projectId });
      refuseUnlessChangeable(subscription, unitCode, at);
      const { customerId, reason } = payload;
      const buyers = buyersOf(customerId, payload.buyers);
      await refuseStrangers(em, projectId, [customerId, ...buyers.map((buyer) => buyer.customerId)]);
      const former = { formerCustomerId, formerBuyers: subscription.buyers };
      const change = em.create(SubscriptionChange, {
        ...{ ...wanted('rename', subscription, asked), customerId, buyers, ...former },
      });
      subscription.changeId = change.id;
      const ids = { unitId, subscriptionId, projectId, changeId: change.id, customerId };
      tell(Object.assign(new RenameRequested(), ids, { reason }));
      return answerOf(change);
    });
  }

  /** Finance decides between this and a cashier who exchanges the receipts at the same time (SUB-5). */
  @Answers(WithdrawChange)
  withdraw(asked: Asked<WithdrawChange>) {
    const { changeId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const change = (await lockedChange(em, changeId)) ?? refuse('ALL.unknown', { what: 'change', id: changeId });
      const { subscriptionId, unitId, projectId } = change;
      mayTouch(asked.actor, { projectId });
      refuseUnlessWithdrawable(change);
      Object.assign(change, { state: 'withdrawing', endedFor: reason });
      tell(Object.assign(new ChangeWithdrawn(), { unitId, subscriptionId, projectId, changeId, reason }));
      return answerOf(change);
    });
  }

  /** Its deadlines stand still until finance has given the money back, or the CFO has refused to (SUB-6). */
  @Answers(WithdrawSubscription)
  withdrawSubscription(asked: Asked<WithdrawSubscription>) {
    const { reason, retain = Money.zero } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines }) => {
      const { subscription, unitCode } = await subscriptionWithUnit(em, asked.payload.subscriptionId);
      const { id: subscriptionId, projectId, unitId, paid, depositType, retainShare } = subscription;
      mayTouch(asked.actor, { projectId });
      refuseUnlessFree(subscription, unitCode);
      refuseMoreThanAgreed(retain, retainMax(paid, depositType, retainShare), unitCode);
      const change = em.create(SubscriptionChange, { ...wanted('withdrawal', subscription, asked), retain });
      subscription.changeId = change.id;
      clearDeadlines(subscriptionId, deadlines);
      const ids = { unitId, subscriptionId, projectId, withdrawalId: change.id };
      tell(Object.assign(new WithdrawalExecuted(), ids, { retain, reason }));
      return answerOf(change);
    });
  }
}

type Applied = Asked<{ reason: string; attachment: string }>;

function wanted(kind: ChangeKind, { id: subscriptionId, projectId, unitId }: Subscription, asked: Applied) {
  const { payload, actor, at } = asked;
  const { reason, attachment } = payload;
  const by = { requestedById: actor.id, requestedAt: at };
  return {
    id: newId(),
    kind,
    projectId,
    subscriptionId,
    unitId,
    state: 'requested' as const,
    reason,
    attachment,
    ...by,
  };
}

/** A buyer has to be a customer of the project. */
async function refuseStrangers(em: EntityManager, projectId: string, people: string[]): Promise<void> {
  const known = new Set((await em.find(Customer, { id: { $in: people }, projectId })).map(({ id }) => id));
  const stranger = people.find((id) => !known.has(id));
  if (stranger) refuse('ALL.unknown', { what: 'customer', id: stranger });
}

function answerOf({ id: changeId, kind, state, subscriptionId }: SubscriptionChange) {
  return { changeId, kind, state, subscriptionId };
}
