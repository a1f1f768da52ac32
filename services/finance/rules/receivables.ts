import type { ReceivableKind } from '#contracts/finance.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { type Day, dayOf, type Instant } from '#kernel/time.js';

/** What becomes owed (FIN-1). */
export interface OwedTerms {
  kind: ReceivableKind;
  label: string;
  line: number;
  amount: Money;
  dueOn: Day;
  derivation: Derivation;
  /** The construction node that it waits for, and how many days after that it is due (INV-6). */
  nodeId?: string;
  dueDaysAfterNode?: number;
}

/** The deposit 定金, due on the day of its deadline (SUB-1). */
export function depositOwed({ deposit, depositBy }: { deposit: Money; depositBy: Instant }): OwedTerms {
  const derivation = derive('deposit as subscribed', 'SUB-1', { deposit, depositBy }, deposit);
  return { kind: 'deposit', label: '定金', line: 0, amount: deposit, dueOn: dayOf(depositBy), derivation };
}

/** The area settlement, due on the day of the supplementary contract (TIT-4). */
export function settlementOwed(difference: Money, derivation: Derivation, signedOn: Day): OwedTerms {
  const label = difference.isNegative ? '面积差款（应退）' : '面积差款';
  return { kind: 'area-settlement', label, line: 0, amount: difference, dueOn: signedOn, derivation };
}

/** The late fee 违约金 of an instalment, before it comes to anything (FIN-7). */
export function lateFeeOwed({ label, line, dueOn }: Pick<OwedTerms, 'label' | 'line' | 'dueOn'>): OwedTerms {
  const derivation = derive('late fee', 'FIN-7', {}, Money.zero);
  return { kind: 'late-fee', label: `违约金（${label}）`, line, amount: Money.zero, dueOn, derivation };
}
