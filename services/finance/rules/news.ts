import type { PaymentMethod } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import type { Movement } from './movement.js';
import { type DealState, isCleared, type Owed, pricePaid, priceShare, unpaid } from './standing.js';

/** A deal as its news name it. */
export interface DealNamed {
  id: string;
  projectId: string;
  unitId: string;
  state: DealState;
  contractId?: string | null;
  price?: Money | null;
  settlementId?: string | null;
  settlementDifference?: Money | null;
  settledAt?: Instant | null;
  clearedAt?: Instant | null;
}

/** What is told of a receipt: how much of the price is paid with it. */
export function receiptNews(
  deal: DealNamed,
  owed: Owed[],
  receipt: { id: string; number: string; amount: Money; method: PaymentMethod },
) {
  const { id: receiptId, number, amount, method } = receipt;
  const paid = pricePaid(owed);
  return {
    ...idsOf(deal),
    receiptId,
    number,
    amount,
    method,
    pricePaid: paid,
    priceShare: priceShare(paid, deal.price),
  };
}

/** What is told when money was put to the deposit (SUB-2); undefined when none was. */
export function depositNews(deal: DealNamed, { parts }: Movement) {
  const part = parts.find(({ owed, amount }) => owed.kind === 'deposit' && amount.isPositive);
  if (!part) return undefined;
  const outstanding = unpaid({ ...part.owed, paid: part.paid });
  return { ...idsOf(deal), subscriptionId: deal.id, amount: part.amount, outstanding, inFull: outstanding.isZero };
}

/** What the deal has reached just now, to be marked on it and told once: cleared (HAN-1), area settled (TIT-4). */
export function milestones(deal: DealNamed, owed: Owed[], at: Instant) {
  const cleared = !deal.clearedAt && isCleared(deal.state, owed);
  const settled = !deal.settledAt && isSettled(deal, owed);
  const ids = { ...idsOf(deal), contractId: deal.contractId! };
  const settlement = { settlementId: deal.settlementId!, difference: deal.settlementDifference! };
  return {
    marks: { ...(cleared ? { clearedAt: at } : {}), ...(settled ? { settledAt: at } : {}) },
    cleared: cleared ? ids : undefined,
    settled: settled ? { ...ids, ...settlement } : undefined,
  };
}

function isSettled(deal: DealNamed, owed: Owed[]): boolean {
  if (deal.state !== 'contracted' || !deal.settlementId) return false;
  return !owed.some(({ kind, state }) => kind === 'area-settlement' && state === 'open');
}

function idsOf({ id: dealId, unitId, projectId }: DealNamed) {
  return { dealId, unitId, projectId };
}
