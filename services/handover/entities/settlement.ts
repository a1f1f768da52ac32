import type { SettlementState } from '#contracts/handover.js';
import type { PricingBasis } from '#contracts/inventory.js';
import type { Derivation } from '#kernel/derivation.js';
import { area, json, money, rate } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Settlement',
  tableName: 'settlement',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    contractId: p.uuid(),
    projectId: p.uuid(),
    state: p.string().$type<SettlementState>(),
    buildingArea: area(),
    innerArea: area(),
    enteredAt: p.datetime(),
    enteredById: p.uuid(),
    checkedAt: p.datetime().nullable(),
    checkedById: p.uuid().nullable(),
    method: p.string().$type<PricingBasis>().nullable(),
    contractArea: area().nullable(),
    certifiedArea: area().nullable(),
    ratio: rate().nullable(),
    mayRescind: p.boolean().nullable(),
    oldPrice: money().nullable(),
    difference: money().nullable(),
    newPrice: money().nullable(),
    derivation: json<Derivation>().nullable(),
    verifiedAt: p.datetime().nullable(),
    verifiedById: p.uuid().nullable(),
    buyerKeeps: p.boolean().nullable(),
    signedAt: p.datetime().nullable(),
    paidAt: p.datetime().nullable(),
  },
});

/** The certified areas of a contract and what follows for its price (TIT-1, TIT-2). */
export class Settlement extends schema.class {}
schema.setClass(Settlement);
