import { money } from '#persistence/columns.js';
import { blindIndex, sealed } from '#persistence/sealed.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'BankAccount',
  tableName: 'bank_account',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    name: p.string(),
    bank: p.string(),
    number: sealed(),
    numberIndex: blindIndex(),
    supervised: p.boolean(),
    /** What is matched with no line yet is awaited on it; the first of the project is. */
    main: p.boolean(),
    /** The first day whose movements are matched. */
    since: p.string(),
    openingBalance: money(),
    /** All up to this day is checked by another person. */
    checkedThrough: p.string().nullable(),
    openedBy: p.uuid(),
    openedAt: p.datetime(),
  },
});

/** A bank account of a project, in CNY (FIN-8). Its row is locked while its lines are matched or checked. */
export class BankAccount extends schema.class {}
schema.setClass(BankAccount);

/** The account, locked: of two people who match or check it the second sees what the first did. */
export function lockedBankAccount(em: EntityManager, id: string): Promise<BankAccount> {
  return em.findOneOrFail(BankAccount, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
