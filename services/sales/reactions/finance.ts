import { DepositReceived } from '#contracts/finance.js';
import { SubscriptionTookEffect } from '#contracts/sales.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { lockedSubscription } from '../entities/subscription.js';

/** What finance tells of deposits and instalments. */
@Injectable()
export class FinanceReactions {
  /** In full it takes effect (SUB-2); for one that was cancelled it changes nothing: finance holds the money. */
  @Hears(DepositReceived)
  async depositReceived({ event }: Heard<DepositReceived>, { em, at, tell, deadlines }: Work) {
    const subscription = await lockedSubscription(em, event.subscriptionId);
    if (subscription.state !== 'awaiting-deposit') return;
    subscription.paid = subscription.deposit.minus(event.outstanding);
    if (!event.inFull) return;
    const { id: subscriptionId, unitId, projectId } = subscription;
    const settled = { depositOverdueSince: null, referredAt: null };
    Object.assign(subscription, { state: 'effective', effectiveAt: at, ...settled });
    deadlines.clear('SUB-3.deposit', subscriptionId);
    deadlines.clear('SUB-4.deposit-rest', subscriptionId);
    tell(Object.assign(new SubscriptionTookEffect(), { unitId, subscriptionId, projectId, effectiveAt: at }));
  }
}
