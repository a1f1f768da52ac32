import type { ScheduleLine } from '#contracts/sales.js';
import { derive } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import type { OwedTerms } from './receivables.js';

/** A deal from before this system, as far as what is owed in it goes. */
interface TakenOver {
  number: string;
  deposit: Money;
  subscribedOn: Day;
  takenOverOn: Day;
  contract?: { schedule: ScheduleLine[] };
  openingLateFee?: Money;
}

/** The lines of the contract, or the deposit while there is none; and the late fees that were owed already (FIN-1). */
export function takenOverOwed({ number, deposit, subscribedOn, takenOverOn, ...deal }: TakenOver): OwedTerms[] {
  const derivation = derive('deposit of the old deal', 'SUB-1', { number, deposit }, deposit);
  const single = { kind: 'deposit' as const, label: '定金', line: 0, amount: deposit, dueOn: subscribedOn, derivation };
  const fee = deal.openingLateFee;
  return [...(deal.contract?.schedule ?? [single]), ...(fee ? [lateFee(number, fee, takenOverOn)] : [])];
}

function lateFee(number: string, amount: Money, dueOn: Day): OwedTerms {
  const derivation = derive('late fee owed at the take-over', 'FIN-7', { number, amount }, amount);
  return { kind: 'late-fee', label: '期初违约金', line: 0, amount, dueOn, derivation };
}
