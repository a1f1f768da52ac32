import { SubscriptionById } from '#contracts/sales.js';
import { Rate } from '#kernel/rate.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Offer } from '../entities/offer.js';
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
      const { dealPrice, derivation, deposit, paid, depositBy, signBy } = found;
      const buyers = found.buyers.map(({ share, ...buyer }) => ({ ...buyer, share: Rate.parse(share) }));
      const terms = { dealPrice, derivation, deposit, paid, depositBy, signBy, buyers };
      const standing = { state, overdue: overdueOf(found), cancelledFor: found.cancelledFor ?? undefined };
      return { subscriptionId, unitId, unitCode, projectId, customerId, consultantId, ...terms, ...standing };
    });
  }
}
