import type { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { lockedDiscount } from '../entities/discount-approval.js';
import { discountUse } from '../rules/discount-approval.js';

/** What takes an approved discount: a subscription, a contract or an amendment, about one unit and customer. */
export interface Taker {
  id: string;
  unitId: string;
  customerId: string;
}

/** Uses the approval up and gives what it takes off the price (CON-2); nothing when there is none. */
export async function useDiscount(
  em: EntityManager,
  approvalId: string | null | undefined,
  taker: Taker,
  at: Instant,
  part?: Money,
) {
  if (!approvalId) return undefined;
  const approval = await lockedDiscount(em, approvalId);
  const used = discountUse(approval, { ...taker, at }, part);
  Object.assign(approval, { state: 'used', usedFor: taker.id, usedAt: at });
  return used;
}
