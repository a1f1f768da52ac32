import type { ReconciliationSettings } from '#contracts/finance-settings.js';
import { addDays } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BankSide, BookSide, MatchingTerms } from '../rules/matching.js';
import type { BankAccount } from './bank-account.js';
import { BankItem, BankLine } from './bank-line.js';
import { CashDeposit } from './cash-deposit.js';
import { Receipt } from './receipt.js';

/** So much is matched at once, the oldest first; the rest when that is settled. */
const [linesMax, itemsMax] = [10_000, 20_000];

/** What is matched with nothing and not explained, as rules see it; names are opened in memory alone (ALL-9). */
export interface OpenSides {
  lines: BankSide[];
  items: BookSide[];
}

/** How a project wants its statements matched (FIN-8). */
export function termsOf(settings: ReconciliationSettings = {}): MatchingTerms {
  const { dayWindow = 5, threshold = 80, margin = 15 } = settings;
  return { dayWindow, threshold, margin };
}

/** The open lines of the account, and the open items of its project around their days. */
export async function openSides(em: EntityManager, account: BankAccount, { dayWindow }: MatchingTerms) {
  const open = { matchId: null, explanationId: null };
  const inOrder = { orderBy: { day: 'asc', id: 'asc' } } as const;
  const lines = await em.find(BankLine, { accountId: account.id, ...open }, { ...inOrder, limit: linesMax });
  const last = lines.length === linesMax ? addDays(lines.at(-1)!.day, dayWindow) : '9999-12-31';
  const day = { $gte: account.since, $lte: last };
  const items = await em.find(
    BankItem,
    { projectId: account.projectId, day, ...open },
    { ...inOrder, limit: itemsMax },
  );
  const receipts = await receiptsOf(em, items);
  const slips = await slipsOf(em, items);
  const sides: OpenSides = {
    lines: lines.map(lineSide),
    items: items.map((item) => ({
      ...itemSide(item, receipts.get(item.documentId)),
      ...slips.get(item.documentId),
    })),
  };
  return { ...sides, entities: new Map([...lines, ...items].map((part) => [part.id, part])) };
}

/** The receipts that these items are of, by their ids. */
async function receiptsOf(em: EntityManager, items: BankItem[]): Promise<Map<string, Receipt>> {
  const ids = items.map(({ documentId }) => documentId);
  const receipts = await em.find(Receipt, { id: { $in: ids } });
  return new Map(receipts.map((receipt) => [receipt.id, receipt]));
}

/** Cash that was taken to the bank is found by its slip. */
async function slipsOf(em: EntityManager, items: BankItem[]): Promise<Map<string, { number: string }>> {
  const ids = items.filter(({ documentKind }) => documentKind === 'cash-deposit').map(({ documentId }) => documentId);
  const deposits = ids.length > 0 ? await em.find(CashDeposit, { id: { $in: ids } }) : [];
  return new Map(deposits.map(({ id, slip }) => [id, { number: slip }]));
}

/** A void has its receipt's id, is no receipt itself, and takes it back (FIN-4). */
const voided = { documentId: '', method: '', number: '', party: '', replacesId: null };

function lineSide({ id, day, amount, reference, summary, party }: BankLine): BankSide {
  return { id, day, amount, text: `${reference} ${summary ?? ''}`, party: party ?? '' };
}

function itemSide(item: BankItem, receipt: Receipt | undefined): BookSide {
  const { id, day, amount, dealId, documentId } = item;
  if (item.documentKind === 'void')
    return { ...voided, id, day, amount, dealId: dealId ?? null, reversesId: documentId };
  const { method = '', number = '', payer: party = '', reversesId = null, replacesId = null } = receipt ?? {};
  return { id, day, amount, dealId: dealId ?? null, documentId, method, number, party, reversesId, replacesId };
}
