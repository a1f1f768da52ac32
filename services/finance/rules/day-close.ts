import type { PaymentMethod } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { Day, Instant } from '#kernel/time.js';

/** A receipt of the day, or a red letter of one of the cashier's receipts. */
export interface DayReceipt {
  number: string;
  method: PaymentMethod;
  amount: Money;
  voided: boolean;
  /** Written by somebody else: it counts against this cashier, who took the money in. */
  red: boolean;
}

/** A cashier's day by method, and the cash that should be there (FIN-8); `receipts` in the order of their numbers. */
export function daySheet(day: Day, receipts: DayReceipt[], methods: readonly PaymentMethod[]) {
  const lines = methods.flatMap((method) => {
    const of = receipts.filter((one) => one.method === method);
    return of.length > 0 ? [lineOf(method, of)] : [];
  });
  const bookedCash = Money.sum(lines.filter(({ method }) => method === 'cash').map(({ net }) => net));
  const own = receipts.filter(({ red }) => !red);
  return { day, lines, bookedCash, firstNumber: own[0]?.number, lastNumber: own.at(-1)?.number };
}

function lineOf(method: PaymentMethod, all: DayReceipt[]) {
  const isRed = ({ red, amount }: DayReceipt) => red || amount.isNegative;
  const sum = (of: DayReceipt[]) => Money.sum(of.map(({ amount }) => amount));
  const [written, reds] = [all.filter((one) => !isRed(one)), all.filter(isRed)];
  const voids = written.filter(({ voided }) => voided);
  const [amount, voidedAmount, redAmount] = [sum(written), sum(voids), sum(reds)];
  const net = amount.minus(voidedAmount).plus(redAmount);
  const counts = { receipts: written.length, voids: voids.length, redLetters: reds.length };
  return { method, ...counts, amount, voidedAmount, redAmount, net };
}

/** The cash as counted against the cash as booked; a difference is explained (FIN-8). */
export function counted(booked: Money, countedCash: Money, reason?: string): Money {
  if (countedCash.isNegative) refuse('FIN-8.counted', { field: 'countedCash', countedCash });
  const difference = countedCash.minus(booked);
  if (!difference.isZero && !reason?.trim()) refuse('FIN-8.cash-unexplained', { difference, booked });
  return difference;
}

/** Days are closed once they have begun, the earliest first, each once (FIN-8). */
export function refuseUnlessClosable(day: Day, today: Day, closed: boolean, earliestOpen?: Day): void {
  if (day > today) refuse('FIN-8.day-to-come', { day, today });
  if (closed) refuse('FIN-8.day-closed', { day });
  if (earliestOpen && earliestOpen < day) refuse('FIN-8.earlier-open', { day, earlier: earliestOpen });
}

/** A closed day as it is shown; `lines` are those that were kept with it. */
export function closeRow(close: Closed, lines: ReturnType<typeof lineOf>[]) {
  const { id: closeId, cashierId, cashierName: cashier, day, bookedCash, countedCash, difference, closedAt } = close;
  const numbers = { firstNumber: close.firstNumber ?? undefined, lastNumber: close.lastNumber ?? undefined };
  const sums = { lines, bookedCash, countedCash, difference, reason: close.reason ?? undefined };
  return { closeId, cashierId, cashier, day, ...sums, ...numbers, closedAt };
}

interface Closed {
  id: string;
  cashierId: string;
  cashierName: string;
  day: string;
  bookedCash: Money;
  countedCash: Money;
  difference: Money;
  reason?: string | null;
  firstNumber?: string | null;
  lastNumber?: string | null;
  closedAt: Instant;
}
