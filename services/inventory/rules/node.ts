import type { NodeState } from '#contracts/inventory-terms.js';
import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';

export interface NodeTerms {
  name: string;
  plannedOn: Day;
  reachedOn?: Day | null;
}

export function nodeState({ reachedOn }: Pick<NodeTerms, 'reachedOn'>): NodeState {
  return reachedOn ? 'reached' : 'planned';
}

/** Another planned day moves what people have to pay: it needs a reason, before the node is reached (ALL-3). */
export function refuseUnlessPlannable({ name: node, plannedOn, reachedOn }: NodeTerms, reason?: string): void {
  if (reachedOn) refuse('INV-6.node-reached', { node, reachedOn });
  if (!reason?.trim()) refuse('INV-6.node-reason', { node, day: plannedOn });
}

/** It was reached, not will be; to correct the day that was recorded needs a reason (ALL-3). */
export function refuseUnlessReachable(
  { name: node, reachedOn: earlier }: NodeTerms,
  { reachedOn, reason }: { reachedOn: Day; reason?: string },
  today: Day,
): void {
  if (reachedOn > today) refuse('INV-6.node-to-come', { node, reachedOn });
  if (earlier && !reason?.trim()) refuse('INV-6.node-reason', { node, day: earlier });
}
