import type { StatementState } from '#contracts/finance-bank.js';
import { json, money } from '#persistence/columns.js';
import { sealed } from '#persistence/sealed.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'BankStatement',
  tableName: 'bank_statement',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    accountId: p.uuid(),
    /** SHA-256 of the file. */
    fileHash: p.string(),
    openingGiven: money().nullable(),
    closingGiven: money().nullable(),
    state: p.string().$type<StatementState>(),
    fromDay: p.string().nullable(),
    toDay: p.string().nullable(),
    opening: money().nullable(),
    closing: money().nullable(),
    linesTotal: p.integer(),
    /** That no statement had before. */
    linesNew: p.integer(),
    linesRejected: p.integer(),
    refusedCode: p.string().nullable(),
    refusedFacts: json<Record<string, never>>().nullable(),
    requestedBy: p.uuid(),
    requestedByName: p.string(),
    requestedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});

/** A bank statement 对账单 that was handed in: who did, and what came of it (FIN-8). */
export class BankStatement extends schema.class {}
schema.setClass(BankStatement);

const fileSchema = defineEntity({
  name: 'BankStatementFile',
  tableName: 'bank_statement_file',
  properties: {
    /** Of the statement. */
    id: p.uuid().primary(),
    /** In base64; gone once it is read, since it tells who paid (ALL-9). */
    content: sealed().nullable(),
  },
});

/** The file of a statement that waits to be read. */
export class BankStatementFile extends fileSchema.class {}
fileSchema.setClass(BankStatementFile);

const errorSchema = defineEntity({
  name: 'BankStatementError',
  tableName: 'bank_statement_error',
  comment: 'append-only',
  properties: {
    statementId: p.uuid().primary(),
    rowNumber: p.integer().primary(),
    column: p.string(),
    zh: p.text(),
    en: p.text(),
  },
});

/** A row of a statement that could not be read, and why. */
export class BankStatementError extends errorSchema.class {}
errorSchema.setClass(BankStatementError);
