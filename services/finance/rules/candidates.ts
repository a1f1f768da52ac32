import { Money } from '#kernel/money.js';
import { type Day, addDays, daysBetween } from '#kernel/time.js';
import { type BankSide, type BookSide, type Candidate, type MatchingTerms, nearness, pairOf } from './matching.js';

/** Of book items that fit a line by amount alone so many are looked at: enough to see that it is ambiguous. */
const weakMax = 20;

/**
 * Everything that may belong together: one line and one item; one line and the receipts of a day that sum to it; lines
 * of one payer that sum to one item; and what the books took back themselves, which no bank will ever show (FIN-8). By
 * indexes of amount, day and payer: each line meets few items, however many there are.
 */
export function candidatesOf(lines: BankSide[], items: BookSide[], terms: MatchingTerms): Candidate[] {
  return [
    ...nettedIn(items),
    ...pairsIn(lines, items, terms),
    ...settlementsIn(lines, items, terms),
    ...instalmentsIn(lines, items, terms),
  ];
}

/** A receipt and what takes it back; or a red letter and the receipt issued for the same money 换发 (FIN-4, FIN-5). */
function nettedIn(items: BookSide[]): Candidate[] {
  const byDocument = new Map(items.map((item) => [item.documentId, item]));
  const replacing = new Map(items.flatMap((item) => (item.replacesId ? [[item.replacesId, item] as const] : [])));
  return items.flatMap((back): Candidate[] => {
    if (!back.reversesId) return [];
    const other = replacing.get(back.reversesId) ?? byDocument.get(back.reversesId);
    if (!other || !other.amount.plus(back.amount).isZero) return [];
    return [{ lineIds: [], itemIds: [other.id, back.id].toSorted(), score: 100, reasons: ['netted'] }];
  });
}

function pairsIn(lines: BankSide[], items: BookSide[], terms: MatchingTerms): Candidate[] {
  const byAmount = grouped(items, ({ amount }) => String(amount));
  const byDay = grouped(items.toSorted(byId), ({ amount, day }) => `${amount} ${day}`);
  const byPayer = grouped(items, ({ amount, party }) => `${amount} ${party}`);
  const byNumber = new Map(items.map((item) => [item.number, item]));
  return lines.flatMap((line) => {
    const same = byAmount.get(String(line.amount)) ?? [];
    const told = [...line.text.matchAll(/[\w-]{6,}/gu)].flatMap(([number]) => byNumber.get(number) ?? []);
    const near = nearest((day) => byDay.get(`${line.amount} ${day}`) ?? [], line, terms.dayWindow);
    const named = line.party ? (byPayer.get(`${line.amount} ${line.party}`) ?? []) : same.filter(isIn(line.text));
    return [...new Set([...told, ...named, ...near])].flatMap((item) => pairOf(line, item, terms) ?? []);
  });
}

function byId(one: BookSide, other: BookSide): number {
  return one.id < other.id ? -1 : 1;
}

function isIn(text: string): (item: BookSide) => boolean {
  return ({ party }) => party !== '' && text.includes(party);
}

/** The nearest days first, up to so many. */
function nearest(days: (day: Day) => BookSide[], { day }: BankSide, dayWindow: number): BookSide[] {
  const found = [...days(day)];
  for (let apart = 1; apart <= dayWindow && found.length < weakMax; apart++)
    found.push(...days(addDays(day, -apart)), ...days(addDays(day, apart)));
  return found.slice(0, weakMax);
}

/** A terminal's total: all card receipts of a day; or all receipts of a deal on a day. */
function settlementsIn(lines: BankSide[], items: BookSide[], terms: MatchingTerms): Candidate[] {
  const cards = grouped(items.filter(isReceipt('card')), ({ day }) => day);
  const deals = grouped(items.filter(isReceipt()), ({ day, dealId }) => `${day} ${dealId}`);
  const groups = [...group('terminal-total', cards), ...group('one-deal', deals)];
  const byAmount = grouped(groups, ({ amount }) => String(amount));
  return lines.flatMap((line) =>
    (byAmount.get(String(line.amount)) ?? []).flatMap(({ members, day, reason }): Candidate[] => {
      const apart = Math.abs(daysBetween(day, line.day));
      if (apart > terms.dayWindow) return [];
      const paid = reason === 'one-deal' && members.some((one) => one.party && isOf(line, one.party));
      const settled =
        reason === 'terminal-total' && /POS|银联|收单|清算|商户|刷卡/iu.test(`${line.text} ${line.party}`);
      const score = 35 + nearness(apart) + (paid || settled ? 30 : 0) + 10;
      const reasons = [reason, 'amount', apart === 0 ? 'same-day' : 'days-apart'] as const;
      const more = paid ? (['payer'] as const) : settled ? (['terminal'] as const) : [];
      const itemIds = members.map(({ id }) => id).toSorted();
      return [{ lineIds: [line.id], itemIds, score, reasons: [...reasons, ...more] }];
    }),
  );
}

function isReceipt(method?: string): (item: BookSide) => boolean {
  return (item) =>
    item.amount.isPositive && !item.reversesId && item.method !== '' && (!method || item.method === method);
}

function isOf(line: BankSide, party: string): boolean {
  return line.party === party || line.text.includes(party);
}

interface Group {
  reason: 'terminal-total' | 'one-deal';
  day: Day;
  amount: Money;
  members: BookSide[];
}

function group(reason: Group['reason'], found: Map<string, BookSide[]>): Group[] {
  return [...found.values()]
    .filter((members) => members.length > 1)
    .map((members) => {
      return { reason, members, day: members[0]!.day, amount: Money.sum(members.map(({ amount }) => amount)) };
    });
}

/** Paid in parts: all that one payer paid in on the days around it sums to one receipt. */
function instalmentsIn(lines: BankSide[], items: BookSide[], terms: MatchingTerms): Candidate[] {
  const byParty = grouped(
    lines.filter(({ party, amount }) => party && amount.isPositive),
    ({ party }) => party,
  );
  return items.flatMap((item): Candidate[] => {
    if (!item.party || !item.amount.isPositive) return [];
    const [from, to] = [addDays(item.day, -terms.dayWindow), addDays(item.day, terms.dayWindow)];
    const paid = (byParty.get(item.party) ?? []).filter(({ day }) => day >= from && day <= to);
    if (paid.length < 2 || !Money.sum(paid.map(({ amount }) => amount)).equals(item.amount)) return [];
    const sameDay = paid.every(({ day }) => day === item.day);
    const lineIds = paid.map(({ id }) => id).toSorted();
    const reasons = ['parts', 'amount', sameDay ? 'same-day' : 'days-apart', 'payer'] as const;
    return [{ lineIds, itemIds: [item.id], score: sameDay ? 95 : 80, reasons: [...reasons] }];
  });
}

function grouped<T>(all: T[], by: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = by(one);
    const members = groups.get(key);
    if (members) members.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
