import type { Derivation } from '#kernel/derivation.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const settlementSchema = defineEntity({
  name: 'Settlement',
  tableName: 'area_settlement',
  properties: {
    id: p.uuid().primary(),
    contractId: p.uuid(),
    oldPrice: money(),
    difference: money(),
    newPrice: money(),
    derivation: json<Derivation>(),
    settledAt: p.datetime(),
  },
});

/** What handover told of the area settlement that finance verified (TIT-4): sales' own copy. */
export class Settlement extends settlementSchema.class {}
settlementSchema.setClass(Settlement);

const schema = defineEntity({
  name: 'Supplement',
  tableName: 'supplement',
  properties: {
    id: p.uuid().primary(),
    contractId: p.uuid(),
    settlementId: p.uuid(),
    oldPrice: money(),
    difference: money(),
    newPrice: money(),
    derivation: json<Derivation>(),
    signedById: p.uuid(),
    signedAt: p.datetime(),
  },
});

/** The supplementary contract after the area settlement, one a contract (CON-7). */
export class Supplement extends schema.class {}
schema.setClass(Supplement);
