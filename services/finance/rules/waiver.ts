import type { WaiverState } from '#contracts/finance-late-fees.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';
import { type FeeOn, waivable } from './late-fees.js';

/** So much is waived, of a late fee of so much of which so much was waived before (FIN-7). */
export interface Granted {
  granted: Money;
  fee: Money;
  waivedBefore: Money;
  derivation: Derivation;
}

/** What is waived if it is decided on this day: what was asked for, or all; at most what the fee is then. */
export function waiver(fee: FeeOn | undefined, label: string, on: Day, asked?: Money | null): Granted {
  const most = fee && waivable(fee);
  if (!most?.isPositive) refuse('FIN-7.no-late-fee', { label });
  if (asked && asked > most) refuse('FIN-7.waiver-too-much', { label, amount: asked, fee: most });
  const granted = asked ?? most;
  const [whole, waivedBefore] = [fee!.fee.amount.plus(fee!.accrued.amount), fee!.of.waived];
  const inputs = { on, fee: whole, waivedBefore, ...(asked && { asked }) };
  const formula = asked ? 'as asked, at most late fee − waived before' : 'late fee − waived before';
  const steps = [fee!.fee.derivation, fee!.accrued.derivation];
  return { granted, fee: whole, waivedBefore, derivation: derive(formula, 'FIN-7', inputs, granted, steps) };
}

/** The word on a request; a refusal gives its reason. */
export function waiverDecided(state: WaiverState, decision: 'approve' | 'refuse', reason?: string): WaiverState {
  if (state !== 'requested') refuse('FIN-7.waiver-decided', { state });
  if (decision === 'refuse' && !reason?.trim()) refuse('FIN-7.waiver-reason', {});
  return decision === 'approve' ? 'approved' : 'refused';
}
