import type { Day } from '#kernel/time.js';
import { money } from '#persistence/columns.js';
import { sealed } from '#persistence/sealed.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';

const lineSchema = defineEntity({
  name: 'BankLine',
  tableName: 'bank_line',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    accountId: p.uuid(),
    /** The first statement that had it. */
    statementId: p.uuid(),
    day: p.string(),
    valueDay: p.string().nullable(),
    /** What came in; below zero what went out. */
    amount: money(),
    balance: money(),
    reference: p.string(),
    /** Blind: by which it is the same line in every statement. */
    fingerprint: p.string(),
    summary: sealed().nullable(),
    party: sealed().nullable(),
    partyAccount: sealed().nullable(),
    /** The standing match. */
    matchId: p.uuid().nullable(),
    explanationId: p.uuid().nullable(),
  },
});

/** A movement on the account as the bank tells it; who moved it is sealed (FIN-8, ALL-9). */
export class BankLine extends lineSchema.class {}
lineSchema.setClass(BankLine);

const itemSchema = defineEntity({
  name: 'BankItem',
  tableName: 'bank_item',
  properties: {
    /** Of the ledger's line on 银行存款; the database writes it with that. */
    id: p.uuid().primary(),
    entryId: p.uuid(),
    projectId: p.uuid(),
    dealId: p.uuid().nullable(),
    day: p.string(),
    amount: money(),
    documentKind: p.string(),
    documentId: p.uuid(),
    matchId: p.uuid().nullable(),
    explanationId: p.uuid().nullable(),
  },
});

/** What the books say of the bank: awaited on a statement until it is matched with lines of one (FIN-8). */
export class BankItem extends itemSchema.class {}
itemSchema.setClass(BankItem);

/** Since when the bank shows the money of each of the deal's receipts, or of the one it replaces (FIN-8). */
export async function bankedDays(em: EntityManager, dealId: string): Promise<Map<string, Day>> {
  const rows = await em.execute<{ receipt: string; day: Day }[]>(banked, [dealId]);
  return new Map(rows.map(({ receipt, day }) => [receipt, day]));
}

const banked = `
  with recursive chain as (
    select id as receipt, id as document, replaces_id from receipt where deal_id = ? and amount > 0
    union all select c.receipt, r.id, r.replaces_id from chain c join receipt r on r.id = c.replaces_id)
  select c.receipt, max(l.day) as day from chain c join bank_item i on i.document_id = c.document and i.amount > 0
  join bank_line l on l.match_id = i.match_id group by c.receipt`;
