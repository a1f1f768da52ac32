import { SubscriptionCancelled } from '#contracts/sales.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { lockedAmendment } from '../entities/amendment.js';
import { Contract } from '../entities/contract.js';
import { lockedDiscount } from '../entities/discount-approval.js';
import { endHold } from '../entities/hold.js';
import { lockedSubscription } from '../entities/subscription.js';
import { atDepositDeadline } from '../rules/subscription.js';

/** What time makes happen. */
@Injectable()
export class SalesClock {
  /** Nothing paid: cancelled, and the unit is available again (SUB-3). Partly paid: on the list (SUB-4). */
  @WhenDue('SUB-3.deposit')
  async depositUnpaid({ about }: Due, { em, at, tell, deadlines }: Work) {
    const subscription = await lockedSubscription(em, about);
    const found = atDepositDeadline(subscription);
    if (found === 'overdue') subscription.depositOverdueSince = at;
    if (found !== 'cancel') return;
    const rule = 'SUB-3.deposit-unpaid';
    Object.assign(subscription, { state: 'cancelled', cancelledAt: at, cancelledFor: rule });
    await endHold(em, about, at, rule);
    deadlines.clear('SUB-7.signing', about);
    const { unitId, projectId } = subscription;
    tell(Object.assign(new SubscriptionCancelled(), { unitId, subscriptionId: about, projectId, rule }));
  }

  /** Not signed in time: on the list 未签约 (SUB-7). */
  @WhenDue('SUB-7.signing')
  async notSigned({ about }: Due, { em, at }: Work) {
    const subscription = await lockedSubscription(em, about);
    if (['awaiting-deposit', 'effective'].includes(subscription.state)) subscription.signingOverdueSince = at;
  }

  @WhenDue('CON-3.sales-review')
  salesReviewLate(due: Due, work: Work) {
    return late('CON-3.sales-review', due, work);
  }

  @WhenDue('CON-3.finance-review')
  financeReviewLate(due: Due, work: Work) {
    return late('CON-3.finance-review', due, work);
  }

  @WhenDue('CON-3.discount-review')
  discountReviewLate(due: Due, work: Work) {
    return late('CON-3.discount-review', due, work);
  }

  /** An approved discount that nobody used lapses (CON-2). */
  @WhenDue('CON-2.validity')
  async discountLapses({ about }: Due, { em }: Work) {
    const approval = await lockedDiscount(em, about);
    if (approval.state === 'approved') approval.state = 'expired';
  }

  @WhenDue('CON-3.to-seal')
  sealLate(due: Due, work: Work) {
    return late('CON-3.to-seal', due, work);
  }

  @WhenDue('CON-6.filing')
  filingLate(due: Due, work: Work) {
    return late('CON-6.filing', due, work);
  }
}

/** The step at hand is late: on its list (ALL-6). Whoever takes the step clears the deadline, so this one stands. */
async function late(kind: LateStep, { about }: Due, { em }: Work): Promise<void> {
  const contract = await em.findOne(Contract, about, { lockMode: LockMode.PESSIMISTIC_WRITE });
  (contract ?? (await lockedAmendment(em, about))).overdueFor = kind;
}

type LateStep =
  'CON-3.sales-review' | 'CON-3.finance-review' | 'CON-3.discount-review' | 'CON-3.to-seal' | 'CON-6.filing';
