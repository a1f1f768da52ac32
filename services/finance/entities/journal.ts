import { money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { LedgerAccount } from '../rules/chart.js';
import type { DocumentKind } from '../rules/ledger.js';

const entrySchema = defineEntity({
  name: 'JournalEntry',
  tableName: 'journal_entry',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    /** Of cash that is taken to the bank there is none. */
    dealId: p.uuid().nullable(),
    /** The day in China that it belongs to. */
    day: p.string(),
    postedAt: p.datetime(),
    documentKind: p.string().$type<DocumentKind>(),
    documentId: p.uuid(),
    /** The command or event that caused it, and its key or id. */
    cause: p.string(),
    causeId: p.string(),
  },
});

/** An entry of the ledger: debits and credits are equal, and nothing changes it (FIN-3). */
export class JournalEntry extends entrySchema.class {}
entrySchema.setClass(JournalEntry);

const lineSchema = defineEntity({
  name: 'JournalLine',
  tableName: 'journal_line',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    entryId: p.uuid(),
    /** Project and day of its entry, by which an account's lines are found. */
    projectId: p.uuid(),
    day: p.string(),
    account: p.string().$type<LedgerAccount>(),
    debit: money(),
    credit: money(),
  },
});

/** A debit or a credit of one account. */
export class JournalLine extends lineSchema.class {}
lineSchema.setClass(JournalLine);
