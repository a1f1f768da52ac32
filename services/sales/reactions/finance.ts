import { DepositReceived } from '#contracts/finance.js';
import { DepositShortAgain } from '#contracts/finance-receipts.js';
import { SubscriptionTookEffect } from '#contracts/sales.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { timingIn } from '../entities/project.js';
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

  /**
   * A receipt was voided or reversed: back on the list 已定购未交足定金 at once, with a date for the rest, and the unit
   * stays taken: people decide (SUB-4). Signed already, it is price that is owed.
   */
  @Hears(DepositShortAgain)
  async depositShortAgain({ event }: Heard<DepositShortAgain>, { em, at, deadlines }: Work) {
    const subscription = await lockedSubscription(em, event.subscriptionId);
    const { id, projectId, state } = subscription;
    if (state !== 'effective' && state !== 'awaiting-deposit') return;
    subscription.paid = subscription.deposit.minus(event.outstanding);
    if (state !== 'effective') return;
    const { lengths } = await timingIn(em, projectId, at);
    const depositBy = deadlineFor('SUB-4.deposit-rest', at, lengths);
    Object.assign(subscription, { state: 'awaiting-deposit', effectiveAt: null, depositOverdueSince: at, depositBy });
    deadlines.set('SUB-4.deposit-rest', id, depositBy);
  }
}
