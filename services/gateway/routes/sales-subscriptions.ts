import * as sales from '#contracts/sales-subscriptions.js';
import { created, get, post, type Row } from './row.js';

// prettier-ignore
export const salesSubscriptionsRows: Row[] = [
  get('/v1/projects/{projectId}/subscriptions', 'report.desk', sales.Subscriptions, '定购清单', 'Subscriptions of a project'),
  post('/v1/subscriptions/{subscriptionId}/keeps', 'subscription.keep', sales.KeepSubscription, '保留未交足定金的定购', 'Keep a subscription whose deposit is short', created),
  post('/v1/subscriptions/{subscriptionId}/referral', 'subscription.keep', sales.ReferDeposit, '报送财务取消或没收定金', 'Refer a short deposit to finance', created),
  post('/v1/subscriptions/{subscriptionId}/rename', 'subscription.change', sales.RenameSubscription, '更名', 'Rename a subscription', created),
  post('/v1/subscriptions/{subscriptionId}/swap', 'subscription.change', sales.SwapUnit, '换房', 'Swap the unit of a subscription', created),
  post('/v1/subscription-changes/{changeId}/withdrawal', 'subscription.change', sales.WithdrawChange, '撤销更名或换房', 'Take a rename or swap back'),
  post('/v1/subscriptions/{subscriptionId}/withdrawal', 'subscription.withdraw', sales.WithdrawSubscription, '定购退房', 'Withdraw a subscription', created),
  get('/v1/projects/{projectId}/subscription-changes', 'report.desk', sales.SubscriptionChanges, '更名、换房、退房清单', 'Renames, swaps and withdrawals of a project'),
  post('/v1/subscriptions/{subscriptionId}/signing-delays', 'contract.sign', sales.RequestSigningDelay, '申请延迟签约', 'Ask for signing to be delayed', created),
  post('/v1/signing-delays/{delayId}/approval', 'signing-delay.approve', sales.DecideSigningDelay, '延迟签约审批', 'Decide on a delayed signing'),
  get('/v1/projects/{projectId}/signing-delays', 'report.desk', sales.SigningDelays, '延迟签约清单', 'Delayed signings of a project'),
];
