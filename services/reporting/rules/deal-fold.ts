import type { ReceiptRecorded } from '#contracts/finance.js';
import type { RefundPaid } from '#contracts/finance-refunds.js';
import type { ReceiptVoided } from '#contracts/finance-receipts.js';
import type { TitleIssued, UnitHandedOver } from '#contracts/handover.js';
import type { ContractRevised } from '#contracts/sales-contracts.js';
import type {
  ContractFiled,
  ContractSigned,
  SubscriptionCancelled,
  SubscriptionTookEffect,
  SupplementSigned,
  UnitSubscribed,
} from '#contracts/sales.js';
import type { OpeningBooked } from '#contracts/finance-takeover.js';
import type { ContractTakenOver } from '#contracts/sales-takeover.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { type Instant, startOf } from '#kernel/time.js';

/** How far a deal is; the furthest that was told stands, in whichever order it was told. */
const states = ['subscribed', 'effective', 'contracted', 'filed', 'handed-over', 'titled', 'cancelled'] as const;
export type DealState = (typeof states)[number];

/** An event as the fold sees it. `sequence` is its place among what its service told about the same id. */
export interface ToldEvent {
  name: string;
  sequence: number;
  at: Instant;
  event: object;
}

export interface DealRow {
  id: string;
  projectId: string | null;
  unitId: string | null;
  unitCode: string | null;
  consultantId: string | null;
  subscribedAt: Instant | null;
  state: DealState | null;
  dealPrice: Money | null;
  priceSequence: number;
  received: Money;
  priceShare: Rate;
  shareSequence: number;
}

export interface ContractRow {
  id: string;
  dealId: string | null;
  state: DealState | null;
}

/** What one event adds to a deal. Parts of different events can be joined in any order, each of them once. */
export interface DealPart extends Partial<
  Pick<DealRow, 'projectId' | 'unitId' | 'unitCode' | 'consultantId' | 'subscribedAt'>
> {
  state?: DealState;
  price?: { amount: Money; sequence: number };
  received?: Money;
  share?: { rate: Rate; sequence: number };
}

export interface ContractPart {
  dealId?: string;
  state?: DealState;
}

/** Which rows an event changes, and what it adds to them. */
export interface Parts {
  deal?: [id: string, part: DealPart];
  contract?: [id: string, part: ContractPart];
}

/** What the event adds; {} for one that no deal row shows. */
export function partsOf(told: ToldEvent): Parts {
  return folds[told.name]?.(told) ?? {};
}

export function emptyDeal(id: string): DealRow {
  return {
    ...{ id, projectId: null, unitId: null, unitCode: null, consultantId: null, subscribedAt: null, state: null },
    ...{ dealPrice: null, priceSequence: 0, received: Money.zero, priceShare: Rate.zero, shareSequence: 0 },
  };
}

export function emptyContract(id: string): ContractRow {
  return { id, dealId: null, state: null };
}

/** The deal with one more event in it: states by rank, sums as sums, the rest by who told it last. */
export function joinDeal(row: DealRow, { state, price, received, share, ...facts }: DealPart): DealRow {
  const priced = price && price.sequence > row.priceSequence;
  const shared = share && share.sequence > row.shareSequence;
  return {
    ...row,
    ...facts,
    state: furthest(row.state, state),
    received: row.received.plus(received ?? Money.zero),
    ...(priced ? { dealPrice: price.amount, priceSequence: price.sequence } : {}),
    ...(shared ? { priceShare: share.rate, shareSequence: share.sequence } : {}),
  };
}

export function joinContract(row: ContractRow, { dealId, state }: ContractPart): ContractRow {
  return { ...row, dealId: dealId ?? row.dealId, state: furthest(row.state, state) };
}

export function furthest(one: DealState | null | undefined, other: DealState | null | undefined): DealState | null {
  const rank = (state: DealState | null | undefined) => (state ? states.indexOf(state) : -1);
  return (rank(other) > rank(one) ? other : one) ?? null;
}

type Fold<Event = never> = (event: Event, told: ToldEvent) => Parts;

function on<Event>(fold: Fold<Event>): (told: ToldEvent) => Parts {
  return (told) => fold(told.event as Event, told);
}

const dealAt = (state: DealState) =>
  on<SubscriptionTookEffect | SubscriptionCancelled>((event) => ({ deal: [event.subscriptionId, { state }] }));

const contractAt = (state: DealState) =>
  on<ContractFiled | UnitHandedOver | TitleIssued>((event) => ({ contract: [event.contractId, { state }] }));

/** Sales tells prices about the unit, finance shares about the deal: within each the sequence says which is last. */
const folds: Record<string, (told: ToldEvent) => Parts> = {
  'sales.unit-subscribed.v1': on<UnitSubscribed>((event, { at, sequence }) => {
    const { subscriptionId, projectId, unitId, unitCode, consultantId, dealPrice: amount } = event;
    const facts = { projectId, unitId, unitCode, consultantId, subscribedAt: at };
    return { deal: [subscriptionId, { ...facts, state: 'subscribed', price: { amount, sequence } }] };
  }),
  'sales.subscription-took-effect.v1': dealAt('effective'),
  'sales.subscription-cancelled.v1': dealAt('cancelled'),
  'sales.contract-signed.v1': on<ContractSigned>(({ subscriptionId, contractId, price: amount }, { sequence }) => ({
    deal: [subscriptionId, { state: 'contracted', price: { amount, sequence } }],
    contract: [contractId, { dealId: subscriptionId }],
  })),
  'sales.contract-taken-over.v1': on<ContractTakenOver>(
    ({ contract, stage, price: amount, ...event }, { sequence }) => {
      const { subscriptionId, projectId, unitId, unitCode, consultantId, subscribedOn } = event;
      const facts = { projectId, unitId, unitCode, consultantId, subscribedAt: startOf(subscribedOn) };
      const reached = stage === 'filed' ? ('filed' as const) : ('contracted' as const);
      const state = contract ? reached : ('effective' as const);
      return {
        deal: [subscriptionId, { ...facts, state, price: { amount, sequence } }],
        ...(contract ? { contract: [contract.contractId, { dealId: subscriptionId }] } : {}),
      };
    },
  ),
  'sales.contract-revised.v1': on<ContractRevised>(({ subscriptionId, price: amount }, { sequence }) => ({
    deal: [subscriptionId, { price: { amount, sequence } }],
  })),
  'sales.contract-filed.v1': contractAt('filed'),
  'sales.supplement-signed.v1': on<SupplementSigned>(({ subscriptionId, newPrice: amount }, { sequence }) => ({
    deal: [subscriptionId, { price: { amount, sequence } }],
  })),
  'finance.receipt-recorded.v1': on<ReceiptRecorded>(({ dealId, amount, priceShare: rate }, { sequence }) => ({
    deal: [dealId, { received: amount, share: { rate, sequence } }],
  })),
  'finance.opening-booked.v1': on<OpeningBooked>(({ dealId, amount, priceShare: rate }, { sequence }) => ({
    deal: [dealId, { received: amount, share: { rate, sequence } }],
  })),
  'finance.receipt-voided.v1': on<ReceiptVoided>(({ dealId, amount, priceShare: rate }, { sequence }) => ({
    deal: [dealId, { received: amount.negated(), share: { rate, sequence } }],
  })),
  'finance.refund-paid.v1': on<RefundPaid>(({ dealId, amount }) => ({
    deal: [dealId, { received: amount.negated() }],
  })),
  'handover.unit-handed-over.v1': contractAt('handed-over'),
  'handover.title-issued.v1': contractAt('titled'),
};
