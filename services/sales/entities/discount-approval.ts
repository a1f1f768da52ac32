import type { DiscountState } from '#contracts/sales-contracts.js';
import type { Derivation } from '#kernel/derivation.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'DiscountApproval',
  tableName: 'discount_approval',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    unitId: p.uuid(),
    unitCode: p.string(),
    customerId: p.uuid(),
    /** Who owns the customer: whose it is. */
    consultantId: p.uuid(),
    /** What may be taken off the price, once. */
    amount: money(),
    derivation: json<Derivation>(),
    reason: p.text(),
    attachment: p.string(),
    state: p.string().$type<DiscountState>(),
    requestedById: p.uuid(),
    requestedByName: p.string(),
    requestedAt: p.datetime(),
    decidedById: p.uuid().nullable(),
    decidedByName: p.string().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionReason: p.text().nullable(),
    validUntil: p.string().nullable(),
    /** The subscription, contract or amendment that used it (CON-2: once). */
    usedFor: p.uuid().nullable(),
    usedAt: p.datetime().nullable(),
  },
});

/** A discount approval 优惠批示单: so much off the price of one unit for one customer, once (CON-2). */
export class DiscountApproval extends schema.class {}
schema.setClass(DiscountApproval);

/** The approval, locked: of two who use it at once the later one finds it used. */
export function lockedDiscount(em: EntityManager, id: string): Promise<DiscountApproval> {
  return em.findOneOrFail(DiscountApproval, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
