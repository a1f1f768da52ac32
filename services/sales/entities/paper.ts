import type { PaperKind, TemplateBlock } from '#contracts/sales-contracts.js';
import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { KeptClauses } from './agreed.js';

const schema = defineEntity({
  name: 'PaperTemplate',
  tableName: 'paper_template',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    paper: p.string().$type<PaperKind>(),
    version: p.integer(),
    title: p.string(),
    blocks: json<TemplateBlock[]>(),
    /** The standard clauses of a contract (CON-1). */
    clauses: json<KeptClauses>().nullable(),
    byId: p.uuid(),
    at: p.datetime(),
  },
});

/** A version of a project's sample of a paper 套打样本; added to, never changed (CON-7, §3.1.3). */
export class PaperTemplate extends schema.class {}
schema.setClass(PaperTemplate);

const takenSchema = defineEntity({
  name: 'PaperTaken',
  tableName: 'paper_taken',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    paper: p.string().$type<PaperKind>(),
    /** The subscription or contract that it is of, and which version. */
    aboutId: p.uuid(),
    version: p.integer().nullable(),
    projectId: p.uuid(),
    /** Whose personal data stand on it in full. */
    customerIds: json<string[]>(),
    byId: p.uuid(),
    byName: p.string(),
    at: p.datetime(),
  },
});

/** Who took a paper, on which personal data stand in full: an unmasking like any other (ALL-9). */
export class PaperTaken extends takenSchema.class {}
takenSchema.setClass(PaperTaken);
