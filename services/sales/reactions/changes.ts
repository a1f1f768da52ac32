import { DepositForfeited, DepositReleased } from '#contracts/finance-deposits.js';
import { ExchangeDropped, ReceiptsExchanged } from '#contracts/finance-exchanges.js';
import { WithdrawalRefused, WithdrawalSettled } from '#contracts/finance-refunds.js';
import { SubscriptionRenamed, SubscriptionRevived, UnitSwapped } from '#contracts/sales-subscriptions.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { lockedChange, type SubscriptionChange } from '../entities/subscription-change.js';
import { lockedSubscription } from '../entities/subscription.js';
import { revived } from '../rules/change.js';
import { endSubscription } from './ending.js';

/** What finance says of changes: only then are they complete, or undone (SUB-4, SUB-5, SUB-6). */
@Injectable()
export class ChangeReactions {
  @Hears(ReceiptsExchanged)
  async receiptsExchanged({ event }: Heard<ReceiptsExchanged>, work: Work) {
    const change = await openChange(event.changeId, work);
    if (!change) return;
    Object.assign(change, { state: 'done', endedAt: work.at, endedFor: null });
    if (change.kind === 'rename') await renamed(change, work);
    else await swapped(change, work);
  }

  /** It was taken back in time: the other unit is free again, and the subscription stands as before (SUB-5). */
  @Hears(ExchangeDropped)
  async exchangeDropped({ event }: Heard<ExchangeDropped>, work: Work) {
    const change = await openChange(event.changeId, work);
    if (!change) return;
    const { toSubscriptionId } = change;
    if (toSubscriptionId)
      await endSubscription(await lockedSubscription(work.em, toSubscriptionId), 'SUB-5.swap-undone', work);
    await undone(change, change.endedFor ?? 'SUB-5.withdrawn', work);
  }

  @Hears(DepositForfeited)
  async depositForfeited({ event }: Heard<DepositForfeited>, work: Work) {
    await shortOver(event.subscriptionId, 'SUB-4.forfeited', work);
  }

  @Hears(DepositReleased)
  async depositReleased({ event }: Heard<DepositReleased>, work: Work) {
    await shortOver(event.subscriptionId, 'SUB-4.released', work);
  }

  /** The money is given back: the withdrawal is complete, and the unit is free (SUB-6). Contracts have their own. */
  @Hears(WithdrawalSettled)
  async withdrawalSettled({ event }: Heard<WithdrawalSettled>, work: Work) {
    const change = await openChange(event.withdrawalId, work);
    if (!change) return;
    Object.assign(change, { state: 'done', endedAt: work.at });
    await endSubscription(await lockedSubscription(work.em, change.subscriptionId), 'SUB-6.withdrawn', work);
  }

  /** The CFO refused: the subscription stands as before (SUB-6). */
  @Hears(WithdrawalRefused)
  async withdrawalRefused({ event }: Heard<WithdrawalRefused>, work: Work) {
    const change = await openChange(event.withdrawalId, work);
    if (change) await undone(change, event.reason, work);
  }
}

/** The subscriptions are locked first, as everybody does who changes one; undefined when there is nothing to end. */
async function openChange(id: string, { em }: Work): Promise<SubscriptionChange | undefined> {
  const [of] = await em.execute<{ one: string; other: string | null }[]>(
    'select subscription_id as one, to_subscription_id as other from subscription_change where id = ?',
    [id],
  );
  if (!of) return undefined;
  await lockedSubscription(em, of.one);
  if (of.other) await lockedSubscription(em, of.other);
  const change = await lockedChange(em, id);
  return change && ['requested', 'withdrawing'].includes(change.state) ? change : undefined;
}

/** The subscription is another customer's (SUB-5). */
async function renamed(change: SubscriptionChange, { em, tell }: Work): Promise<void> {
  const { id: changeId, subscriptionId, unitId, projectId, buyers } = change;
  const [customerId, formerCustomerId] = [change.customerId!, change.formerCustomerId!];
  const subscription = await lockedSubscription(em, subscriptionId);
  Object.assign(subscription, { customerId, buyers, changeId: null });
  const ids = { unitId, subscriptionId, projectId, changeId };
  tell(Object.assign(new SubscriptionRenamed(), ids, { customerId, formerCustomerId }));
}

/** The money is the other unit's: this one is free. The new deposit is due as it was agreed, or at once when late. */
async function swapped(change: SubscriptionChange, work: Work): Promise<void> {
  const { id: changeId, subscriptionId, unitId, projectId } = change;
  const [toSubscriptionId, toUnitId] = [change.toSubscriptionId!, change.toUnitId!];
  const from = await lockedSubscription(work.em, subscriptionId);
  const to = await lockedSubscription(work.em, toSubscriptionId);
  to.changeId = null;
  if (to.state === 'awaiting-deposit') work.deadlines.set('SUB-3.deposit', to.id, to.depositBy);
  const ids = { unitId, subscriptionId, projectId, changeId, toUnitId, toSubscriptionId };
  work.tell(Object.assign(new UnitSwapped(), ids));
  await endSubscription(from, 'SUB-5.swapped', work);
}

/** It stands as before, and its deadlines run again. */
async function undone(change: SubscriptionChange, endedFor: string, { em, at, tell, deadlines }: Work): Promise<void> {
  const { id: changeId, kind, subscriptionId, unitId, projectId } = change;
  Object.assign(change, { state: 'undone', endedAt: at, endedFor });
  const subscription = await lockedSubscription(em, subscriptionId);
  if (subscription.changeId !== changeId) return;
  subscription.changeId = null;
  const { depositBy, signBy } = kind === 'rename' ? subscription : setAgain();
  tell(
    Object.assign(new SubscriptionRevived(), { unitId, subscriptionId, projectId, changeId, kind, depositBy, signBy }),
  );

  function setAgain() {
    const { terms, dueAgain } = revived(subscription, change.requestedAt, at);
    for (const [id, dueAt] of dueAgain) deadlines.set(id, subscriptionId, dueAt);
    return Object.assign(subscription, terms);
  }
}

/** Finance has decided on the short deposit: the subscription is over (SUB-4). */
async function shortOver(subscriptionId: string, rule: string, work: Work): Promise<void> {
  const subscription = await lockedSubscription(work.em, subscriptionId);
  if (subscription.state === 'awaiting-deposit') await endSubscription(subscription, rule, work);
}
