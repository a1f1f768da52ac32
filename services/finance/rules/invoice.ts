import type { ReversalCause } from '#contracts/finance-invoices.js';
import type { VatMethod } from '#contracts/finance-settings.js';
import type { ReceivableKind } from '#contracts/finance.js';
import { divideHalfUp } from '#kernel/decimal.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { type DealState, outstanding, type Owed } from './standing.js';

/** What has to be paid before there is an invoice (FIN-11); fees of changes, handover and title do not hold it up. */
const everything: ReceivableKind[] = ['deposit', 'price', 'loan', 'area-settlement', 'late-fee'];

interface Invoiced {
  state: DealState;
  price?: Money | null;
  withdrawalId?: string | null;
}

/** The price that is invoiced, once all of it is paid and the area is settled (FIN-11, TIT-4); or the refusal. */
export function invoiceAmount(deal: Invoiced & { unitCode: string; settledAt?: Date | null }, owed: Owed[]): Money {
  const { unitCode: unit, state, price } = deal;
  if (state !== 'contracted' || !price || deal.withdrawalId) refuse('FIN-11.no-contract', { unit });
  const due = dueOf(owed);
  if (!due.isZero) refuse('FIN-11.unpaid', { unit, outstanding: due });
  if (!deal.settledAt) refuse('FIN-11.settlement-open', { unit });
  return price;
}

/** Why a deal cannot have its invoice any more: it is off, owes again, or has another price; undefined while it can. */
export function groundGone(deal: Invoiced, owed: Owed[], amount: Money): ReversalCause | undefined {
  if (deal.state !== 'contracted') return 'cancelled';
  if (deal.withdrawalId) return 'withdrawn';
  if (!dueOf(owed).isZero) return 'unpaid';
  return deal.price?.equals(amount) ? undefined : 'revised';
}

function dueOf(owed: Owed[]): Money {
  return outstanding(owed.filter(({ kind }) => everything.includes(kind)));
}

/** How VAT is levied (FIN-11): 9% by the general method, 5% by the simple one, unless the project has another rate. */
export function vatTerms({ vatMethod: method = 'general', vatRate }: { vatMethod?: VatMethod; vatRate?: Rate }) {
  const rate = vatRate ?? usualRates[method];
  if (!rate.isPositive || rate >= Rate.one) refuse('FIN-11.vat-rate', { rate: rate.toString() });
  return { method, rate };
}

const usualRates: Record<VatMethod, Rate> = { general: Rate.parse('0.09'), simple: Rate.parse('0.05') };

/**
 * A gross amount as net and VAT, which sum to it: net = amount ÷ (1 + rate), rounded once to the fen. The VAT is then
 * within a fen of net × rate. Of an amount below zero it is the same below zero.
 */
export function vatSplit(amount: Money, { method, rate }: { method: VatMethod; rate: Rate }) {
  const net = Money.fen(divideHalfUp(amount.fen * Rate.one.scaled, Rate.one.plus(rate).scaled));
  const vat = amount.minus(net);
  const steps = [derive('VAT = amount − net', 'FIN-11', { amount, net }, vat)];
  const inputs = { amount, rate, method };
  const derivation: Derivation = derive('net = amount ÷ (1 + rate)', 'FIN-11', inputs, net, steps);
  return { net, vat, derivation };
}
