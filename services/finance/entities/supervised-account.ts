import type { SupervisedAccountState } from '#contracts/finance-funds.js';
import { money } from '#persistence/columns.js';
import { sealed } from '#persistence/sealed.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'SupervisedAccount',
  tableName: 'supervised_account',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    /** The building whose money it takes; null: all of the project's that have no account of their own. */
    buildingId: p.uuid().nullable(),
    permitNumber: p.string().nullable(),
    bank: p.string(),
    accountNumber: sealed(),
    state: p.string().$type<SupervisedAccountState>(),
    /** The terms in force. */
    planId: p.uuid().nullable(),
    /** How many movements it has had; the last one has its balance. */
    movements: p.integer().default(0),
    balance: money(),
    /** The part of it that is asked for and not paid out yet. */
    pending: money(),
    /** What has to stay, by the terms in force and the nodes reached. */
    heldBack: money(),
    proposedBy: p.uuid(),
    proposedAt: p.datetime(),
    openedAt: p.datetime().nullable(),
    closedBy: p.uuid().nullable(),
    closedAt: p.datetime().nullable(),
    closedFor: p.text().nullable(),
  },
});

/** A supervised account 监管账户 (FIN-12). Its row is locked while its money moves. */
export class SupervisedAccount extends schema.class {}
schema.setClass(SupervisedAccount);

export function lockedSupervised(em: EntityManager, id: string): Promise<SupervisedAccount> {
  return em.findOneOrFail(SupervisedAccount, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** The open account that takes the money of this unit, locked: the building's, else the project's; or none. */
export async function supervising(em: EntityManager, deal: { projectId: string; buildingId?: string | null }) {
  const [found] = await em.execute<{ id: string }[]>(
    `select id from supervised_account where project_id = ? and state = 'open'
       and (building_id is null or building_id = ?) order by building_id nulls last limit 1`,
    [deal.projectId, deal.buildingId ?? null],
  );
  const account = found && (await lockedSupervised(em, found.id));
  return account?.state === 'open' ? account : undefined;
}
