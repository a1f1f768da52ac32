import type { RejectedRow } from '#contracts/inventory.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';

/** A movement on an account as the bank's statement says it (FIN-8). */
export interface StatementLine {
  /** Of the table, or which entry of the document it is. */
  row: number;
  day: Day;
  valueDay?: Day;
  /** What came in; below zero what went out. */
  amount: Money;
  /** What was on the account after it, where the statement says so. */
  balance?: Money;
  /** The bank's own number of it; '' where the statement has none. */
  reference: string;
  summary: string;
  party: string;
  partyAccount: string;
}

/** A statement as it was read; what is said of balances is not checked yet. */
export interface ReadStatement {
  /** The account's number, where the statement says it. */
  account?: string;
  opening?: Money;
  closing?: Money;
  from?: Day;
  to?: Day;
  lines: StatementLine[];
  rejected: RejectedRow[];
}

/** A statement whose balances add up: its lines in the order in which they happened, each with the balance after it. */
export interface Statement {
  opening: Money;
  closing: Money;
  from: Day;
  to: Day;
  lines: (StatementLine & { balance: Money })[];
}

/** Balances that whoever hands the statement in says, where it has none. */
export interface GivenBalances {
  opening?: Money | undefined;
  closing?: Money | undefined;
}

/**
 * The statement with its lines in order, oldest first, whichever way the bank writes them. Refuses what has no balances
 * (FIN-8.no-balance), and where a balance is not the one before it and the line (FIN-8.balance-broken).
 */
export function accounted(read: ReadStatement, given: GivenBalances): Statement {
  const { lines } = read;
  const opening = given.opening ?? read.opening;
  const closing = given.closing ?? read.closing;
  const days = lines.map(({ day }) => day).toSorted();
  const [from, to] = [read.from ?? days[0], read.to ?? days.at(-1)];
  if (!from || !to) return refuse('FIN-8.no-lines', {});
  const forward = lines.length < 2 || lines[0]!.day <= lines.at(-1)!.day;
  const orders = forward ? [lines, lines.toReversed()] : [lines.toReversed(), lines];
  const tried = orders.map((order) => summed(order, opening, closing));
  const good = tried.find(({ wrong }) => !wrong) ?? tried[0]!;
  if (good.wrong) refuse('FIN-8.balance-broken', { ...good.wrong });
  return { opening: good.opening, closing: good.closing, from, to, lines: good.lines };
}

interface Wrong {
  row: number;
  expected: Money;
  stated: Money;
}

function summed(order: StatementLine[], opening: Money | undefined, closing: Money | undefined) {
  const start = opening ?? startOf(order) ?? refuse('FIN-8.no-balance', {});
  if (!closing && !order.some(({ balance }) => balance)) refuse('FIN-8.no-balance', {});
  let balance = start;
  let wrong: Wrong | undefined;
  const lines = order.map((line) => {
    balance = balance.plus(line.amount);
    if (line.balance && !line.balance.equals(balance))
      wrong ??= { row: line.row, expected: balance, stated: line.balance };
    return { ...line, balance };
  });
  if (closing && !closing.equals(balance)) wrong ??= { row: 0, expected: balance, stated: closing };
  return { opening: start, closing: balance, lines, wrong };
}

/** What was on the account before the first line, from the first balance that is there. */
function startOf(order: StatementLine[]): Money | undefined {
  const at = order.findIndex(({ balance }) => balance);
  if (at < 0) return undefined;
  return order[at]!.balance!.minus(Money.sum(order.slice(0, at + 1).map(({ amount }) => amount)));
}

/**
 * What makes a line the same line in every statement that has it: the bank's number with day and amount, as voucher
 * numbers come again; where there is none, all that is said of it, and the how-manieth such line it is.
 */
export function identities(lines: StatementLine[]): string[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const { day, amount, balance, summary, party, partyAccount } = line;
    if (line.reference) return `ref ${line.reference} ${day} ${amount}`;
    const said = JSON.stringify([day, amount, balance ?? '', summary, party, partyAccount]);
    const count = (seen.get(said) ?? 0) + 1;
    seen.set(said, count);
    return `${said} ${count}`;
  });
}

/** New lines of days before the account's first, or of days that are checked, are refused (FIN-8). */
export function lateRows(
  account: { since: Day; checkedThrough?: Day | null },
  fresh: { row: number; day: Day }[],
): void {
  const early = fresh.find(({ day }) => day < account.since);
  if (early) refuse('FIN-8.before-account', { row: early.row, day: early.day, since: account.since });
  const { checkedThrough } = account;
  const late = fresh.find(({ day }) => checkedThrough && day <= checkedThrough);
  if (late) refuse('FIN-8.line-late', { row: late.row, day: late.day, checkedThrough: checkedThrough! });
}
