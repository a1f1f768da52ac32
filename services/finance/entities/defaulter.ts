import type { DefaulterOutcome, DefaulterState } from '#contracts/finance-defaulters.js';
import { money } from '#persistence/columns.js';
import { defineEntity, type EntityManager, LockMode, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Defaulter',
  tableName: 'defaulter',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    consultantId: p.uuid(),
    /** What was overdue without an approved delay when it was referred. */
    overdue: money(),
    /** Whether every step of the ladder had been taken; else the reason says why it was not waited for. */
    ladderDone: p.boolean(),
    reason: p.text().nullable(),
    state: p.string().$type<DefaulterState>(),
    outcome: p.string().$type<DefaulterOutcome>().nullable(),
    referredBy: p.uuid(),
    referredAt: p.datetime(),
    endedBy: p.uuid().nullable(),
    endedAt: p.datetime().nullable(),
  },
});

/** A deal that is with the lawyer: a malicious defaulter 恶意违约客户 (FIN-10, §2.3.10). */
export class Defaulter extends schema.class {}
schema.setClass(Defaulter);

/** The deal's case that is under way, locked. */
export function defaulterOf(em: EntityManager, dealId: string): Promise<Defaulter | null> {
  return em.findOne(Defaulter, { dealId, endedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

const noteSchema = defineEntity({
  name: 'DefaulterNote',
  tableName: 'defaulter_note',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    defaulterId: p.uuid(),
    note: p.text(),
    outcome: p.string().$type<DefaulterOutcome>().nullable(),
    byId: p.uuid(),
    byName: p.string(),
    at: p.datetime(),
  },
});

/** What was done in a case. */
export class DefaulterNote extends noteSchema.class {}
noteSchema.setClass(DefaulterNote);
