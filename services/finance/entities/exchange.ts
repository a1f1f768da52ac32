import type { ExchangeState } from '#contracts/finance-exchanges.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Exchange',
  tableName: 'exchange',
  properties: {
    /** The id of the change in sales. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    kind: p.string().$type<'rename' | 'swap'>(),
    projectId: p.uuid(),
    fromDealId: p.uuid(),
    /** Where the money goes; in a rename the same deal. */
    toDealId: p.uuid(),
    /** Whose the deal becomes by a rename. */
    customerId: p.uuid().nullable(),
    reason: p.text(),
    state: p.string().$type<ExchangeState>(),
    requestedAt: p.datetime(),
    doneById: p.uuid().nullable(),
    doneAt: p.datetime().nullable(),
  },
});

/** Receipts that a rename or swap wants exchanged 待换发票据 (FIN-5). */
export class Exchange extends schema.class {}
schema.setClass(Exchange);

/** The exchange, locked: of the cashier who does it and sales that takes it back the first decides. */
export function lockedExchange(em: EntityManager, id: string): Promise<Exchange> {
  return em.findOneOrFail(Exchange, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
