import type { DepositType } from '#contracts/sales.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { movement, type Movement } from './movement.js';
import type { Owed, Standing } from './standing.js';

/** An amount that is kept, and how it was computed. */
export interface Forfeited {
  amount: Money;
  derivation: Derivation;
}

/** The law lets the seller keep at most this share of the price as 定金 (SUB-2). */
const forfeitShareMax = Rate.parse('0.20');

/** The deposit while it is short: a full one is not for finance to decide on (SUB-4). */
export function shortDeposit(owed: Owed[], unit: string): Owed {
  const deposit = owed.find(({ kind }) => kind === 'deposit');
  if (deposit?.state !== 'open') refuse('SUB-4.not-short', { unit });
  return deposit;
}

/** How much of what was paid of the deposit is kept: all of it unless told, only 定金, at most 20% of the price. */
export function forfeited(
  deal: { unitCode: string; depositType: DepositType; dealPrice?: Money | null },
  { paid }: Owed,
  wanted?: Money,
): Forfeited {
  const { unitCode: unit, depositType, dealPrice: price } = deal;
  if (depositType !== 'legal') refuse('SUB-2.not-forfeitable', { unit, ...types[depositType] });
  if (!price) refuse('SUB-2.price-unknown', { unit });
  const most = price.times(forfeitShareMax);
  const amount = wanted ?? Money.min(paid, most);
  if (amount > paid) refuse('SUB-4.more-than-paid', { unit, amount, paid });
  if (amount > most) refuse('SUB-2.forfeit-share', { unit, amount, most });
  const inputs = { paid, price, shareMax: forfeitShareMax, most, ...(wanted ? { wanted } : {}) };
  return { amount, derivation: derive('paid of the deposit, at most price × share', 'SUB-2', inputs, amount) };
}

/** What a withdrawal keeps: what the agreement lets the seller retain, and no more than is held (SUB-6). */
export function retained(retain: Money, held: Money): Forfeited {
  const amount = Money.min(retain, held);
  const derivation = derive('retained by the agreement, at most what is held', 'SUB-6', { retain, held }, amount);
  return { amount, derivation };
}

/** Held money becomes the seller's, as other income (FIN-6). */
export function forfeitureMovement(standing: Standing, amount: Money): Movement {
  return movement(standing, { kept: amount });
}

const types = {
  prepayment: { typeZh: '订金', typeEn: 'a prepayment' },
  earnest: { typeZh: '诚意金', typeEn: 'earnest money' },
};
