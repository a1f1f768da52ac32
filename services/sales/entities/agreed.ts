import type { AgreedTerms } from '#contracts/sales-contracts.js';
import type { Clauses, LintFinding, ScheduleLine } from '#contracts/sales.js';
import type { Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { json, money } from '#persistence/columns.js';
import { p } from '@mikro-orm/postgresql';

/** Clauses and lines as they are kept: rates and amounts are decimal texts. */
export type KeptClauses = Omit<Clauses, Rates> & Record<'buyerLateRate' | 'sellerLateRate', string> & KeptTiers;
type Rates = 'buyerLateRate' | 'sellerLateRate' | keyof KeptTiers;
type KeptTiers = { buyerLateRateBeyond?: string; sellerLateRateBeyond?: string };
export type KeptLine = Omit<ScheduleLine, 'amount'> & { amount: string };

/** The columns of what buyer and seller agreed on: of the contract, of each version, of an amendment (CON-4). */
export const agreed = () => ({
  customerId: p.uuid(),
  buyers: json<{ customerId: string; share: string }[]>(),
  planId: p.uuid(),
  price: money(),
  priceDerivation: json<Derivation>(),
  /** The discount approval attached to it (CON-2). */
  discountApprovalId: p.uuid().nullable(),
  pricePerM2: money(),
  pricePerM2Derivation: json<Derivation>().fieldName('price_per_m2_derivation'),
  loan: money(),
  schedule: json<KeptLine[]>(),
  clauses: json<KeptClauses>(),
  findings: json<LintFinding[]>(),
  /** SHA-256 over the canonical content: what a reviewer signs off (CON-3). */
  contentHash: p.string(),
});

/** What was agreed, as a row keeps it. */
export interface Agreed {
  customerId: string;
  buyers: { customerId: string; share: string }[];
  planId: string;
  price: Money;
  priceDerivation: Derivation;
  discountApprovalId?: string | null;
  pricePerM2: Money;
  pricePerM2Derivation: Derivation;
  loan: Money;
  schedule: KeptLine[];
  clauses: KeptClauses;
  findings: LintFinding[];
  contentHash: string;
}

/** Only these columns of a row that has more. */
export function agreedOf(row: Agreed): Agreed {
  const { customerId, buyers, planId, price, priceDerivation, discountApprovalId = null, pricePerM2 } = row;
  const { pricePerM2Derivation, loan, schedule, clauses, findings, contentHash } = row;
  const priced = { price, priceDerivation, discountApprovalId, pricePerM2, pricePerM2Derivation, loan, schedule };
  return { customerId, buyers, planId, ...priced, clauses, findings, contentHash };
}

/** The same as an answer says it. */
export function agreedSheet(row: Agreed): AgreedTerms {
  const { buyers, schedule, clauses, discountApprovalId, ...same } = agreedOf(row);
  return {
    ...same,
    ...(discountApprovalId ? { discountApprovalId } : {}),
    buyers: buyers.map(({ customerId, share }) => ({ customerId, share: Rate.parse(share) })),
    ...{ schedule: linesAgreed(schedule), clauses: clausesAgreed(clauses) },
  };
}

export function keptClauses(clauses: Clauses): KeptClauses {
  const { buyerLateRate, sellerLateRate, buyerLateRateBeyond: buyer, sellerLateRateBeyond: seller, ...same } = clauses;
  return {
    ...{ ...same, buyerLateRate: buyerLateRate.toString(), sellerLateRate: sellerLateRate.toString() },
    ...(buyer && { buyerLateRateBeyond: buyer.toString() }),
    ...(seller && { sellerLateRateBeyond: seller.toString() }),
  };
}

export function clausesAgreed(kept: KeptClauses): Clauses {
  const { buyerLateRate, sellerLateRate, buyerLateRateBeyond: buyer, sellerLateRateBeyond: seller, ...same } = kept;
  return {
    ...{ ...same, buyerLateRate: Rate.parse(buyerLateRate), sellerLateRate: Rate.parse(sellerLateRate) },
    ...(buyer && { buyerLateRateBeyond: Rate.parse(buyer) }),
    ...(seller && { sellerLateRateBeyond: Rate.parse(seller) }),
  };
}

export function keptLines(schedule: ScheduleLine[]): KeptLine[] {
  return schedule.map((line) => ({ ...line, amount: line.amount.toString() }));
}

export function linesAgreed(schedule: KeptLine[]): ScheduleLine[] {
  return schedule.map((line) => ({ ...line, amount: Money.parse(line.amount) }));
}
