import type { MatchReason } from '#contracts/finance-matches.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import type { BankItem, BankLine } from './bank-line.js';

const schema = defineEntity({
  name: 'BankMatch',
  tableName: 'bank_match',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    accountId: p.uuid(),
    kind: p.string().$type<'automatic' | 'manual'>(),
    score: p.integer().nullable(),
    reasons: json<MatchReason[]>(),
    /** Of the lines above the book items; why is said where it is not zero. */
    difference: money(),
    differenceReason: p.text().nullable(),
    /** The last day of its parts: from then on neither side is outstanding. */
    settledOn: p.string(),
    madeBy: p.uuid(),
    madeByName: p.string(),
    madeAt: p.datetime(),
    endedBy: p.uuid().nullable(),
    endedAt: p.datetime().nullable(),
    endedFor: p.text().nullable(),
  },
});

/** Lines of a statement and book items that are the same money (FIN-8); ended it stays as history (ALL-3). */
export class BankMatch extends schema.class {}
schema.setClass(BankMatch);

const partSchema = defineEntity({
  name: 'BankMatchPart',
  tableName: 'bank_match_part',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    matchId: p.uuid(),
    lineId: p.uuid().nullable(),
    itemId: p.uuid().nullable(),
    amount: money(),
  },
});

/** A line or an item of a match. */
export class BankMatchPart extends partSchema.class {}
partSchema.setClass(BankMatchPart);

const explanationSchema = defineEntity({
  name: 'BankExplanation',
  tableName: 'bank_explanation',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    lineId: p.uuid().nullable(),
    itemId: p.uuid().nullable(),
    reason: p.text(),
    byId: p.uuid(),
    byName: p.string(),
    at: p.datetime(),
  },
});

/** What somebody said a difference is (FIN-8). */
export class BankExplanation extends explanationSchema.class {}
explanationSchema.setClass(BankExplanation);

/** Who matches what on which account, how sure, and why the sums differ where they do. */
export interface Matching {
  account: { id: string; projectId: string };
  lines: BankLine[];
  items: BankItem[];
  by: { id: string; name: string };
  at: Instant;
  /** Of an automatic match. */
  sure?: { score: number; reasons: MatchReason[] };
  differenceReason?: string;
}

/** The match of these lines and items, which are marked as its own. */
export function matched(em: EntityManager, { account, lines, items, by, at, sure, differenceReason }: Matching) {
  const id = newId();
  const sum = (parts: { amount: Money }[]) => Money.sum(parts.map(({ amount }) => amount));
  const match = em.create(BankMatch, {
    ...{ id, projectId: account.projectId, accountId: account.id, kind: sure ? 'automatic' : 'manual' },
    ...{ score: sure?.score ?? null, reasons: sure?.reasons ?? [], difference: sum(lines).minus(sum(items)) },
    ...{ differenceReason: differenceReason ?? null, madeBy: by.id, madeByName: by.name, madeAt: at },
    settledOn: [...lines, ...items]
      .map(({ day }) => day)
      .toSorted()
      .at(-1)!,
  });
  for (const line of lines) {
    em.create(BankMatchPart, { id: newId(), matchId: id, lineId: line.id, amount: line.amount });
    line.matchId = id;
  }
  for (const item of items) {
    em.create(BankMatchPart, { id: newId(), matchId: id, itemId: item.id, amount: item.amount });
    item.matchId = id;
  }
  return match;
}
