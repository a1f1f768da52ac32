import type { ReleaseState } from '#contracts/finance-funds.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';
import type { Typed } from './supervised-booking.js';

const schema = defineEntity({
  name: 'Release',
  tableName: 'release_request',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    accountId: p.uuid(),
    projectId: p.uuid(),
    nodeId: p.uuid().nullable(),
    purpose: p.string(),
    amount: money(),
    attachment: p.string(),
    state: p.string().$type<ReleaseState>(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
    checkedBy: p.uuid().nullable(),
    checkedAt: p.datetime().nullable(),
    /** Why the checker or the bank refused it. */
    refusedFor: p.text().nullable(),
    paidAt: p.datetime().nullable(),
    typed: json<Typed>().nullable(),
  },
});

/** A release 用款申请 of supervised money: asked for, checked by another person, paid by the bank (FIN-12). */
export class Release extends schema.class {}
schema.setClass(Release);

export function lockedRelease(em: EntityManager, id: string): Promise<Release> {
  return em.findOneOrFail(Release, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
