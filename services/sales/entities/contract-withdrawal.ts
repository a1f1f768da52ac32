import type { ContractWithdrawalState } from '#contracts/sales-contracts.js';
import type { ContractState, ReviewStage } from '#contracts/sales.js';
import { money } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'ContractWithdrawal',
  tableName: 'contract_withdrawal',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    contractId: p.uuid(),
    number: p.string(),
    unitId: p.uuid(),
    unitCode: p.string(),
    projectId: p.uuid(),
    consultantId: p.uuid(),
    state: p.string().$type<ContractWithdrawalState>(),
    /** What the seller keeps of the money paid. */
    retain: money(),
    reason: p.text(),
    attachment: p.string().nullable(),
    requestedById: p.uuid(),
    requestedByName: p.string(),
    requestedAt: p.datetime(),
    decidedById: p.uuid().nullable(),
    decidedByName: p.string().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionReason: p.text().nullable(),
    executedById: p.uuid().nullable(),
    executedByName: p.string().nullable(),
    executedAt: p.datetime().nullable(),
    /** Where the contract stood: it stands there again when finance refuses. */
    contractState: p.string().$type<ContractState>().nullable(),
    contractStage: p.string().$type<ReviewStage>().nullable(),
    refunded: money().nullable(),
    retained: money().nullable(),
    endedAt: p.datetime().nullable(),
  },
});

/** A withdrawal after signing 退房, from the request to what finance made of it (CON-5). */
export class ContractWithdrawal extends schema.class {}
schema.setClass(ContractWithdrawal);

/** The withdrawal, locked until the end of the transaction. */
export function lockedWithdrawal(em: EntityManager, id: string): Promise<ContractWithdrawal> {
  return em.findOneOrFail(ContractWithdrawal, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** As every command about a withdrawal answers. */
export function withdrawalAnswer({ id: withdrawalId, contractId, state }: ContractWithdrawal) {
  return { withdrawalId, contractId, state };
}

/** The one under way, from its request until finance has ended it (CON-5). */
export function openWithdrawal(em: EntityManager, contractId: string): Promise<ContractWithdrawal | null> {
  return em.findOne(ContractWithdrawal, { contractId, state: { $in: ['requested', 'approved', 'executed'] } });
}
