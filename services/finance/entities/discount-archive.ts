import type { Derivation } from '#kernel/derivation.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'ArchivedDiscount',
  tableName: 'discount_archive',
  comment: 'append-only',
  properties: {
    /** The approval's id. */
    id: p.uuid().primary(),
    projectId: p.uuid(),
    unitId: p.uuid(),
    unitCode: p.string(),
    customerId: p.uuid(),
    amount: money(),
    derivation: json<Derivation>(),
    reason: p.text(),
    attachment: p.string(),
    requestedById: p.uuid(),
    approvedById: p.uuid(),
    approvedAt: p.datetime(),
    validUntil: p.string(),
    archivedAt: p.datetime(),
  },
});

/** A discount approval 优惠批示单 as finance archives it (CON-2, §3.4.2). */
export class ArchivedDiscount extends schema.class {}
schema.setClass(ArchivedDiscount);
