import { SubscriptionCancelled } from '#contracts/sales.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Hold } from '../entities/hold.js';
import { Subscription } from '../entities/subscription.js';

/** What time makes happen. */
@Injectable()
export class SalesClock {
  /** Nothing paid by the deadline: cancelled, and the unit is available again (SUB-3). */
  @WhenDue('SUB-3.deposit')
  async depositUnpaid({ about }: Due, { em, at, tell, deadlines }: Work) {
    const subscription = await em.findOneOrFail(Subscription, about);
    if (subscription.state !== 'awaiting-deposit') return;
    const rule = 'SUB-3.deposit-unpaid';
    Object.assign(subscription, { state: 'cancelled', cancelledAt: at, cancelledFor: rule });
    Object.assign(await em.findOneOrFail(Hold, about), { endedAt: at, endedFor: rule });
    deadlines.clear('SUB-7.signing', about);
    const { unitId, projectId } = subscription;
    tell(Object.assign(new SubscriptionCancelled(), { unitId, subscriptionId: about, projectId, rule }));
  }
}
