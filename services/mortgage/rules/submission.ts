import type { MortgageState } from '#contracts/mortgage.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';

/** Only checked papers, with a bank chosen, of a contract that is filed, go to the bank (MOR-3). */
export function refuseUnlessSubmittable(application: {
  unitCode: string;
  state: MortgageState;
  filedAt?: Instant | null;
}): void {
  const { unitCode: unit, state, filedAt } = application;
  if (['collecting', 'collected', 'more-papers'].includes(state)) refuse('MOR-3.not-checked', { unit });
  if (['checked', 'refused'].includes(state)) refuse('MOR-3.no-bank', { unit });
  if (state === 'bank-chosen' && !filedAt) refuse('MOR-3.not-filed', { unit });
}

/** Whether a chosen bank goes on with what it has, as after asking for more papers, or gets a submission of its own. */
export function goesOn(current: { bank: string; endedFor?: string | null } | null, bank: string): boolean {
  return current !== null && !current.endedFor && current.bank === bank;
}
