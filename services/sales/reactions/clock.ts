import { ChangeWithdrawn } from '#contracts/sales-subscriptions.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { lockedAmendment } from '../entities/amendment.js';
import { Contract } from '../entities/contract.js';
import { lockedDiscount } from '../entities/discount-approval.js';
import { changeUnderWay } from '../entities/subscription-change.js';
import { lockedSubscription, type Subscription } from '../entities/subscription.js';
import { atDepositDeadline } from '../rules/subscription.js';
import { endSubscription } from './ending.js';

/** What time makes happen. */
@Injectable()
export class SalesClock {
  /** Nothing paid: cancelled, and the unit is available again (SUB-3). Partly paid: on the list (SUB-4). */
  @WhenDue('SUB-3.deposit')
  async depositUnpaid({ about }: Due, work: Work) {
    const subscription = await lockedSubscription(work.em, about);
    const found = atDepositDeadline(subscription);
    if (found === 'overdue') subscription.depositOverdueSince = work.at;
    if (found !== 'cancel') return;
    const rule = 'SUB-3.deposit-unpaid';
    await takenBack(subscription, rule, work);
    if (!subscription.changeId || !subscription.swapOf) await endSubscription(subscription, rule, work);
  }

  /** The new date has passed too: on the list again (SUB-4). */
  @WhenDue('SUB-4.deposit-rest')
  async restUnpaid({ about }: Due, { em, at }: Work) {
    const subscription = await lockedSubscription(em, about);
    if (atDepositDeadline(subscription) !== 'nothing') subscription.depositOverdueSince = at;
  }

  /** Not signed in time: on the list 未签约 (SUB-7). */
  @WhenDue('SUB-7.signing')
  async notSigned({ about }: Due, { em, at, deadlines }: Work) {
    const subscription = await lockedSubscription(em, about);
    if (!['awaiting-deposit', 'effective'].includes(subscription.state)) return;
    subscription.signingOverdueSince = at;
    if (subscription.signLatestBy) deadlines.set('SUB-7.delay', about, subscription.signLatestBy);
  }

  /** A month later, and the general manager has not agreed: on the list 延迟签约超一个月 (SUB-7). */
  @WhenDue('SUB-7.delay')
  async delayedTooLong({ about }: Due, { em, at }: Work) {
    const subscription = await lockedSubscription(em, about);
    if (['awaiting-deposit', 'effective'].includes(subscription.state)) subscription.delayOverdueSince = at;
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

/** A swap or rename that waits for its receipts is taken back, unless the cashier was quicker: finance says (SUB-5). */
async function takenBack(subscription: Subscription, reason: string, { em, at, tell }: Work): Promise<void> {
  const change = await changeUnderWay(em, subscription);
  if (change?.state !== 'requested') return;
  const { id: changeId, kind, subscriptionId, unitId, projectId } = change;
  const ended = kind === 'rename' ? { state: 'undone', endedAt: at } : { state: 'withdrawing' };
  Object.assign(change, { ...ended, endedFor: reason });
  tell(Object.assign(new ChangeWithdrawn(), { unitId, subscriptionId, projectId, changeId, reason }));
}

/** The step at hand is late: on its list (ALL-6). Whoever takes the step clears the deadline, so this one stands. */
async function late(kind: LateStep, { about }: Due, { em }: Work): Promise<void> {
  const contract = await em.findOne(Contract, about, { lockMode: LockMode.PESSIMISTIC_WRITE });
  (contract ?? (await lockedAmendment(em, about))).overdueFor = kind;
}

type LateStep =
  'CON-3.sales-review' | 'CON-3.finance-review' | 'CON-3.discount-review' | 'CON-3.to-seal' | 'CON-6.filing';
