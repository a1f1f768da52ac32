import type { AmendmentState } from '#contracts/sales-contracts.js';
import type { ReviewStage } from '#contracts/sales.js';
import type { DeadlineId } from '#kernel/deadlines.js';
import { money } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';
import { agreed } from './agreed.js';

const schema = defineEntity({
  name: 'Amendment',
  tableName: 'contract_amendment',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    contractId: p.uuid(),
    /** The contract's number. */
    number: p.string(),
    /** Which version of the contract it becomes. */
    becomes: p.integer(),
    unitId: p.uuid(),
    unitCode: p.string(),
    projectId: p.uuid(),
    consultantId: p.uuid(),
    ...agreed(),
    /** What it takes off by its own discount approval, used up when it is approved (CON-2). */
    discount: money().nullable(),
    reason: p.text(),
    attachment: p.string().nullable(),
    state: p.string().$type<AmendmentState>(),
    stage: p.string().$type<ReviewStage>().nullable(),
    round: p.integer(),
    draftedById: p.uuid(),
    draftedByName: p.string(),
    draftedAt: p.datetime(),
    submittedById: p.uuid(),
    supervisorId: p.uuid().nullable(),
    managerId: p.uuid().nullable(),
    accountingId: p.uuid().nullable(),
    cfoId: p.uuid().nullable(),
    overdueFor: p.string().$type<DeadlineId>().nullable(),
  },
});

/** A change of a reviewed contract, drafted beside it; the contract stands until this is approved (CON-4). */
export class Amendment extends schema.class {}
schema.setClass(Amendment);

const versionSchema = defineEntity({
  name: 'ContractVersion',
  tableName: 'contract_version',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    contractId: p.uuid(),
    version: p.integer(),
    amendmentId: p.uuid().nullable(),
    ...agreed(),
    reason: p.text().nullable(),
    approvedAt: p.datetime(),
    approvedById: p.uuid(),
    approvedByName: p.string(),
  },
});

/** A version of a contract as it was approved; added to, never changed (CON-4). */
export class ContractVersion extends versionSchema.class {}
versionSchema.setClass(ContractVersion);

/** The amendment, locked until the end of the transaction. */
export function lockedAmendment(em: EntityManager, id: string): Promise<Amendment> {
  return em.findOneOrFail(Amendment, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** The one that is under way beside the contract, if any (CON-4). */
export function openAmendment(em: EntityManager, contractId: string): Promise<Amendment | null> {
  return em.findOne(Amendment, { contractId, state: { $in: ['in-review', 'returned'] } });
}

/** As every command about an amendment answers. */
export function amendmentAnswer({ id: amendmentId, contractId, becomes: version, state }: Amendment) {
  return { amendmentId, contractId, version, state };
}
