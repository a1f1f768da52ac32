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
export function receiptNews(deal: DealNamed, owed: Owed[], receipt: ReceiptNamed) {
  const { id: receiptId, number, amount, method, reversesId, replacesId, chequeNumber, externalReference } = receipt;
  const paid = pricePaid(owed);
  const links = { reverses: reversesId ?? undefined, replaces: replacesId ?? undefined };
  const papers = { chequeNumber: chequeNumber ?? undefined, externalReference: externalReference ?? undefined };
  return {
    ...idsOf(deal),
    receiptId,
    number,
    amount,
    method,
    pricePaid: paid,
    priceShare: priceShare(paid, deal.price),
    ...links,
    ...papers,
  };
}

/** A receipt as its news name it. */
export interface ReceiptNamed {
  id: string;
  number: string;
  amount: Money;
  method: PaymentMethod;
  reversesId?: string | null;
  replacesId?: string | null;
  chequeNumber?: string | null;
  externalReference?: string | null;
}

/** What is told when money was taken off the deposit of a subscription again (FIN-4); undefined when none was. */
export function depositShort(deal: DealNamed, { parts }: Movement) {
  const part = parts.find(({ owed, amount }) => owed.kind === 'deposit' && amount.isNegative);
  if (!part || deal.state !== 'subscribed') return undefined;
  const outstanding = unpaid({ ...part.owed, paid: part.paid });
  return { ...idsOf(deal), subscriptionId: deal.id, amount: part.amount.negated(), outstanding };
}

/** What is told when money was put to the deposit (SUB-2); undefined when none was. */
export function depositNews(deal: DealNamed, { parts }: Movement) {
  const part = parts.find(({ owed, amount }) => owed.kind === 'deposit' && amount.isPositive);
  if (!part) return undefined;
  const outstanding = unpaid({ ...part.owed, paid: part.paid });
  return { ...idsOf(deal), subscriptionId: deal.id, amount: part.amount, outstanding, inFull: outstanding.isZero };
}

/**
 * What the deal has just reached, or had reached and has not any more, to be marked on it and told once: cleared
 * (HAN-1), area settled (TIT-4).
 */
export function milestones(deal: DealNamed, owed: Owed[], at: Instant) {
  const [clear, settled] = [isCleared(deal.state, owed), isSettled(deal, owed)];
  const contracted = deal.state === 'contracted';
  const ids = { ...idsOf(deal), contractId: deal.contractId! };
  const settlement = { ...ids, settlementId: deal.settlementId! };
  const turned = {
    cleared: clear && !deal.clearedAt,
    uncleared: contracted && !clear && Boolean(deal.clearedAt),
    settled: settled && !deal.settledAt,
    unsettled: contracted && !settled && Boolean(deal.settledAt),
  };
  return {
    marks: {
      ...(turned.cleared || turned.uncleared ? { clearedAt: clear ? at : null } : {}),
      ...(turned.settled || turned.unsettled ? { settledAt: settled ? at : null } : {}),
    },
    cleared: turned.cleared ? ids : undefined,
    uncleared: turned.uncleared ? ids : undefined,
    settled: turned.settled ? { ...settlement, difference: deal.settlementDifference! } : undefined,
    unsettled: turned.unsettled ? settlement : undefined,
  };
}

function isSettled(deal: DealNamed, owed: Owed[]): boolean {
  if (deal.state !== 'contracted' || !deal.settlementId) return false;
  return !owed.some(({ kind, state }) => kind === 'area-settlement' && state === 'open');
}

function idsOf({ id: dealId, unitId, projectId }: DealNamed) {
  return { dealId, unitId, projectId };
}
