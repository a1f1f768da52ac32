import { SubscriptionCancelled } from '#contracts/sales.js';
import type { Work } from '#persistence/work.js';
import { endHold } from '../entities/hold.js';
import { clearDeadlines, type Subscription } from '../entities/subscription.js';

/** The subscription is over by this rule: its unit is free, nothing falls due any more, and everybody hears of it. */
export async function endSubscription(subscription: Subscription, rule: string, work: Work): Promise<void> {
  const { em, at, tell, deadlines } = work;
  const { id: subscriptionId, unitId, projectId } = subscription;
  const over = { changeId: null, referredAt: null };
  Object.assign(subscription, { state: 'cancelled', cancelledAt: at, cancelledFor: rule, ...over });
  await endHold(em, subscriptionId, at, rule);
  clearDeadlines(subscriptionId, deadlines);
  tell(Object.assign(new SubscriptionCancelled(), { unitId, subscriptionId, projectId, rule }));
}
