import type { BadRowRule, ExistingRule, ImportKind, ImportState } from '#contracts/inventory-imports.js';
import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

/** What an import came to, as it is kept. */
export interface KeptTotals {
  created: number;
  corrected: number;
  removed: number;
  unchanged: number;
  repriced: number;
  buildings: string[];
  priceChangeIds: string[];
}

const schema = defineEntity({
  name: 'TableImport',
  tableName: 'table_import',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    kind: p.string().$type<ImportKind>(),
    onError: p.string().$type<BadRowRule>(),
    existing: p.string().$type<ExistingRule>(),
    reason: p.text().nullable(),
    /** Of the change orders that it requests (INV-3). */
    attachment: p.string().nullable(),
    state: p.string().$type<ImportState>(),
    /** Who is at it: only the run that began last may finish, whatever became of the others. */
    run: p.uuid().nullable(),
    runs: p.integer(),
    rowsTotal: p.integer().nullable(),
    rowsRead: p.integer(),
    rowsChecked: p.integer(),
    rowsWritten: p.integer(),
    rowsRejected: p.integer(),
    totals: json<KeptTotals>().nullable(),
    refusedCode: p.string().nullable(),
    refusedFacts: json<Record<string, never>>().nullable(),
    requestedBy: p.uuid(),
    requestedByName: p.string(),
    requestedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});

/** A table that is imported as a job: asked for, done by the clock, and what came of it (INV-1). */
export class TableImport extends schema.class {}
schema.setClass(TableImport);

const fileSchema = defineEntity({
  name: 'ImportedFile',
  tableName: 'table_import_file',
  properties: { importId: p.uuid().primary(), bytes: p.blob() },
});

/** The file as it was handed in, kept. */
export class ImportedFile extends fileSchema.class {}
fileSchema.setClass(ImportedFile);

const rowSchema = defineEntity({
  name: 'ImportedRow',
  tableName: 'table_import_row',
  properties: {
    importId: p.uuid().primary(),
    rowNumber: p.integer().primary(),
    column: p.string(),
    zh: p.text(),
    en: p.text(),
  },
});

/** A row that was not imported, and why. */
export class ImportedRow extends rowSchema.class {}
rowSchema.setClass(ImportedRow);
