import { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import type { Owed } from './standing.js';

/**
 * Money of one receipt, of none where an area settlement made it (TIT-4), and the day on which it counts as paid:
 * however often it is put elsewhere, it stays money of that receipt and that day.
 */
export interface Lot {
  receiptId: string | null;
  valueDay: Day;
  amount: Money;
}

/** Money put to a receivable, negative when it is taken off; `closed` says how the receivable ends with it. */
export interface Part {
  owed: Owed;
  amount: Money;
  closed?: 'converted' | 'cancelled';
  /** Whose money is put there as far as it is free; else the oldest. */
  from?: Lot[];
}

/** What comes in, negative when it goes out again with its receipt; and what goes out or is kept for good. */
export interface Flow {
  received: Money;
  spent: Money;
  parts: Part[];
}

/** Money as it lies on a receivable. */
export interface Slice extends Lot {
  receivableId: string;
}

/** All the money of a deal: what lies on each receivable, and what of each receipt is free, the oldest first. */
export interface Purse {
  slices: Slice[];
  free: Lot[];
}

/** Which slices a movement puts on receivables or takes off them, whose money goes for good, and what is left. */
export interface Traced {
  slices: Slice[];
  spent: Lot[];
  purse: Purse;
}

/** The receipt whose money comes in or goes out again; null when the money only changes places, on this day. */
export interface Source {
  receiptId: string | null;
  valueDay: Day;
}

/**
 * Whose money a movement moves. First money is taken off, the latest first; then put to receivables: a receipt's own
 * when one comes in, as `from` says, else that of settlements and then the oldest. What is spent is the oldest too.
 */
export function traced(purse: Purse, flow: Flow, source: Source): Traced {
  const { received, spent, parts } = flow;
  const free = purse.free.map((lot) => ({ ...lot }));
  const own = received.isZero ? undefined : source.receiptId;
  if (received.isPositive) give(free, { ...source, amount: received });
  const off = parts.filter(({ amount }) => amount.isNegative).flatMap((part) => takenOff(purse, part, source, own));
  for (const { receivableId: _, ...slice } of off) give(free, { ...slice, amount: slice.amount.negated() });
  const on = parts.filter(({ amount }) => amount.isPositive).flatMap((part) => putTo(free, part, own));
  if (received.isNegative) take(free, received.negated(), [{ ...source, amount: received.negated() }], true);
  const gone = take(free, spent);
  const slices = [...off, ...on];
  return { slices, spent: gone, purse: { slices: added(purse.slices, slices), free: inOrder(free) } };
}

/** What lies on a receivable, summed: of which receipt, since when. */
export function slicesOn(purse: Purse, receivableId: string): Lot[] {
  const there = purse.slices.filter((slice) => slice.receivableId === receivableId);
  return there.map(({ receiptId, valueDay, amount }) => ({ receiptId, valueDay, amount }));
}

/** What of a receipt is free: neither put to something nor spent. */
export function freeOf({ free }: Purse, receiptId: string): Money {
  return Money.sum(free.filter((lot) => lot.receiptId === receiptId).map(({ amount }) => amount));
}

/** What of a receipt is still there, wherever it lies: not refunded, not forfeited. */
export function leftOf(purse: Purse, receiptId: string): Money {
  const there = purse.slices.filter((slice) => slice.receiptId === receiptId);
  return Money.sum(there.map(({ amount }) => amount)).plus(freeOf(purse, receiptId));
}

/** The slices that a negative part takes off; one that settles what is owed to the customer makes money instead. */
function takenOff({ slices }: Purse, { owed, amount }: Part, { valueDay }: Source, own?: string | null): Slice[] {
  const receivableId = owed.id;
  if (owed.amount.isNegative) return [{ receivableId, receiptId: null, valueDay, amount }];
  const there = slices.filter((one) => one.receivableId === receivableId && one.amount.isPositive);
  const pool = own ? there.filter(({ receiptId }) => receiptId === own) : there;
  const latestFirst = inOrder(pool.map((slice) => ({ ...slice }))).toReversed();
  return take(latestFirst, amount.negated()).map((lot) => ({
    ...{ receivableId, receiptId: lot.receiptId, valueDay: lot.valueDay, amount: lot.amount.negated() },
  }));
}

function putTo(free: Lot[], { owed, amount, from }: Part, own?: string | null): Slice[] {
  const first = own ? free.filter(({ receiptId }) => receiptId === own) : (from ?? []);
  return take(free, amount, first).map((lot) => ({ ...lot, receivableId: owed.id }));
}

/** So much out of the pool, in its order, of these before the others (or of these only); changes the pool. */
function take(pool: Lot[], amount: Money, first: Lot[] = [], only = false): Lot[] {
  const taken: Lot[] = [];
  let left = amount;
  const draw = (lot: Lot, most: Money) => {
    const part = Money.min(left, most, lot.amount);
    if (!part.isPositive) return;
    left = left.minus(part);
    Object.assign(lot, { amount: lot.amount.minus(part) });
    give(taken, { receiptId: lot.receiptId, valueDay: lot.valueDay, amount: part });
  };
  for (const wanted of first) for (const lot of pool) if (isSame(lot, wanted)) draw(lot, wanted.amount);
  if (!only) for (const lot of pool) draw(lot, left);
  if (left.isPositive) throw new Error(`FIN-3: ${left.toString()} is moved, and it is nobody's money`);
  return taken;
}

function give(pool: Lot[], lot: Lot): void {
  const same = pool.find((one) => isSame(one, lot));
  if (same) same.amount = same.amount.plus(lot.amount);
  else pool.push({ receiptId: lot.receiptId, valueDay: lot.valueDay, amount: lot.amount });
  const ordered = inOrder(pool);
  pool.splice(0, pool.length, ...ordered);
}

function added(slices: Slice[], more: Slice[]): Slice[] {
  const sums = slices.map((slice) => ({ ...slice }));
  for (const slice of more) {
    const same = sums.find((one) => one.receivableId === slice.receivableId && isSame(one, slice));
    if (same) same.amount = same.amount.plus(slice.amount);
    else sums.push({ ...slice });
  }
  return sums.filter(({ amount }) => !amount.isZero);
}

/** Money of settlements first, then by the day that it was paid on; ids of receipts are in their order. */
function inOrder<T extends Lot>(lots: T[]): T[] {
  const place = ({ receiptId, valueDay }: Lot) => (receiptId ? `${valueDay} ${receiptId}` : '');
  return lots.filter(({ amount }) => !amount.isZero).toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
}

function isSame(one: Lot, other: Lot): boolean {
  return one.receiptId === other.receiptId && (one.receiptId !== null || one.valueDay === other.valueDay);
}
