import type { ContractWithdrawalState } from '#contracts/sales-contracts.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';
import { nextStep, type Standing } from './standing.js';

/** The contract as far as a withdrawal is decided by it. */
export interface Withdrawing extends Standing {
  number: string;
  price: Money;
  handedOverAt?: Instant | null;
}

/** Nothing is withdrawn once the keys are handed over or it is withdrawn; no more is kept than the price (CON-5). */
export function refuseUnlessWithdrawable(contract: Withdrawing, retain: Money): void {
  const { number, price, state, handedOverAt } = contract;
  if (handedOverAt) refuse('CON-5.handed-over', { number });
  if (state === 'withdrawing' || state === 'withdrawn') {
    refuse('CON-5.withdrawn-already', { number, next: nextStep(contract) });
  }
  if (retain.isNegative || retain > price) refuse('CON-5.retain', { number, retain, price });
}

/** The word of the general manager or a deputy; a refusal gives its reason (CON-5). */
export function withdrawalDecided(state: ContractWithdrawalState, decision: 'approve' | 'refuse', reason?: string) {
  if (state !== 'requested') refuse('CON-5.decided', { state });
  if (decision === 'refuse' && !reason?.trim()) refuse('CON-5.reason-missing', {});
  return decision === 'approve' ? ('approved' as const) : ('refused' as const);
}

/** Only what the company approved is executed, with the filing cancelled and no change under way (CON-5). */
export function refuseUnlessExecutable(contract: Withdrawing, state: ContractWithdrawalState, amending: boolean): void {
  const { number } = contract;
  if (state !== 'approved') refuse('CON-5.not-approved', { number, state });
  if (contract.handedOverAt) refuse('CON-5.handed-over', { number });
  if (amending) refuse('CON-4.amendment-open', { number });
  if (onFile.includes(contract.state)) refuse('CON-5.filing-first', { number, next: nextStep(contract) });
}

const onFile: Standing['state'][] = ['filing', 'filed', 'unfiling'];
